// What can be done to the rows. Every act changes the page at once, hands the same act to the server, and leaves the
// way back in the history.
import { newKey } from "../editor/sheet.js";
import { moved, readWhen, stretched, writeWhen } from "./sheet.js";
import { say, word } from "../editor/words.js";

export const EXACT = /^\d{4}-\d\d\/\d{4}-\d\d\//; // months as the page keeps them

export class Acts {
  constructor({ sheet, saving, history }) {
    Object.assign(this, { sheet, saving, history });
    this.said = document.getElementById("board-said");
  }

  announce(text) {
    this.said.textContent = text;
  }

  // A new entry of a month; names of offices as they are typed.
  add({ month, work, offices, words }) {
    const row = this.sheet.make(newKey());
    row.now = { work, when: writeWhen({ first: month, last: month, due: "" }), offices };
    this.sheet.sketch(row, { work, offices: offices || word("no-offices"), month: words });
    const plan = Number(this.sheet.table.dataset.plan) || null;
    this.saving.add({ act: "add", key: row.key, month, work, offices, plan });
    this.history.add({ row, act: "add", back: () => this.takeOut(row), forth: () => this.bringBack(row) });
    return row;
  }

  // Put a value in a field, as text the server reads; `words` is how it looks until the server has drawn it.
  change(row, field, value, words = value) {
    if (row.now[field] === value || !this.mayChange(row)) return false;
    const before = row.now[field];
    const shown = this.wordsOf(row, field);
    this.write(row, field, value, words);
    this.history.add({
      row, field, value,
      back: () => this.again(row, field, before, shown),
      forth: () => this.again(row, field, value, words),
    });
    return true;
  }

  again(row, field, value, words) {
    if (row.isGone || !this.mayChange(row)) return false;
    this.write(row, field, value, words);
    if (row.element && !row.element.contains(document.activeElement)) this.sheet.focus(row, { work: 0, offices: 1, when: 2 }[field]);
    return true;
  }

  write(row, field, value, words) {
    if (field !== "when" || EXACT.test(value)) row.now[field] = value; // typed months are read by the server
    row.waiting.add(field);
    if (row.element) this.show(row, field, words);
    this.saving.add({ act: "edit", key: row.key, field, value });
  }

  wordsOf(row, field) {
    const place = row.element && row.cells()[{ work: 0, offices: 1, when: 2 }[field]].querySelector("[data-words]");
    return place ? place.dataset.words : "";
  }

  show(row, field, words) {
    row.element.classList.add("is-unsaved");
    if (field === "when") {
      const cell = row.cells().indexOf(document.activeElement);
      this.sheet.draw(row);
      this.sheet.put(row);
      this.sheet.tell();
      if (cell >= 0) this.sheet.focus(row, cell);
      return;
    }
    const place = row.cells()[field === "work" ? 0 : 1].querySelector("[data-words]");
    if (place) place.textContent = words || word("no-offices");
  }

  move(row, by) {
    return this.change(row, "when", writeWhen(moved(readWhen(row.now.when), by)));
  }

  stretch(row, by, end = "last") {
    return this.change(row, "when", writeWhen(stretched(readWhen(row.now.when), end, by)));
  }

  remove(row) {
    if (!this.mayChange(row)) return;
    this.takeOut(row);
    this.history.add({ row, act: "remove", back: () => this.bringBack(row), forth: () => this.takeOut(row) });
  }

  takeOut(row) {
    if (row.isGone) return false;
    const beside = row.element && (row.element.nextElementSibling || row.element.previousElementSibling);
    this.sheet.remove(row);
    this.saving.add({ act: "remove", key: row.key });
    this.announce(word("deleted", { name: row.name }));
    const other = beside && this.sheet.find(beside.dataset.entry);
    if (other) this.sheet.focus(other);
    else (this.sheet.table.querySelector(".board-add[tabindex='0']") || document.getElementById("main")).focus();
    return true;
  }

  bringBack(row) {
    if (!row.isGone) return false;
    row.isGone = false;
    row.wantsFocus = true;
    this.saving.add({ act: "restore", key: row.key });
    return true;
  }

  mayChange(row) {
    if (row.isOpen) return true;
    say("info", word("closed"));
    return false;
  }

  // A refused act leaves what the server has, and no way back to what never was.
  forget(act) {
    this.history.forget((step) => step.row.key === act.key && (act.act === "edit" ? step.field === act.field && step.value === act.value : step.act === act.act));
  }
}
