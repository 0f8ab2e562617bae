// The board as it stands: its rows by their entries' keys, what the server last said of each, where a row belongs.

const AIR = 0.5; // per cent left free at both ends of a bar, as in calendar_app/queries/board.py

export function later(month, by) {
  const [year, number] = month.split("-").map(Number);
  const count = year * 12 + number - 1 + by;
  return String(Math.floor(count / 12)) + "-" + String((count % 12) + 1).padStart(2, "0");
}

export function between(first, last) {
  const count = (month) => month.split("-").reduce((sum, part, at) => sum + Number(part) * (at ? 1 : 12), 0);
  return count(last) - count(first);
}

// A day moved by months; the 31st becomes the last day of a shorter month.
function dayLater(day, by) {
  if (!day) return "";
  const month = later(day.slice(0, 7), by);
  const [year, number] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return month + "-" + String(Math.min(Number(day.slice(8)), last)).padStart(2, "0");
}

// {first, last, due} of `2026-09/2026-12/`, and back.
export function readWhen(text) {
  const [first, last, due] = text.split("/");
  return { first, last, due };
}

export function writeWhen({ first, last, due }) {
  return [first, last, due].join("/");
}

export function moved(when, by) {
  return { first: later(when.first, by), last: later(when.last, by), due: dayLater(when.due, by) };
}

// One end drawn; it stops at the other.
export function stretched(when, end, by) {
  const { first, last } = when;
  if (end === "first") return { ...when, first: later(first, Math.min(by, between(first, last))) };
  return { ...when, last: later(last, Math.max(by, -between(first, last))) };
}

class Row {
  constructor(key) {
    Object.assign(this, { key, element: null, version: 0, place: "~", isOpen: true, isGone: false });
    this.seen = { work: "", when: "", offices: "" }; // as the server last said
    this.now = { ...this.seen }; // as the page shows it
    this.waiting = new Set(); // fields of which an act is on its way
  }

  get name() {
    return this.now.work;
  }

  cells() {
    return Array.from(this.element.cells);
  }
}

export class Sheet {
  constructor() {
    this.rows = new Map();
    this.read();
  }

  // The table may have come anew: a filter was chosen.
  read() {
    this.table = document.querySelector("[data-board]");
    this.rows.forEach((row) => (row.element = null));
    if (!this.table) return;
    this.body = this.table.tBodies[0];
    this.months = Array.from(this.table.querySelectorAll("thead [data-month]"));
    this.begins = this.months[0].dataset.month;
    Array.from(this.body.rows).forEach((element) => this.hold(element));
    this.table.setAttribute("role", "grid");
    this.table.querySelectorAll(".board-add").forEach((link, at) => (link.tabIndex = at ? -1 : 0));
  }

  find(key) {
    return this.rows.get(key);
  }

  make(key) {
    const row = this.rows.get(key) || new Row(key);
    this.rows.set(key, row);
    return row;
  }

  // Take an element as the server drew it for what its row is now.
  hold(element) {
    const row = this.make(element.dataset.entry);
    row.element = element;
    row.version = Number(element.dataset.version);
    row.place = element.dataset.place;
    row.isOpen = element.dataset.open !== undefined;
    row.isGone = false;
    for (const field of ["work", "when", "offices"]) {
      row.seen[field] = element.dataset[field];
      if (!row.waiting.has(field)) row.now[field] = row.seen[field];
    }
    element.querySelectorAll("a").forEach((link) => (link.tabIndex = -1));
    Array.from(element.cells).forEach((cell) => (cell.tabIndex = -1));
    return row;
  }

