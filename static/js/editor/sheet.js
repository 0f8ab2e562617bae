// The document on the page: lines as elements, texts in and out of them, numbers in front of them.
import { labelsOf } from "./numbering.js";
import { caretIn, putCaret } from "./caret.js";

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// An empty paragraph holds a sign without width, or a cursor would find no place in it; it is no part of the text.
const PLACE = "\u200b";

export function readText(field) {
  return field.textContent.replace(/\u200b/g, "");
}

// New lines in a body are small elements of their own, so that the paragraph behind each can be indented.
export function writeText(field, text) {
  if (readText(field) === text && !needsBreaks(field)) return;
  const pieces = text.split("\n");
  const nodes = [];
  pieces.forEach(function (piece, number) {
    if (number) {
      const mark = document.createElement("span");
      mark.className = "nl";
      mark.textContent = "\n";
      nodes.push(mark);
    }
    if (piece || number) nodes.push(document.createTextNode(piece || PLACE));
  });
  field.replaceChildren(...nodes);
}

function needsBreaks(field) {
  const breaks = field.getElementsByClassName("nl");
  for (const mark of breaks) if (mark.textContent !== "\n") return true;
  return (field.textContent.match(/\n/g) || []).length !== breaks.length || field.getElementsByTagName("br").length > 0;
}

// After the browser has written into a field: nothing but text and our own breaks.
export function tidy(field) {
  if (!readText(field)) {
    if (field.firstChild) field.replaceChildren();
    return;
  }
  const strangers = Array.from(field.children).some((child) => child.className !== "nl");
  if (!strangers && !needsBreaks(field)) return;
  const caret = caretIn(field);
  const text = readText(field);
  field.replaceChildren();
  writeText(field, text);
  if (caret) putCaret(field, caret.start, caret.end);
}

// One line of the plan, or its head (level 0, no key). `seen` holds, by field, the words and the version that the
// server had when they were last read: what an edit says it was made upon.
export class Line {
  constructor(element) {
    this.element = element;
    this.key = element.dataset.key || "";
    this.pk = element.dataset.pk || "";
    this.known = element.dataset.version !== undefined && element.dataset.version !== "";
    this.removed = false;
    this.seen = {};
    this.waiting = new Set(); // fields with words the server has not said yes to
    this.fields = {};
    element.querySelectorAll("[data-field]").forEach((field) => (this.fields[field.dataset.field] = field));
    const version = Number(element.dataset.version || 0);
    for (const [name, field] of Object.entries(this.fields)) {
      const text = readText(field);
      this.seen[name] = { value: text, version };
      if (text.includes("\n")) writeText(field, text);
    }
    this.version = version;
  }

  get level() {
    return Number(this.element.dataset.level || 0);
  }

  set level(level) {
    this.element.dataset.level = level;
  }

  text(name) {
    return readText(this.fields[name]);
  }

  write(name, text) {
    writeText(this.fields[name], text);
    if (name === "body") this.element.classList.toggle("has-body", Boolean(text));
  }

  // Who does it, for whom, until when: as the server writes it under the words. Said of every line that it sends.
  carry({ meta, due, carries }) {
    if (meta === undefined) return;
    this.element.dataset.due = due;
    if (carries) this.element.dataset.carries = carries;
    else delete this.element.dataset.carries;
    const holder = document.createElement("template");
    holder.innerHTML = meta; // our own template, escaped by the server
    const [old, now] = [this.element.querySelector(".task-meta"), holder.content.firstElementChild];
    if (old && now && old.isEqualNode(now)) return;
    if (old) old.remove();
    if (now) this.element.querySelector(".line-words").after(now);
  }

  get isEmpty() {
    return !this.text("title").trim() && !(this.fields.body && this.text("body").trim());
  }

  get name() {
    const title = this.text("title").trim();
    return title.length > 24 ? title.slice(0, 23) + "…" : title;
  }
}

