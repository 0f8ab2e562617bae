// What waits is kept by task.
import { openSending } from "./sending.js";
import { NOTHING, roleOf } from "./sheet.js";

export function openSaving({ table, words, heads, byTask, draw, annotate, count, say }) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const waiting = new Map();
  let sent = new Map();

  function enqueue(task, cells, why) {
    const entry = waiting.get(task) || { cells: {} };
    Object.assign(entry.cells, cells);
    if (why !== undefined) entry.why = why;
    waiting.set(task, entry);
  }

  function take() {
    if (!waiting.size) return null;
    sent = new Map(waiting);
    waiting.clear();
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token.value);
    sent.forEach(function (entry, task) {
      form.append("seen-" + task, byTask.get(task).dataset.seen);
      Object.keys(entry.cells).forEach((office) => form.append("cell-" + task + "-" + office, entry.cells[office]));
      if (entry.why !== undefined) form.append("why-" + task, entry.why);
    });
    return form;
  }

  function back() {
    sent.forEach(function (entry, task) {
      const later = waiting.get(task) || { cells: {} };
      waiting.set(task, { why: entry.why, ...later, cells: { ...entry.cells, ...later.cells } });
    });
  }

  function hear(told, isDone) {
    if (!isDone) sent.forEach((_entry, task) => waiting.delete(task));
    (told.rows || []).forEach(redraw);
    count();
    if (isDone && !waiting.size) say(words.dataset.saved);
    if (!isDone) say(told.told, true);
  }

  // A row as the server has it; cells filled since then stay as they are until they are saved.
  function redraw(told) {
    const row = byTask.get(String(told.task));
    if (!row) return;
    const later = waiting.get(String(told.task)) || { cells: {} };
    row.dataset.seen = told.seen;
    if (later.why === undefined) row.dataset.why = told.why;
    heads.forEach(function (head, column) {
      const element = row.cells[column + 1];
      const office = head.dataset.office;
      const role = office in later.cells ? later.cells[office] : told.cells[office] || NOTHING;
      if (roleOf(element) !== role) draw(element, role);
      element.classList.toggle("is-unsaved", office in later.cells);
    });
    annotate(row);
  }

  const send = openSending({ url: table.dataset.matrix, words, say, take, back, hear, isWaiting: () => waiting.size > 0 });
  return { enqueue, send };
}
