// What can be done to the lines. Every act changes the page at once, hands the same act to the server, and leaves
// the way back in the history.
import { putCaret } from "./caret.js";
import { blockEnd, mayBe, moved, nextLevel, snap, stepDown, stepUp } from "./lines.js";
import { newKey, readText } from "./sheet.js";
import { Typing } from "./typing.js";
import { say, word } from "./words.js";

const SENTENCE_ENDS = /[。！？!?]/;
const TITLE_LENGTH = 300;
const HEADING_LENGTH = 200;

export class Acts extends Typing {
  // A new line behind (or before) another one; words come later.
  insert(at, { level = 3 } = {}) {
    const line = this.sheet.make({ level });
    this.place(line, at);
    this.history.add({
      back: () => this.takeOut(line) || true,
      forth: () => this.place(line, Math.min(at, this.sheet.lines.length)),
    });
    return line;
  }

  place(line, at, { focus = true } = {}) {
    const lines = this.sheet.lines.slice();
    lines.splice(at, 0, line);
    this.sheet.show(lines);
    if (line.key && !line.known && !line.isEmpty) this.bring(line);
    if (focus) this.focus(line);
    return true;
  }

  // Out of the page and out of the plan; what stood under a heading stays.
  takeOut(line) {
    this.flush();
    const at = this.sheet.at(line);
    if (at < 0) return;
    if (line.known && !mayBe(this.sheet.lines, at, 3)) {
      this.refuse("nothing-above");
      return;
    }
    if (line.known) {
      if (line.level < 3) this.saving.add({ act: "level", key: line.key, level: 3 });
      this.withdraw(line, 3);
    }
    this.sheet.show(this.sheet.lines.filter((other) => other !== line));
    this.dirty.delete(line);
    const beside = this.sheet.lines[at - 1] || this.sheet.lines[at];
    if (beside) this.focus(beside, { atEnd: true });
  }

  // Delete a line with all under it; it comes back whole.
  remove(line) {
    this.flush();
    const at = this.sheet.at(line);
    const block = this.sheet.lines.slice(at, blockEnd(this.sheet.lines, at));
    const forth = () => {
      const here = this.sheet.at(line);
      if (here < 0) return false;
      if (line.known) this.saving.add({ act: "remove", key: line.key });
      this.sheet.show(this.sheet.lines.filter((other) => !block.includes(other)));
      const beside = this.sheet.lines[here] || this.sheet.lines[here - 1];
      if (beside) this.focus(beside);
      return true;
    };
    const back = () => {
      if (line.known) this.saving.add({ act: "restore", key: line.key });
      const lines = this.sheet.lines.slice();
      lines.splice(Math.min(at, lines.length), 0, ...block);
      this.sheet.show(lines);
      this.focus(line);
      return true;
    };
    forth();
    this.history.add({ back, forth });
    say("info", word("deleted", { name: line.name || word("empty-line") }));
  }

  // The block goes before what stands at `to`.
  move(line, to) {
    this.flush();
    const before = this.sheet.lines;
    const after = moved(before, before.indexOf(line), to);
    if (to < 0 || after.every((other, at) => other === before[at])) return false;
    const old = this.above(line);
    const go = (lines, above) => {
      this.sheet.show(lines);
      if (line.known) this.saving.add({ act: "move", key: line.key, after: above });
      this.focus(line, { keep: true });
      return true;
    };
    go(after, this.above(line, after));
    // Others may have come and gone: the way back is by the neighbours, not by the number.
    const behind = (key) => {
      const lines = this.sheet.lines;
      const at = lines.indexOf(line);
      if (at < 0) return false;
      const place = key === null ? 0 : lines.findIndex((other) => other.key === key) + 1;
      const end = snap(lines, line.level, place);
      return end >= 0 && go(moved(lines, at, end), key);
    };
    const now = this.above(line);
    this.history.add({ back: () => behind(old), forth: () => behind(now) });
    return true;
  }

  step(line, direction) {
    const at = this.sheet.at(line);
    if (at < 0) return;
    this.move(line, direction < 0 ? stepUp(this.sheet.lines, at) : stepDown(this.sheet.lines, at));
  }

  // One level out (-1) or in (+1).
  changeLevel(line, step) {
    this.setLevel(line, nextLevel(this.sheet.lines, this.sheet.at(line), step));
  }

