// What is typed in a line, and how it is handed to the server: not by the key, but when the hands rest.
import { putCaret } from "./caret.js";
import { readText, tidy } from "./sheet.js";
import { say, word } from "./words.js";

const IDLE = 700; // ms without a key: what was typed is handed over

export class Typing {
  constructor({ sheet, saving, history }) {
    Object.assign(this, { sheet, saving, history });
    this.dirty = new Map(); // line → names of fields typed in since they were handed over
    this.last = new WeakMap(); // field → text before the last key, for the history
    this.composing = null; // the field in which Chinese is being composed: nothing reads or writes it until it is words
  }

  noteBefore(field) {
    this.last.set(field, readText(field));
  }

  typed(field) {
    tidy(field);
    const line = this.sheet.lineOf(field);
    const name = field.dataset.field;
    const before = this.last.has(field) ? this.last.get(field) : line.seen[name].value;
    const after = readText(field);
    if (before === after) return;
    this.last.set(field, after);
    if (name === "body" && line.key) line.element.classList.toggle("has-body", Boolean(after) || document.activeElement === field);
    this.history.typed(line, name, before, after, (...step) => this.writeBack(...step));
    this.touch(line, name);
  }

  compose(field) {
    this.noteBefore(field);
    this.composing = field;
    this.sheet.lineOf(field).waiting.add(field.dataset.field);
  }

  composed(field) {
    const [line, name] = [this.sheet.lineOf(field), field.dataset.field];
    this.composing = null;
    this.typed(field);
    if (readText(field).trim() !== line.seen[name].value.trim()) this.touch(line, name); // also what was refused meanwhile
    else line.waiting.delete(name);
  }

  isComposing(line) {
    return Boolean(this.composing) && this.sheet.lineOf(this.composing) === line;
  }

  // A text as it was, or will be again: not where somebody else has written meanwhile.
  writeBack(line, name, from, to) {
    const field = line.fields[name];
    if (readText(field) !== from) {
      say("info", word("changed-since"));
      return false;
    }
    line.write(name, to);
    this.last.set(field, to);
    this.touch(line, name);
    if (name === "body") line.element.classList.add("has-body");
    putCaret(field, to.length);
    field.scrollIntoView({ block: "nearest" });
    return true;
  }

  write(line, name, text) {
    line.write(name, text);
    this.last.set(line.fields[name], text);
    this.touch(line, name);
  }

  touch(line, name) {
    if (!this.dirty.has(line)) this.dirty.set(line, new Set());
    this.dirty.get(line).add(name);
    line.waiting.add(name);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), IDLE);
    this.saving.tell();
  }

  // Hand over what was typed: a line's first words bring it to the server, a line left empty goes from there. Where
  // something is being composed it waits for the words, unless the page goes (`all`).
  flush({ all = false } = {}) {
    window.clearTimeout(this.timer);
    if (all && this.composing) this.composed(this.composing);
    const dirty = Array.from(this.dirty);
    this.dirty.clear();
    for (const [line, names] of dirty) {
      if (this.isComposing(line)) {
        this.dirty.set(line, names);
        continue;
      }
      if (line.key && this.sheet.at(line) < 0) continue;
      if (line.key && !line.known) this.bring(line);
      else if (line.key && line.isEmpty && line.level === 3) this.withdraw(line);
      else names.forEach((name) => this.edit(line, name));
    }
    this.saving.tell();
  }

  edit(line, name) {
    if (name === "title" && !line.text("title").trim()) {
      this.saving.problems.set(line.key + name, word("title-empty"));
      return;
    }
    this.saving.problems.delete(line.key + name);
    const seen = line.seen[name];
    this.saving.add({ act: "edit", key: line.key || null, field: name, value: line.text(name), was: seen.value, version: seen.version });
  }

  bring(line) {
    if (!line.text("title").trim()) return;
    line.known = true;
    if (line.removed) {
      line.removed = false;
      this.saving.add({ act: "restore", key: line.key });
      if (line.level < 3) this.saving.add({ act: "level", key: line.key, level: line.level }); // it went as a task
      for (const name of Object.keys(line.fields)) if (line.text(name) !== line.seen[name].value) this.edit(line, name);
      return;
    }
    this.saving.add({ act: "add", key: line.key, level: line.level, title: line.text("title"), body: line.text("body"), after: this.above(line) });
  }

  // `level` holds the server to what is meant: a heading it still has must not take what stands under it along.
  withdraw(line, level = line.level) {
    line.known = false;
    line.removed = true;
    line.waiting.clear();
    this.saving.add({ act: "remove", key: line.key, level });
  }

  // The key of the nearest line above that the server knows; null: the line begins the plan.
  above(line, lines = this.sheet.lines) {
    for (let at = lines.indexOf(line) - 1; at >= 0; at -= 1) if (lines[at].known) return lines[at].key;
    return null;
  }
}