export class Sheet {
  constructor(element) {
    this.element = element;
    this.list = element.querySelector("#lines");
    this.model = document.getElementById("line-model").content.firstElementChild;
    this.head = new Line(element.querySelector("[data-head]"));
    // The last words and the one who signs stand below the lines, and belong to the head.
    element.querySelectorAll("[data-foot] [data-field]").forEach((field) => {
      this.head.fields[field.dataset.field] = field;
      const text = readText(field);
      this.head.seen[field.dataset.field] = { value: text, version: this.head.version };
      if (text.includes("\n")) writeText(field, text);
    });
    this.lines = Array.from(this.list.children, (child) => new Line(child));
    this.byElement = new Map(this.lines.map((line) => [line.element, line]));
    this.style = { form: element.dataset.form, restarts: element.dataset.restarts === "True" };
    for (const line of [this.head, ...this.lines]) this.open(line);
  }

  // Let the line be written in.
  open(line) {
    for (const [name, field] of Object.entries(line.fields)) {
      field.contentEditable = "true";
      field.spellcheck = false;
      field.setAttribute("role", "textbox");
      field.setAttribute("aria-multiline", name === "title" ? "false" : "true");
      if (!field.hasAttribute("aria-label")) {
        field.setAttribute("aria-labelledby", "n-" + line.key + " word-" + (line.level < 3 ? "heading-" : "") + name);
      }
    }
  }

  make({ key = newKey(), level = 3, title = "", body = "", pk = "", version = "", ...carried } = {}) {
    const element = this.model.cloneNode(true);
    element.dataset.key = key;
    element.dataset.level = level;
    element.dataset.version = version;
    element.dataset.pk = pk;
    element.querySelector(".line-label").id = "n-" + key;
    const line = new Line(element);
    line.write("title", title);
    line.write("body", body);
    for (const name of ["title", "body"]) line.seen[name] = { value: version === "" ? "" : line.text(name), version: Number(version || 0) };
    line.carry(carried);
    this.open(line);
    this.name(line);
    return line;
  }

  // The address a link from elsewhere leads to.
  name(line) {
    if (line.pk) line.element.id = (line.level === 3 ? "task-" : "section-") + line.pk;
    else line.element.removeAttribute("id");
  }

  lineOf(node) {
    const element = node && (node.nodeType === 1 ? node : node.parentElement);
    const line = element && element.closest(".line");
    if (line) return this.byElement.get(line) || null;
    return element && element.closest("[data-head], [data-foot]") ? this.head : null;
  }

  find(key) {
    return this.lines.find((line) => line.key === key) || null;
  }

  at(line) {
    return this.lines.indexOf(line);
  }

  // Show the lines in this order: what is not among them goes, what is new comes, numbers follow.
  show(lines) {
    const active = document.activeElement;
    const field = active && active.dataset && active.dataset.field ? active : null;
    const caret = field && this.list.contains(field) ? caretIn(field) : null;
    this.lines = lines;
    this.byElement = new Map(lines.map((line) => [line.element, line]));
    Array.from(this.list.children).forEach((element) => {
      if (!this.byElement.has(element)) element.remove();
    });
    let next = this.list.firstElementChild;
    for (const line of lines) {
      if (line.element === next) next = next.nextElementSibling;
      else this.list.insertBefore(line.element, next);
    }
    if (caret && field.isConnected && document.activeElement !== field) putCaret(field, caret.start, caret.end);
    this.number();
  }

  number() {
    const labels = labelsOf(this.lines.map((line) => line.level), this.style);
    this.lines.forEach(function (line, at) {
      const label = line.element.querySelector(".line-label");
      if (label.textContent !== labels[at]) label.textContent = labels[at];
    });
    document.dispatchEvent(new CustomEvent("numbered"));
  }

  // Every place one can write, in the order one reads.
  places() {
    const fields = [...this.element.querySelectorAll("[data-field]")];
    return fields.filter((field) => field.offsetParent !== null && field.isContentEditable);
  }
}