  setLevel(line, level) {
    const old = line.level;
    if (level === old) return false;
    if (!mayBe(this.sheet.lines, this.sheet.at(line), level)) return this.refuse("nothing-above");
    if (old === 3 && line.element.dataset.carries) return this.refuse("carries");
    if (level < 3 && line.text("title").length > HEADING_LENGTH) return this.refuse("heading-long");
    this.flush();
    const go = (to) => {
      if (!mayBe(this.sheet.lines, this.sheet.at(line), to)) return this.refuse("nothing-above");
      line.level = to;
      this.sheet.open(line);
      this.sheet.number();
      if (line.known) this.saving.add({ act: "level", key: line.key, level: to });
      this.focus(line, { keep: true });
      return true;
    };
    go(level);
    this.history.add({ back: () => go(old), forth: () => go(level) });
    return true;
  }

  refuse(name) {
    say("warning", word(name));
    return false;
  }

  // Cut the task in two at the cursor.
  split(line, name, at) {
    const text = line.text(name);
    const old = { title: line.text("title"), body: line.text("body") };
    const [kept, rest] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
    const [title, body] = name === "title" ? [rest, old.body] : firstSentence(rest);
    if (!title.trim() || !(name === "body" || kept.trim())) return null;
    if (title.length > TITLE_LENGTH) return this.refuse("title-long");
    this.flush();
    const fresh = this.sheet.make({ level: 3 });
    const go = () => {
      if (line.text(name) !== text) return this.refuse("changed-since");
      const characters = Array.from(text.slice(0, at)).length;
      this.show(line, name === "title" ? { title: kept, body: "" } : { ...old, body: kept });
      this.show(fresh, { title, body });
      fresh.known = line.known;
      fresh.removed = false;
      const lines = this.sheet.lines.slice();
      lines.splice(lines.indexOf(line) + 1, 0, fresh);
      this.sheet.show(lines);
      if (line.known) this.saving.add({ act: "split", key: line.key, new_key: fresh.key, field: name, at: characters });
      this.focus(fresh);
      return true;
    };
    const back = () => {
      const joined = this.joined(line, fresh);
      this.sheet.show(this.sheet.lines.filter((other) => other !== fresh));
      if (line.known) this.saving.add({ act: "join", key: fresh.key, into: line.key });
      this.show(line, joined);
      for (const field of ["title", "body"]) if (joined[field] !== old[field]) this.write(line, field, old[field]);
      putCaret(line.fields[name], Math.min(at, line.text(name).length));
      return true;
    };
    go();
    this.history.add({ back, forth: go });
    return fresh;
  }

  joined(above, line) {
    const [title, body] = [above.text("title"), above.text("body")];
    if (body) return { title, body: body + line.text("title") + line.text("body") };
    return { title: title + line.text("title"), body: line.text("body") };
  }

  // Put the task behind the one before it.
  join(line) {
    const above = this.sheet.lines[this.sheet.at(line) - 1];
    if (!above) return false;
    if (line.isEmpty && !line.element.dataset.carries) {
      this.vanish(line);
      return true;
    }
    if (above.isEmpty && !above.known) {
      this.vanish(above);
      this.focus(line);
      return true;
    }
    if (above.level < 3 || line.level < 3) return this.refuse("no-join");
    if (line.element.dataset.carries && line.element.dataset.carries !== "targets") return this.refuse("carries");
    this.flush();
    const old = { title: above.text("title"), body: above.text("body") };
    const texts = this.joined(above, line);
    if (texts.title.length > TITLE_LENGTH) return this.refuse("title-long");
    const name = old.body ? "body" : "title";
    const go = () => {
      this.show(above, texts);
      this.sheet.show(this.sheet.lines.filter((other) => other !== line));
      if (line.known) this.saving.add({ act: "join", key: line.key, into: above.key });
      putCaret(above.fields[name], old[name].length);
      return true;
    };
    const back = () => {
      const lines = this.sheet.lines.slice();
      lines.splice(lines.indexOf(above) + 1, 0, line);
      this.sheet.show(lines);
      if (line.known) this.saving.add({ act: "restore", key: line.key });
      for (const field of ["title", "body"]) if (old[field] !== texts[field]) this.write(above, field, old[field]);
      this.focus(line);
      return true;
    };
    go();
    this.history.add({ back, forth: go });
    return true;
  }

