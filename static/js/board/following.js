// What others do on the board comes into the page by itself. Asking changes nothing on the server, and waits while
// something of one's own is on its way or two texts are being compared; a row that is being written stays as it is.
import { ask } from "../editor/saving.js";
import { word } from "../editor/words.js";
import { keepLooking } from "../looking.js";

const AT_ONCE = 40; // rows of one answer, as in calendar_app/views/board_changes.py
const NAMED = 3;
const named = (rows) => rows.slice(0, NAMED).map((row) => row.name).join("、");

export class Following {
  constructor({ sheet, acts, saving }) {
    Object.assign(this, { sheet, acts, saving });
    keepLooking(() => this.look());
  }

  async look() {
    if (this.sheet.table && this.isQuiet) await this.follow(this.sheet.table);
  }

  get isQuiet() {
    return !this.saving.stopped && this.saving.isClean && !document.querySelector("dialog[open]");
  }

  // A filter may have brought another table meanwhile, an act may have been done: then this answer is old.
  holds(table) {
    return this.sheet.table === table && this.isQuiet;
  }

  ask(table, name, values) {
    const query = new URLSearchParams(window.location.search);
    values.forEach((value) => query.append(name, value));
    return ask(table.dataset.changes + "?" + query);
  }

  async follow(table) {
    const { status, told } = await this.ask(table, "since", [table.dataset.state]);
    if (status !== 200 || !this.holds(table)) return;
    const there = new Set(told.rows.map(([key]) => key));
    const other = told.rows.filter(([key, version, isOpen]) => !this.isSame(this.sheet.find(key), version, isOpen));
    const missing = Array.from(this.sheet.rows.values()).filter((row) => row.element && row.version && !there.has(row.key));
    const wanted = other.map(([key]) => key).concat(missing.map((row) => row.key));
    const all = wanted.filter((key) => !this.isWritten(this.sheet.find(key)));
    const keys = all.slice(0, AT_ONCE);
    if (keys.length) {
      const answer = await this.ask(table, "key", keys);
      if (answer.status !== 200 || !this.holds(table)) return;
      const written = answer.told.rows.filter((one) => this.isWritten(this.sheet.find(one.key)));
      if (written.length) return; // begun while the answer was on its way: asked again
      this.take(answer.told.rows, missing.filter((row) => keys.includes(row.key)));
    }
    if (keys.length === wanted.length) table.dataset.state = told.state;
  }

  isSame(row, version, isOpen) {
    return Boolean(row && row.element && row.version === version && row.isOpen === isOpen);
  }

  isWritten(row) {
    return Boolean(row && row.element && row.element.querySelector("[data-writing]"));
  }

  // Rows that came, and those of the missing that did not: they are gone. What somebody else moved out of what the filters
  // look for goes too; what one has moved there oneself stays, to be worked on.
  take(rows, missing) {
    const came = new Set(rows.map((told) => told.key));
    const isOut = new Set(missing.map((row) => row.key));
    const changed = rows.map((told) => [this.sheet.find(told.key), told]).filter(([row, told]) => {
      const before = row ? row.version : 0;
      return this.sheet.take(told).version !== before;
    }).map(([, told]) => this.sheet.find(told.key));
    const moved = changed.filter((row) => isOut.has(row.key));
    moved.forEach((row) => this.remove(row));
    const gone = missing.filter((row) => !came.has(row.key) && !this.isWritten(row));
    gone.forEach((row) => this.remove(row));
    if (gone.length) this.acts.announce(word("gone", { name: gone[0].name }));
    else if (moved.length) this.acts.announce(word("moved-out", { names: named(moved) }));
    else if (changed.length) this.acts.announce(word("by-others", { names: named(changed) }));
  }

  remove(row) {
    const isHere = row.element.contains(document.activeElement);
    const beside = row.element.nextElementSibling || row.element.previousElementSibling;
    this.sheet.remove(row);
    const next = isHere && beside && this.sheet.find(beside.dataset.entry);
    if (next) this.sheet.focus(next);
  }
}
