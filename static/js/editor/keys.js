// What the keys do. Nothing is done while Chinese is being composed.
import { atEdge, caretBox, caretIn, enter, putCaret } from "./caret.js";
import { readText } from "./sheet.js";

export function listenToKeys({ sheet, acts, saving, history, help, find, talk }) {
  sheet.element.addEventListener("keydown", function (event) {
    const field = event.target.closest("[data-field]");
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.key === "F1") return done(event, help);
    const line = field && sheet.lineOf(field);
    if (!line || !field.isContentEditable) return;
    const caret = caretIn(field) || { start: 0, end: 0 };
    const here = { event, field, name: field.dataset.field, line, caret, length: readText(field).length };
    const act = (event.ctrlKey || event.metaKey ? withControl : event.altKey ? withAlt : plain)(here);
    if (act) done(event, act);
  });

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "F1") done(event, help);
    else if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key) && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
      done(event, () => undoOrRedo(event));
    }
  });

  function done(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  function undoOrRedo(event) {
    acts.flush();
    if (event.shiftKey || /^y$/i.test(event.key)) history.redo();
    else history.undo();
  }

  function withControl({ event, name, line, caret, field }) {
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") return () => undoOrRedo(event);
    if (key === "s") return () => (acts.flush(), saving.now());
    if (key === "f" || key === "h") return find;
    if (key === "m") return talk;
    if (key === "enter" && line.key) return () => newTask(line, name, caret.start, field);
    if (key === "backspace" && event.shiftKey && line.key) return () => acts.remove(line);
    return null;
  }

  function withAlt({ event, line }) {
    if (!line.key) return null;
    if (event.key === "ArrowUp") return () => acts.step(line, -1);
    if (event.key === "ArrowDown") return () => acts.step(line, 1);
    if (event.key === "ArrowLeft" && event.shiftKey) return () => acts.changeLevel(line, -1);
    if (event.key === "ArrowRight" && event.shiftKey) return () => acts.changeLevel(line, 1);
    return null;
  }

  function plain(here) {
    const { event, field, line, caret, length } = here;
    switch (event.key) {
      case "Enter": return enterKey(here);
      case "Tab": return line.key ? () => acts.changeLevel(line, event.shiftKey ? -1 : 1) : null;
      case "Backspace": return backspace(here);
      case "Delete": return caret.start === length && caret.end === length ? deleteAhead(here) : null;
      case "Escape": return () => leave(field);
      case "ArrowUp": return !event.shiftKey && atEdge(field, -1) ? () => go(field, -1) : null;
      case "ArrowDown": return !event.shiftKey && atEdge(field, 1) ? () => go(field, 1) : null;
      case "ArrowLeft": return !event.shiftKey && caret.end === 0 ? () => beside(field, -1) : null;
      case "ArrowRight": return !event.shiftKey && caret.start === length ? () => beside(field, 1) : null;
      default: return null;
    }
  }

  function enterKey({ event, field, name, line, caret, length }) {
    if (!line.key) return name === "title" || name === "addressee" || name === "issuer" ? () => beside(field, 1) : () => breakLine(field, caret);
    if (name === "title") return event.shiftKey ? () => intoBody(line, caret) : () => newTask(line, name, caret.start, field);
    const before = readText(field).slice(0, caret.start);
    const isEmptyLast = caret.start === length && (before === "" || before.endsWith("\n"));
    if (!event.shiftKey && isEmptyLast) return () => leaveBody(line, field);
    return () => breakLine(field, caret);
  }

  // Enter in a title: before its words a line above, behind them a line below, within them a cut.
  function newTask(line, name, at, field) {
    const text = readText(field);
    if (name === "title" && at === 0 && text.trim()) {
      acts.insert(sheet.at(line));
      acts.focus(line);
    } else if (!text.slice(at).trim() || line.level < 3) {
      below(line);
    } else if (acts.split(line, name, at) === null) {
      below(line);
    }
  }

  function below(line) {
    acts.insert(sheet.at(line) + 1);
  }

  function leaveBody(line, field) {
    acts.noteBefore(field);
    const text = readText(field).replace(/\n+$/, "");
    if (text !== readText(field)) {
      line.write("body", text);
      acts.typed(field);
    }
    if (!text) line.element.classList.remove("has-body");
    below(line);
  }

  // Shift+Enter in a title: what stands behind the cursor goes on as the text.
  function intoBody(line, caret) {
    const { title, body } = line.fields;
    const rest = readText(title).slice(caret.start);
    line.element.classList.add("has-body");
    if (rest.trim() && caret.start) {
      acts.noteBefore(title);
      acts.noteBefore(body);
      const text = rest.trimStart() + readText(body);
      line.write("title", readText(title).slice(0, caret.start).trimEnd());
      acts.typed(title);
      line.write("body", text);
      acts.typed(body);
      line.element.classList.add("has-body");
    }
    putCaret(body, 0);
  }

  function breakLine(field, caret) {
    acts.noteBefore(field);
    const text = readText(field);
    const line = sheet.lineOf(field);
    line.write(field.dataset.field, text.slice(0, caret.start) + "\n" + text.slice(caret.end));
    if (line.key) line.element.classList.add("has-body");
    acts.typed(field);
    putCaret(field, caret.start + 1);
  }

  function backspace({ field, name, line, caret }) {
    if (caret.start !== caret.end) return null;
    if (readText(field)[caret.start - 1] === "\n") return () => dropBreak(field, caret.start);
    if (caret.start > 0 || !line.key) return null;
    if (name === "body") {
      return () => {
        if (!readText(field)) line.element.classList.remove("has-body");
        putCaret(line.fields.title, line.text("title").length);
      };
    }
    if (line.level < 3 && !line.isEmpty) return () => acts.changeLevel(line, 1);
    return () => acts.join(line);
  }

  function dropBreak(field, at) {
    acts.noteBefore(field);
    const text = readText(field);
    sheet.lineOf(field).write(field.dataset.field, text.slice(0, at - 1) + text.slice(at));
    acts.typed(field);
    putCaret(field, at - 1);
  }

  function deleteAhead({ name, line }) {
    if (!line.key || (name === "title" && line.text("body"))) return null;
    const next = sheet.lines[sheet.at(line) + 1];
    return next ? () => acts.join(next) : null;
  }

  function leave(field) {
    field.blur();
    document.getElementById("editor-bar").querySelector("button:not([disabled]), select").focus();
  }

  function go(field, direction) {
    const places = sheet.places();
    const target = places[places.indexOf(field) + direction];
    if (target) enter(target, direction, caretBox(field).left);
  }

  function beside(field, direction) {
    const places = sheet.places();
    const target = places[places.indexOf(field) + direction];
    if (target) putCaret(target, direction > 0 ? 0 : readText(target).length);
  }
}