  // The server's answer in place of what stands there; the focus stays in its cell, and what is being written goes on.
  take(told) {
    const row = this.make(told.key);
    const old = row.element;
    const model = document.createElement("template");
    model.innerHTML = told.html.trim(); // our own template, escaped by the server
    const fresh = model.content.firstElementChild;
    if (old && old.querySelector("[data-writing]")) {
      Object.assign(row, { version: Number(fresh.dataset.version), later: told });
      for (const field of ["work", "when", "offices"]) row.seen[field] = fresh.dataset[field];
      return row;
    }
    const at = old ? Array.from(old.cells).indexOf(document.activeElement) : -1;
    this.hold(fresh);
    if (old) old.replaceWith(fresh);
    if (row.now.when !== row.seen.when) this.draw(row);
    this.put(row);
    if (at >= 0) this.focus(row, at);
    this.tell();
    return row;
  }

  // Where it belongs: by its first month, then in the calendar's order.
  put(row) {
    const order = (one) => readWhen(one.now.when).first + one.place;
    const others = Array.from(this.body.rows).filter((element) => element !== row.element && element.dataset.entry);
    const next = others.find((element) => order(this.find(element.dataset.entry)) > order(row));
    let behind = row.element.nextElementSibling;
    while (behind && !behind.dataset.entry) behind = behind.nextElementSibling; // a line that is being written
    const isThere = row.element.parentNode === this.body && behind === (next || null);
    if (!isThere) this.body.insertBefore(row.element, next || null);
  }

  // The last row of a month or of one before it: a new one comes behind it.
  lastOf(month) {
    const fits = (element) => element.dataset.entry && readWhen(this.find(element.dataset.entry).now.when).first <= month;
    return Array.from(this.body.rows).filter(fits).pop() || null;
  }

  // A row the server has not drawn yet.
  sketch(row, words) {
    row.element = document.createElement("tr");
    row.element.dataset.entry = row.key;
    row.element.className = "is-unsaved";
    [words.work, words.offices, words.month].forEach((text, at) => {
      const cell = document.createElement(at ? "td" : "th");
      cell.textContent = text;
      cell.tabIndex = -1;
      if (at === 2) cell.colSpan = this.months.length;
      row.element.append(cell);
    });
    row.element.firstElementChild.className = "main-cell board-work";
    this.put(row);
    this.tell();
  }

  // The bar where it will stand; its words come with the server's answer.
  draw(row) {
    const bar = row.element && row.element.querySelector(".board-span");
    if (!bar) return;
    const when = readWhen(row.now.when);
    const count = this.months.length;
    const from = Math.min(Math.max(between(this.begins, when.first), 0), count);
    const to = Math.min(Math.max(between(this.begins, when.last) + 1, from), count);
    const ends = { first: (from * 100) / count + AIR, last: Math.max((to * 100) / count - AIR, 0) };
    bar.setAttribute("x", ends.first + "%");
    bar.setAttribute("width", Math.max(ends.last - ends.first, 0) + "%");
    row.element.querySelectorAll(".board-grip").forEach((grip) => grip.setAttribute("x", ends[grip.dataset.end] + "%"));
    row.element.classList.toggle("is-unsaved", row.now.when !== row.seen.when);
  }

  remove(row) {
    if (row.element) row.element.remove();
    row.element = null;
    row.isGone = true;
    this.tell();
  }

  focus(row, at = 0) {
    if (!row.element) return;
    const cell = row.cells()[at] || row.cells()[0];
    this.stop(cell);
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
  }

  // One stop for the Tab key within the rows.
  stop(cell) {
    this.body.querySelectorAll("[tabindex='0']").forEach((other) => (other.tabIndex = -1));
    cell.tabIndex = 0;
  }

  // What stands in the head and below: how many entries a month has, whether there are any.
  tell() {
    const shown = Array.from(this.rows.values()).filter((row) => row.element);
    this.months.forEach((head) => {
      const touching = shown.filter((row) => {
        const when = readWhen(row.now.when);
        return when.first <= head.dataset.month && head.dataset.month <= when.last;
      });
      head.querySelector("small").textContent = touching.length;
    });
    const empty = document.querySelector("[data-board-empty]");
    if (empty) empty.hidden = shown.length > 0;
    const cells = this.body.querySelectorAll("[data-entry] > *");
    if (cells.length && !this.body.querySelector("[data-entry] > [tabindex='0']")) cells[0].tabIndex = 0;
  }
}
