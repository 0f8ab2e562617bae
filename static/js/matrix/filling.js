// One step fills cells: roles by row and column. It is drawn, remembered for undo, and sent.
import { LEAD, NOTHING, roleOf, SUPPORT } from "./sheet.js";

export function openFilling({ sheet, place: where, saving }) {
  const { table, words, rows, heads, cell, officeName, taskName, draw, leadOf, annotate, count, say } = sheet;
  const { chosen, go } = where;
  const { enqueue, send } = saving;
  const undoButton = document.querySelector("[data-matrix-undo]");
  const done = [];

  function step(wanted, whys, isUndo) {
    const before = [];
    wanted.forEach(function (roles, place) {
      const row = rows[place];
      roles.forEach(function (role, column) {
        const element = row.cells[column + 1];
        const was = roleOf(element);
        if (was === role) return;
        before.push({ place, column, was, now: role });
        draw(element, role);
        element.classList.add("is-unsaved");
        enqueue(row.dataset.task, { [heads[column].dataset.office]: role });
      });
    });
    (whys || new Map()).forEach(function (why, place) {
      const row = rows[place];
      if (row.dataset.why === why) return;
      before.push({ place, was: row.dataset.why, now: why, isWhy: true });
      row.dataset.why = why;
      enqueue(row.dataset.task, {}, why);
    });
    wanted.forEach(function (_roles, place) {
      const row = rows[place];
      if (leadOf(row) < 0 || !row.dataset.why) return;
      // A lead makes the reason for none needless; undo brings it back.
      before.push({ place, was: row.dataset.why, now: "", isWhy: true });
      row.dataset.why = "";
      enqueue(row.dataset.task, {}, "");
    });
    if (!before.length) return;
    new Set(before.map((change) => change.place)).forEach((place) => annotate(rows[place]));
    if (!isUndo) done.push(before);
    undoButton.hidden = !done.length;
    count();
    send();
  }

  function undo() {
    const last = done.pop();
    undoButton.hidden = !done.length;
    if (!last) return;
    const wanted = new Map();
    const whys = new Map();
    let isTheirs = false;
    last.forEach(function (change) {
      const row = rows[change.place];
      const stands = change.isWhy ? row.dataset.why : roleOf(row.cells[change.column + 1]);
      if (stands !== change.now) isTheirs = true;
      else if (change.isWhy) whys.set(change.place, change.was);
      else wanted.set(change.place, (wanted.get(change.place) || new Map()).set(change.column, change.was));
    });
    step(wanted, whys, true);
    if (isTheirs) say(words.dataset.changed, true);
    const first = last.find((change) => !change.isWhy);
    if (first) go(first.place, first.column);
  }

  // A second lead: only after a question, which names who leads now.
  function fill(wanted) {
    const handed = [];
    for (const [place, roles] of wanted) {
      const leads = Array.from(roles).filter((pair) => pair[1] === LEAD);
      if (leads.length > 1) return say(words.dataset.oneLead, true);
      const former = leadOf(rows[place]);
      if (leads.length && former >= 0 && !roles.has(former)) handed.push({ place, former, next: leads[0][0] });
    }
    if (!handed.length) return step(wanted);
    ask(handed, function () {
      handed.forEach((one) => wanted.get(one.place).set(one.former, SUPPORT));
      step(wanted);
    });
  }

  function opened(dialog, then) {
    dialog.returnValue = "";
    dialog.addEventListener("close", function () {
      go(where.here.row, where.here.column, true);
      if (dialog.returnValue === "yes") then();
    }, { once: true });
    dialog.showModal();
  }

  function ask(handed, then) {
    const dialog = document.getElementById("hand-over");
    const one = handed[0];
    dialog.querySelector("[data-hand-over-text]").textContent = handed.length > 1
      ? words.dataset.handMany.replace("{n}", handed.length)
      : words.dataset.handOne
          .replace("{task}", taskName(rows[one.place]))
          .replace(/{former}/g, officeName(one.former))
          .replace("{next}", officeName(one.next));
    opened(dialog, then);
  }

  function sayWhy() {
    const row = rows[where.here.row];
    if (leadOf(row) >= 0) return say(words.dataset.hasLead, true);
    const dialog = document.getElementById("no-lead");
    const input = dialog.querySelector("input");
    input.value = row.dataset.why;
    dialog.querySelector("[data-no-lead-task]").textContent = taskName(row);
    const at = where.here.row;
    opened(dialog, () => step(new Map(), new Map([[at, input.value.trim()]])));
  }

  function setAll(role) {
    const wanted = new Map();
    chosen().forEach((at) => wanted.set(at.row, (wanted.get(at.row) || new Map()).set(at.column, role)));
    fill(wanted);
  }

  // Several ticked rows are to have one lead: static/js/ticking.js asks, and is told by the event that it is done here.
  table.addEventListener("let-lead", function (event) {
    const column = heads.findIndex((head) => head.dataset.office === event.detail.office);
    if (column < 0) return;
    event.preventDefault();
    fill(new Map(event.detail.rows.map((row) => [rows.indexOf(row), new Map([[column, LEAD]])])));
  });

  // Lead, supporting, nothing; where another office leads, supporting and nothing.
  function cycle() {
    const role = roleOf(cell(where.here));
    const former = leadOf(rows[where.here.row]);
    const next = role === SUPPORT ? NOTHING : role === LEAD || former >= 0 ? SUPPORT : LEAD;
    fill(new Map([[where.here.row, new Map([[where.here.column, next]])]]));
  }

  undoButton.addEventListener("click", undo);
  return { fill, setAll, cycle, sayWhy, undo };
}
