// The board of months, worked on where it stands. This file puts the pieces together.
//   sheet, names   the rows, and the offices one can type
//   acts, writing, keys, dragging   what one does with them
//   bothtexts   when somebody else was there first; following   what others do meanwhile
// Acts go to the server one by one and can be taken back, by the means of the plan's editor.
import { History } from "../editor/history.js";
import { Saving } from "../editor/saving.js";
import { learnWords, say, word } from "../editor/words.js";
import { Acts, EXACT } from "./acts.js";
import { openBothTexts } from "./bothtexts.js";
import { listenToDragging } from "./dragging.js";
import { Following } from "./following.js";
import { listenToKeys } from "./keys.js";
import { Names } from "./names.js";
import { Sheet } from "./sheet.js";
import { Writing } from "./writing.js";

const desk = document.getElementById("board-desk");
if (desk && document.querySelector("[data-board]")) listen();

function listen() {
  learnWords("board-words");
  const sheet = new Sheet();
  const history = new History();
  const saving = new Saving({
    url: sheet.table.dataset.board, store: "board:" + sheet.table.dataset.person, base, on: { done, refused },
    asksBase: (act) => act.act === "edit" || act.act === "remove",
  });
  const acts = new Acts({ sheet, saving, history });
  const writing = new Writing({ sheet, acts, names: new Names() });
  const showBoth = openBothTexts({ sheet, acts, saving });

  // What the author of an act saw: as the server last said it, or as it was when an earlier page kept it.
  function base(act) {
    const row = sheet.find(act.key);
    if (act.kept || !row) return { was: act.was, version: act.version };
    return { was: row.seen[act.field], version: row.version };
  }

  // The act has been answered; of its row only those fields wait for which another act is on its way.
  function settle(act) {
    const row = sheet.make(act.key);
    const coming = saving.queue.filter((one) => one.key === act.key && one.act === "edit");
    row.waiting = new Set(coming.map((one) => one.field));
    return row;
  }

  function done(act, told) {
    const known = settle(act);
    if (!told.row || !sheet.table || known.isGone) return; // deleted here meanwhile: that act is on its way
    if (act.kept && !known.element && act.act !== "add") return; // not an entry of this page
    const row = sheet.take(told.row);
    if (row.wantsFocus) sheet.focus(row);
    row.wantsFocus = false;
    const value = { when: told.row.months, offices: told.row.offices || word("no-offices"), work: "" }[act.field];
    if (act.act === "add") acts.announce(word("added", { name: row.name }));
    else if (act.act === "restore") acts.announce(word("back", { name: row.name }));
    else acts.announce(value ? word("now", { name: row.name, value }) : row.name);
  }

  // Nothing was changed: the row shows what the server has, and what was typed is shown beside it or can be mended.
  function refused(act, told, status) {
    const row = settle(act);
    acts.forget(act);
    const sentence = told.sentence || word("refused");
    if (told.row) {
      row.isGone = false;
      sheet.take(told.row);
    } else if (told.refusal === "PartGone") {
      say("warning", word("gone", { name: row.name }) + (act.field === "work" ? " " + act.value : ""));
      return sheet.remove(row);
    }
    if (told.refusal === "ChangedMeanwhile") return showBoth(row, act, told);
    if (status === 422 && act.act === "edit" && row.element && !EXACT.test(act.value)) {
      return writing.editAgain(row, act.field, act.value, sentence);
    }
    say("warning", sentence);
    if (status === 422 && act.act === "add") {
      sheet.remove(row);
      writing.add(act.month);
      const inputs = document.querySelectorAll("[data-new] [data-writing]");
      [inputs[0].value, inputs[1].value] = [act.work, act.offices];
    }
    return undefined;
  }

  const status = document.getElementById("save-state");
  saving.listeners.push(function () {
    const [state, sentence] = saving.state(false);
    status.dataset.state = state;
    status.textContent = sentence;
  });
  history.listeners.push(function () {
    desk.querySelector("[data-do=undo]").disabled = !history.done.length;
    desk.querySelector("[data-do=redo]").disabled = !history.undone.length;
  });
  desk.addEventListener("click", function (event) {
    const button = event.target.closest("[data-do]");
    if (button) history[button.dataset.do]();
  });

  listenToKeys({ sheet, acts, writing, history });
  listenToDragging({ sheet, acts });
  // A filter answers with a new table.
  document.addEventListener("htmx:afterSettle", () => document.querySelector("[data-board]") !== sheet.table && (sheet.read(), sheet.table && sheet.tell()));

  window.addEventListener("pagehide", () => saving.keep());
  window.addEventListener("beforeunload", function (event) {
    if (document.activeElement && document.activeElement.dataset.writing) document.activeElement.blur();
    if (saving.isClean) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // Acts an earlier page could not bring to the server.
  const left = saving.leftBehind();
  left.forEach((act) => saving.add({ ...act, kept: true }));
  if (left.length) say("info", word("taken-up"));
  sheet.tell();
  saving.tell();
  new Following({ sheet, acts, saving });
  desk.dataset.ready = "yes";
}
