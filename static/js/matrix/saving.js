// What waits is kept by task; one request at a time, so that each says what the one before it left.
import { NOTHING, roleOf } from "./sheet.js";

const AGAIN = 4000; // milliseconds until a lost connection is tried again

export function openSaving({ table, words, heads, byTask, draw, annotate, count, say }) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const waiting = new Map();
  let isSending = false;

  function enqueue(task, cells, why) {
    const entry = waiting.get(task) || { cells: {} };
    Object.assign(entry.cells, cells);
    if (why !== undefined) entry.why = why;
    waiting.set(task, entry);
  }

  function body(sent) {
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token.value);
    sent.forEach(function (entry, task) {
      form.append("seen-" + task, byTask.get(task).dataset.seen);
      Object.keys(entry.cells).forEach((office) => form.append("cell-" + task + "-" + office, entry.cells[office]));
      if (entry.why !== undefined) form.append("why-" + task, entry.why);
    });
    return new URLSearchParams(form);
  }

  async function send() {
    if (isSending || !waiting.size) return;
    isSending = true;
    const sent = new Map(waiting);
    waiting.clear();
    say(words.dataset.saving);
    let answer = null;
    let told = null;
    try {
      answer = await fetch(table.dataset.matrix, { method: "POST", body: body(sent), headers: { Accept: "application/json" } });
      if ((answer.headers.get("Content-Type") || "").includes("json")) told = await answer.json();
    } catch (lost) {
      sent.forEach(function (entry, task) {
        const later = waiting.get(task) || { cells: {} };
        waiting.set(task, { why: entry.why, ...later, cells: { ...entry.cells, ...later.cells } });
      });
      isSending = false;
      say(words.dataset.offline, true);
      setTimeout(send, AGAIN);
      return;
    }
    // Only now, when the rows are known as the server left them, may the next one go: it says what it saw.
    isSending = false;
    settle(answer, told, sent);
    send();
  }

  function settle(answer, told, sent) {
    if (!told) {
      say(answer.status === 403 || answer.redirected ? document.body.dataset.wordSignedOut : words.dataset.failed, true);
      return;
    }
    if (!answer.ok) sent.forEach((_entry, task) => waiting.delete(task));
    (told.rows || []).forEach(redraw);
    count();
    if (answer.ok && !waiting.size) say(words.dataset.saved);
    if (!answer.ok) say(told.told, true);
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

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", function (event) {
    if (!waiting.size && !isSending) return;
    event.preventDefault();
    event.returnValue = "";
  });

  return { enqueue, send };
}
