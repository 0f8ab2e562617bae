// The editor's page: one document, typed in where it stands. This file puts the pieces together.
//   sheet, numbering, lines, caret   the document and its rules
//   typing, acts, history, keys, dragging, menu, pasting   what one does with it
//   saving, absorbing, following, bothtexts   the server and the others
//   talking   what colleagues say of it
import { absorber } from "./absorbing.js";
import { Acts } from "./acts.js";
import { BothTexts } from "./bothtexts.js";
import { listenToDragging } from "./dragging.js";
import { Following } from "./following.js";
import { History } from "./history.js";
import { listenToKeys } from "./keys.js";
import { listenToMenu } from "./menu.js";
import { listenToPasting } from "./pasting.js";
import { Saving } from "./saving.js";
import { newKey, Sheet } from "./sheet.js";
import { Talking } from "./talking.js";
import { learnWords, say, word } from "./words.js";

const root = document.getElementById("sheet");
const urls = { ...root.dataset };
Object.keys(urls).forEach((name) => name.startsWith("url") && (urls[name.slice(3).replace(/[A-Z]/g, (letter, at) => (at ? "-" : "") + letter.toLowerCase())] = urls[name]));
learnWords();

const sheet = new Sheet(root);
const history = new History();
const saving = new Saving({ url: urls.act, store: "editor:" + root.dataset.person + ":" + root.dataset.plan, base, on: { done, refused } });
const acts = new Acts({ sheet, saving, history });
const absorb = absorber({ sheet, acts, saving });
const following = new Following({ sheet, acts, saving, absorb, urls, changes: Number(root.dataset.changes) });
const bothTexts = new BothTexts({ sheet, saving, absorb, urls, follow: () => following.again() });

const talking = new Talking({ sheet, urls, flush: () => acts.flush() });

sheet.head.seen.task_form = { value: sheet.style.form, version: sheet.head.version };
sheet.head.seen.restarts = { value: String(sheet.style.restarts), version: sheet.head.version };

function lineFor(key) {
  return key ? sheet.find(key) : sheet.head;
}

// What the author of an edit saw: as the server last said it, or as it was when an earlier window kept it.
function base(act) {
  const line = lineFor(act.key);
  if (act.kept || !line) return { was: act.was, version: act.version };
  const seen = line.seen[act.field];
  return { was: seen.value, version: seen.version };
}

function done(act, told) {
  if (told.was === following.changes) following.changes = told.changes;
  if (act.act === "paste") return acts.pasted(act, told.lines);
  if (act.act.endsWith("replace")) document.getElementById("find-panel").replaceChildren(); // it speaks of what was before
  if (told.left.length) say("info", word("left", { names: told.left.join("；") }));
  const settled = { edit: [act.field], add: ["title", "body"] }[act.act] || [];
  told.lines.forEach(function (state) {
    const line = state.key ? sheet.find(state.key) : sheet.head;
    if (line) absorb(line, state, settled);
  });
  saving.problems.delete((act.key || "") + "refused");
}

function refused(act, told, status) {
  const line = lineFor(act.key);
  if (status === 409 && told.refusal === "NotADraft") return closed(told.sentence);
  if (act.act === "edit" && line) {
    if (told.refusal === "ChangedMeanwhile") {
      if (acts.isComposing(line)) return undefined; // asked again with the words that come of it
      if (act.kept) line.seen[act.field] = { value: act.was, version: act.version };
      return bothTexts.show(line, act.field, act.value, told.line);
    }
    if (told.refusal === "PartGone") return writeAnew(line);
    if (status === 422) {
      saving.problems.set(line.key + act.field, told.sentence);
      return say("warning", told.sentence);
    }
  }
  say("warning", told.sentence || word("refused"));
  if (act.act === "paste") bringBack(act);
  return following.again();
}

// Somebody deleted the line while it was being written: the words stay, as a line of their own.
function writeAnew(line) {
  say("warning", word("deleted-by-others", { name: line.name }));
  line.key = line.element.dataset.key = newKey();
  line.pk = "";
  line.known = line.removed = false;
  acts.touch(line, "title");
}

// What could not be put in stands in the clipboard of nobody: show it, so that it can be copied again.
function bringBack(act) {
  const line = acts.insert(sheet.lines.length);
  acts.write(line, "title", act.text.replace(/\s*\n\s*/g, " ").slice(0, 290));
}

function closed(sentence) {
  saving.stopped = sentence;
  for (const line of [sheet.head, ...sheet.lines]) for (const field of Object.values(line.fields)) field.contentEditable = "false";
  saving.tell();
}
document.addEventListener("closed", () => closed(saving.stopped));

// --- typing

sheet.element.addEventListener("beforeinput", function (event) {
  const field = event.target.closest("[data-field]");
  if (!field) return;
  if (/^format|^history|insertFromDrop|insertParagraph|insertLineBreak|insertHorizontalRule|insertOrderedList|insertUnorderedList/.test(event.inputType)) {
    event.preventDefault();
    return;
  }
  if (!event.isComposing) acts.noteBefore(field);
});
sheet.element.addEventListener("compositionstart", (event) => acts.compose(event.target.closest("[data-field]")));
sheet.element.addEventListener("input", function (event) {
  const field = event.target.closest("[data-field]");
  if (field && !event.isComposing) acts.typed(field);
});
sheet.element.addEventListener("compositionend", (event) => acts.composing && acts.composed(event.target.closest("[data-field]")));
sheet.element.addEventListener("focusout", function (event) {
  const field = event.target.closest && event.target.closest("[data-field]");
  if (!field) return;
  const line = sheet.lineOf(field);
  if (line && line.key && field.dataset.field === "body" && !field.textContent) line.element.classList.remove("has-body");
  if (acts.dirty.size) acts.flush();
});
// A click beside the words of a line goes to their end.
sheet.list.addEventListener("click", function (event) {
  if (event.target.closest("[data-field], a, button, #line-menu")) return;
  const line = sheet.lineOf(event.target);
  if (line && event.target.closest(".line") && window.getSelection().isCollapsed) acts.focus(line, { atEnd: true });
});

