// Words are written where they stand: an entry's work, its offices, its months; and a new entry in a month.
import { readWhen } from "./sheet.js";
import { word } from "../editor/words.js";

const FIELDS = ["work", "offices", "when"]; // by the cells of a row
const LABELS = { work: "write-work", offices: "write-offices", when: "write-when" };
const LONGEST = 500;

export class Writing {
  constructor({ sheet, acts, names }) {
    Object.assign(this, { sheet, acts, names });
  }

  field(name, value, inside) {
    const input = document.createElement(name === "work" ? "textarea" : "input");
    input.className = "board-write";
    input.value = value;
    input.maxLength = LONGEST;
    input.setAttribute("aria-label", word(LABELS[name]));
    if (!value) input.placeholder = word(LABELS[name]);
    input.dataset.writing = name;
    if (name === "work") input.rows = Math.min(1 + Math.floor(value.length / 18), 6);
    if (name === "offices") this.names.help(input);
    inside.append(input);
    return input;
  }

  // The cell becomes a place to write in.
  edit(row, at) {
    const name = FIELDS[at];
    if (!row.element || row.element.querySelector("[data-writing]") || !this.acts.mayChange(row)) return;
    const cell = row.cells()[at];
    const before = name === "work" ? row.now.work : this.acts.wordsOf(row, name);
    cell.classList.add("is-writing");
    const input = this.field(name, before, cell);
    let isOpen = true;
    const close = () => {
      isOpen = false; // going away takes the focus, and losing it saves
      this.names.forget(input);
      input.remove();
      cell.classList.remove("is-writing");
      if (row.later) this.sheet.take(row.later);
      row.later = null;
    };
    const save = () => {
      const text = input.value.trim();
      if (!this.isFine(input, () => save() && this.sheet.focus(row, at))) return false;
      close();
      if (text !== before && (text || name === "offices")) this.acts.change(row, name, text || "::", text);
      return true;
    };
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter") this.takeOffer(input);
      if (event.key === "Escape") close();
      else if (event.key !== "Enter" || !save()) return event.stopPropagation();
      event.preventDefault();
      event.stopPropagation();
      this.sheet.focus(row, at);
    });
    input.addEventListener("blur", () => isOpen && save());
    input.focus();
    input.select();
  }

  // What was typed and not taken is back in its field, with the reason below it.
  editAgain(row, name, text, sentence) {
    this.edit(row, FIELDS.indexOf(name));
    const input = row.element.querySelector("[data-writing]");
    if (!input) return;
    input.value = text;
    this.names.put(input, { sentence });
  }

  // A new row behind the last of its month: the work, Tab, the offices; Enter ends it and begins the next.
  add(month) {
    const open = document.querySelector("[data-new]");
    if (open) open.remove();
    const line = document.createElement("tr");
    line.dataset.new = month;
    line.className = "board-new";
    const [work, offices, when] = ["th", "td", "td"].map((name) => line.appendChild(document.createElement(name)));
    work.className = "main-cell board-work";
    when.colSpan = this.sheet.months.length;
    const head = this.sheet.months.find((one) => one.dataset.month === month);
    const words = head ? head.querySelector("a").firstChild.textContent.trim() : month;
    when.textContent = words;
    const inputs = [this.field("work", "", work), this.field("offices", "", offices)];
    const last = this.sheet.lastOf(month);
    const behind = last && this.sheet.find(last.dataset.entry); // its element may be drawn anew meanwhile
    if (last) last.after(line);
    else this.sheet.body.prepend(line);

    let isOpen = true;
    const close = () => {
      isOpen = false; // going away takes the focus, and losing it saves
      line.remove();
    };
    const save = () => {
      const [text, named] = inputs.map((input) => input.value.trim());
      if (!text || !this.isFine(inputs[1], saveAndGoOn)) return null;
      close();
      return this.acts.add({ month, work: text, offices: named, words });
    };
    const saveAndGoOn = () => save() && this.add(month);
    const leave = () => {
      close();
      if (behind && behind.element) this.sheet.focus(behind);
      else if (head) head.querySelector(".board-add").focus();
    };
    line.addEventListener("keydown", (event) => {
      const isOurs = /^(Enter|Escape)$/.test(event.key) && event.target.dataset.writing;
      if (event.isComposing || event.keyCode === 229 || !isOurs) return event.stopPropagation();
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape" || !inputs[0].value.trim()) return leave();
      this.takeOffer(inputs[1]);
      return saveAndGoOn();
    });
    line.addEventListener("focusout", (event) => {
      if (isOpen && !line.contains(event.relatedTarget) && !save() && !inputs[0].value.trim()) close();
    });
    inputs[0].focus();
  }

  addBeside(row) {
    this.add(readWhen(row.now.when).first);
  }

  // What the server would not take is said below the field while it can still be mended; `goOn` follows the button there.
  isFine(input, goOn) {
    if (input.dataset.writing !== "offices") return true;
    const isKnown = !this.names.unknown(input.value).length;
    if (!isKnown) this.names.advise(input, () => this.takeOffer(input) && goOn());
    return isKnown;
  }

  // A second Enter agrees to what is offered, as the button does.
  takeOffer(input) {
    const offer = this.names.offered(input);
    if (offer) input.value = offer;
    return Boolean(offer);
  }
}
