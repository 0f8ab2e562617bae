// What colleagues say of the plan, beside it: a count at each line, and at the side the remarks of the line in hand.
// Remarks are a room of their own; this page knows its addresses only.
import { caretBox, caretIn } from "./caret.js";
import { ask } from "./saving.js";
import { readText } from "./sheet.js";
import { word } from "./words.js";

const EVERY = 15000; // ms between questions while the page is looked at
const RESTED = 400; // ms the cursor stays in a line before the side follows it
const CHOSEN = 150; // ms a selection stands before the button over it is shown
const MOST = 500; // characters that are quoted
const UNTALKED = ["addressee", "issuer"]; // fields of which nothing is said

export class Talking {
  constructor({ sheet, urls, flush }) {
    Object.assign(this, { sheet, urls, flush, counts: { all: 0, parts: {} }, shown: "" });
    this.side = document.getElementById("talk-side");
    this.opener = document.getElementById("open-talk");
    if (!this.side) return;
    this.body = this.side.querySelector("[data-talk]");
    this.opener.addEventListener("click", (event) => (event.preventDefault(), this.toggle()));
    this.side.querySelector("[data-close-side]").addEventListener("click", () => this.close());
    this.side.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.body.addEventListener("htmx:afterSettle", () => this.count({ isShown: true }));
    sheet.element.addEventListener("click", (event) => {
      const mark = event.target.closest(".talk-mark");
      if (mark) this.open(sheet.lineOf(mark));
    });
    document.addEventListener("focusin", (event) => this.follow(sheet.lineOf(event.target)));
    document.addEventListener("visibilitychange", () => !document.hidden && this.count());
    this.offer = document.getElementById("talk-offer");
    this.offer.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay selected
    this.offer.addEventListener("click", () => this.open(this.line));
    document.addEventListener("selectionchange", () => {
      window.clearTimeout(this.choosing);
      this.choosing = window.setTimeout(() => this.showOffer(), CHOSEN);
    });
    this.count();
  }

  // How much is said, and of which lines. `isShown`: the side has just been fetched.
  async count({ isShown = false } = {}) {
    window.clearTimeout(this.timer);
    try {
      const { status, told } = await ask(this.urls["talk-counts"]);
      if (status === 200) this.draw(told, isShown);
    } catch (error) {
      if (error.name === "TypeError" || error.name === "ReferenceError") throw error;
      // no answer: asked again later
    } finally {
      if (!document.hidden) this.timer = window.setTimeout(() => this.count(), EVERY);
    }
  }

  draw(counts, isShown) {
    const old = this.counts;
    this.counts = counts;
    this.opener.querySelector(".number").textContent = counts.all || "";
    for (const line of this.sheet.lines) this.mark(line, counts.parts[line.key] || 0);
    const here = this.line;
    if (isShown || this.side.hidden || !here || !here.key || (old.parts[here.key] || 0) === (counts.parts[here.key] || 0)) return;
    if (!this.isAnswered) this.load(here); // somebody said something of the line in hand
  }

  mark(line, count) {
    let mark = line.element.querySelector(".talk-mark");
    if (!count) {
      if (mark) mark.remove();
      return;
    }
    if (!mark) {
      mark = document.getElementById("talk-mark").content.firstElementChild.cloneNode(true);
      line.element.append(mark);
    }
    mark.querySelector(".number").textContent = count;
    mark.setAttribute("aria-label", word("talk-mark", { n: count, name: line.name }));
  }

  toggle() {
    if (!this.side.hidden && !this.selectedIn(this.line)) return this.close();
    return this.open(this.line || this.sheet.head);
  }

  // The words selected in a text of the line: { field, quote, start }, as the remarks' own forms ask for them.
  selectedIn(line) {
    const field = line && Object.values(line.fields).find((one) => one.contains(window.getSelection().focusNode));
    const caret = field && !UNTALKED.includes(field.dataset.field) && caretIn(field);
    if (!caret || caret.start === caret.end) return null;
    const words = readText(field).slice(caret.start, caret.end);
    const quote = words.trim().slice(0, MOST);
    const isHeading = line.key && line.level < 3;
    const name = isHeading && field.dataset.field === "body" ? "text" : field.dataset.field;
    return quote ? { field: name, quote, start: caret.start + words.indexOf(quote) } : null;
  }

  showOffer() {
    const field = document.activeElement.closest("[data-field]");
    this.offer.hidden = !field || !this.selectedIn(this.sheet.lineOf(field));
    this.offer.removeAttribute("style");
    if (!this.offer.offsetParent) return; // hidden, or on a phone at the foot of the screen
    const [box, edge] = [caretBox(field), this.offer.offsetParent.getBoundingClientRect()];
    this.offer.style.top = box.bottom - edge.top + 6 + "px";
    this.offer.style.left = Math.max(0, Math.min(box.right - edge.left, edge.width - this.offer.offsetWidth)) + "px";
  }

  // What the words are is shown on the page while they are spoken of; older browsers show them at the side only.
  hold(isHeld) {
    if (!window.Highlight) return;
    if (isHeld) CSS.highlights.set("talked-of", new Highlight(window.getSelection().getRangeAt(0).cloneRange()));
    else CSS.highlights.delete("talked-of");
  }

  // With words selected in the line, to speak of them.
  open(line) {
    const chosen = this.selectedIn(line);
    this.flush();
    this.hold(Boolean(chosen));
    this.side.hidden = false;
    this.side.parentElement.classList.add("has-side");
    this.opener.setAttribute("aria-expanded", "true");
    this.offer.hidden = true;
    this.side.focus({ preventScroll: true });
    this.load(line, chosen);
  }

  close() {
    this.hold(false);
    this.side.hidden = true;
    this.side.parentElement.classList.remove("has-side");
    this.opener.setAttribute("aria-expanded", "false");
    this.body.replaceChildren();
    if (this.line && this.line.element.isConnected) this.line.fields.title.focus();
    else this.opener.focus();
  }

  // Words typed there stay until they are sent, wherever the cursor goes.
  get isAnswered() {
    return Array.from(this.body.querySelectorAll("textarea")).some((field) => field.value.trim());
  }

  follow(line) {
    if (!line || line === this.line) return;
    this.line = line;
    window.clearTimeout(this.following);
    if (this.side.hidden) return;
    this.following = window.setTimeout(() => !this.isAnswered && this.load(line), RESTED);
  }

  async load(line, chosen = null) {
    this.line = line;
    if (!chosen) this.hold(false);
    const kind = line.key && line.level < 3 ? "section" : "task";
    const label = line.key ? line.element.querySelector(".line-label").textContent : "";
    this.side.querySelector("h2").textContent = line.key ? label + line.name : word("talk-plan");
    if (line.key && !line.pk) {
      this.body.textContent = word("talk-later");
      return;
    }
    const query = new URLSearchParams({ [kind]: line.pk, next: window.location.pathname + (line.pk ? "#" + line.element.id : ""), ...chosen });
    const before = this.body.querySelector(".talk-quick textarea");
    const typed = before ? before.value : "";
    await window.htmx.ajax("GET", this.urls.talk + "?" + query, { source: this.body, target: this.body, swap: "innerHTML" });
    const remark = chosen && this.body.querySelector(".talk-quick textarea");
    if (!remark) return;
    remark.value = typed;
    remark.focus();
  }
}