// --- the bar

const bar = document.getElementById("editor-bar");
const status = document.getElementById("save-state");
saving.listeners.push(function () {
  const [state, sentence] = saving.state(acts.dirty.size > 0);
  if (status.textContent === sentence && status.dataset.state === state) return;
  status.dataset.state = state;
  status.textContent = sentence;
});
history.listeners.push(function () {
  bar.querySelector("[data-do=undo]").disabled = !history.done.length;
  bar.querySelector("[data-do=redo]").disabled = !history.undone.length;
});
const find = () => document.getElementById("open-find").click();
const help = () => document.getElementById("editor-keys").showModal();
bar.addEventListener("mousedown", (event) => event.target.closest("[data-do]") && event.preventDefault()); // the cursor stays where it is
bar.addEventListener("click", function (event) {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  acts.flush();
  ({ undo: () => history.undo(), redo: () => history.redo(), keys: help })[button.dataset.do]();
});

const styles = document.getElementById("numbering");
styles.addEventListener("submit", (event) => event.preventDefault());
styles.addEventListener("change", function () {
  acts.flush();
  acts.style(styles.elements.task_form.value, styles.elements.restarts.checked);
});
document.addEventListener("styled", function () {
  styles.elements.task_form.value = sheet.style.form;
  styles.elements.restarts.checked = sheet.style.restarts;
});

document.getElementById("add-line").addEventListener("click", () => acts.insert(sheet.lines.length));

// Find and replace is the plain page, opened beside the document: what is typed is saved first, what it did is fetched.
document.addEventListener("plan-replaced", (event) => (acts.replaced(event.detail), following.again()));
document.getElementById("open-find").addEventListener("click", () => acts.flush());
const panel = document.getElementById("find-panel");
panel.addEventListener("click", function (event) {
  const link = event.target.closest(".matches a");
  if (event.target.closest("[data-close-panel]")) return panel.replaceChildren();
  if (!link) return undefined;
  event.preventDefault();
  const found = document.getElementById(link.hash.slice(1));
  const line = found && sheet.lineOf(found);
  if (line) acts.focus(line);
  if (found) found.scrollIntoView({ block: "center" });
  return undefined;
});
panel.addEventListener("keydown", (event) => event.key === "Escape" && panel.replaceChildren());
panel.addEventListener("htmx:afterSettle", () => (panel.querySelector("#replace-words, [data-undo-replace]") || panel.querySelector("#find-words")).focus());

// --- the contents at the side

let drawing = 0;
document.addEventListener("numbered", function () {
  window.clearTimeout(drawing);
  drawing = window.setTimeout(drawContents, 250);
});

function drawContents() {
  const list = document.querySelector(".doc-toc ol");
  if (!list) return;
  list.replaceChildren(...sheet.lines.filter((line) => line.level < 3).map(function (line) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#" + line.element.id;
    link.className = "toc-" + line.level;
    link.textContent = line.element.querySelector(".line-label").textContent + line.text("title");
    link.addEventListener("click", (event) => (event.preventDefault(), acts.focus(line), line.element.scrollIntoView({ block: "start" })));
    item.append(link);
    return item;
  }));
}

// --- coming and going

listenToKeys({ sheet, acts, saving, history, help, find, talk: () => talking.toggle() });
listenToDragging({ sheet, acts });
listenToPasting({ sheet, acts });
listenToMenu({ sheet, acts, urls });

window.addEventListener("pagehide", () => (acts.flush({ all: true }), saving.keep()));
document.addEventListener("visibilitychange", () => document.hidden && acts.flush());
window.addEventListener("beforeunload", function (event) {
  acts.flush({ all: true });
  if (saving.isClean) return;
  event.preventDefault();
  event.returnValue = "";
});

// Acts an earlier window could not bring to the server: their words are put on the page and sent now.
function takeUp(kept) {
  for (const act of kept) {
    act.kept = true;
    if (act.act === "edit") {
      const line = lineFor(act.key);
      if (!line || !line.fields[act.field]) continue;
      line.write(act.field, act.value);
      line.waiting.add(act.field);
    } else if (act.act === "add" && !sheet.find(act.key)) {
      const line = sheet.make({ key: act.key, level: act.level, title: act.title, body: act.body });
      line.known = true;
      const lines = sheet.lines.slice();
      lines.splice(act.after ? sheet.at(lineFor(act.after)) + 1 : 0, 0, line);
      sheet.show(lines);
    }
    saving.add(act);
  }
  if (kept.length) say("info", word("taken-up"));
}

sheet.number();
takeUp(saving.leftBehind());
if (!sheet.lines.length) {
  const line = sheet.make();
  sheet.show([line]);
  acts.focus(line);
}
saving.tell();
root.dataset.ready = "yes";
performance.mark("editor-ready");