  // An empty line goes; a heading leaves what stood under it.
  vanish(line) {
    const at = this.sheet.at(line);
    this.takeOut(line);
    this.history.add({
      back: () => this.place(line, Math.min(at, this.sheet.lines.length)),
      forth: () => this.takeOut(line) || true,
    });
  }

  // Copied lines; the server reads their marks, for it keeps the rules.
  paste(line, text) {
    this.flush();
    const key = newKey();
    const isBlank = line && !line.known && line.isEmpty;
    const after = line ? (line.known ? line.key : this.above(line)) : null;
    if (isBlank) this.sheet.show(this.sheet.lines.filter((other) => other !== line));
    this.saving.add({ act: "paste", key, after, text });
    say("info", word("pasting"));
  }

  // Lines that came of a paste stand on the page.
  pasted(act, states) {
    const fresh = states.filter((state) => !this.sheet.find(state.key)).map((state) => this.known(state));
    const lines = this.sheet.lines.slice();
    lines.splice(act.after ? lines.findIndex((line) => line.key === act.after) + 1 : 0, 0, ...fresh);
    this.sheet.show(lines);
    if (!fresh.length) return;
    this.focus(fresh[fresh.length - 1], { atEnd: true });
    this.history.add({
      back: () => fresh.slice().reverse().forEach((line) => this.takeOut(line)) || true,
      forth: () => {
        const above = this.sheet.find(act.after);
        const at = above ? this.sheet.at(above) + 1 : 0;
        fresh.forEach((line, number) => this.place(line, at + number, { focus: false }));
        this.focus(fresh[fresh.length - 1], { atEnd: true });
        return true;
      },
    });
    document.dispatchEvent(new CustomEvent("pasted"));
  }

  // Words were replaced in the whole plan, or (`undone`) taken back, beside the document: a step like any other.
  replaced({ key, find, replace, undone }) {
    if (undone) return this.history.forget((step) => step.replacing === undone);
    if (!key) return undefined;
    const step = { replacing: key };
    step.back = () => {
      this.saving.add({ act: "unreplace", key: step.replacing });
      return true;
    };
    step.forth = () => {
      step.replacing = newKey();
      this.saving.add({ act: "replace", key: step.replacing, find, replace });
      return true;
    };
    return this.history.add(step);
  }

  // A line as the server knows it.
  known(state) {
    return this.sheet.make(state);
  }

  style(form, restarts) {
    const old = { ...this.sheet.style };
    const go = (style) => {
      const was = { ...this.sheet.style };
      this.sheet.style = { ...style };
      this.sheet.number();
      document.dispatchEvent(new CustomEvent("styled"));
      const head = { act: "edit", key: null };
      if (style.form !== was.form) this.saving.add({ ...head, field: "task_form", value: style.form, was: was.form, version: 0 });
      if (style.restarts !== was.restarts) this.saving.add({ ...head, field: "restarts", value: String(style.restarts), was: String(was.restarts), version: 0 });
      return true;
    };
    go({ form, restarts });
    this.history.add({ back: () => go(old), forth: () => go({ form, restarts }) });
  }

  // Texts that the next act tells the server of.
  show(line, texts) {
    for (const [name, text] of Object.entries(texts)) {
      line.write(name, text);
      this.last.set(line.fields[name], text);
    }
  }

  focus(line, { atEnd = false, keep = false } = {}) {
    const field = line.fields.title;
    if (keep && line.element.contains(document.activeElement) && document.activeElement.dataset.field) {
      document.activeElement.scrollIntoView({ block: "nearest" });
      return;
    }
    const last = atEnd && line.text("body") ? line.fields.body : field;
    putCaret(last, atEnd ? readText(last).length : 0);
    last.scrollIntoView({ block: "nearest" });
  }
}

// (title, rest) as workplans/pasting.py cuts them.
export function firstSentence(text) {
  const line = text.split("\n", 1)[0];
  const rest = text.slice(line.length + 1);
  const found = line.search(SENTENCE_ENDS);
  const cut = Math.min(found < 0 ? line.length : found + 1, TITLE_LENGTH);
  const behind = line.slice(cut);
  if (behind) return [line.slice(0, cut), behind + text.slice(line.length)];
  return [line, rest ? "\n" + rest : ""];
}
