// The table as it stands. Of each row is known what the server has (`version`, `seen`), what stands in the cells
// (`texts`), what is wrong with them, and what somebody else put there meanwhile (`theirs`).
import { adviceNote } from "../advice.js";
import { newKey } from "../editor/sheet.js";

export const NEEDED = ["starts_month", "work"]; // what a new row must say before it is one

export function openSheet(table, words) {
  const state = document.getElementById("save-state");
  const heads = Array.from(table.querySelectorAll("thead [data-column]"));
  const columns = heads.map((head) => head.dataset.column);
  const body = table.tBodies[0];
  body.querySelectorAll("tr:not([data-row])").forEach((row) => row.remove()); // the sentence of an empty table
  const rows = Array.from(body.rows);
  const known = new Map();
  rows.forEach((row) => learn(row, row.dataset.row, Number(row.dataset.version)));

  const cell = (at) => rows[at.row].cells[at.column + 1];
  const cellOf = (found, column) => found.row.cells[columns.indexOf(column) + 1];
  const rowOf = (element) => known.get(element.closest("tr"));
  const isNew = (found) => found.name.startsWith("new-");
  const isEmpty = (found) => columns.every((column) => !found.texts[column]);
  // What was typed where the server has written it its own way: 9月 became 2026-09.
  const typed = ({ texts, tidied }, column) => (tidied[column] && tidied[column].stands === texts[column] ? tidied[column].typed : texts[column]);
  const isWhole = (found) => NEEDED.every((column) => found.texts[column]);

  function learn(row, name, version) {
    const texts = {};
    columns.forEach((column, at) => (texts[column] = row.cells[at + 1].textContent.trim()));
    const found = { row, name, version, texts, seen: { ...texts }, wrong: {}, instead: {}, theirs: {}, tidied: {}, brought: null, by: "", isOpen: !row.hasAttribute("data-still") };
    known.set(row, found);
    Array.from(row.cells).slice(1).forEach(function (element) {
      element.tabIndex = -1;
      if (!found.isOpen) element.setAttribute("aria-readonly", "true");
    });
    return found;
  }

  // A row that the server does not know yet.
  function addRow(at = rows.length) {
    const row = body.insertRow(at);
    const head = document.createElement("th");
    head.scope = "row";
    row.append(head, ...columns.map((column) => Object.assign(document.createElement("td"), { className: "cell-" + column })));
    rows.splice(at, 0, row);
    const found = learn(row, "", 1);
    renew(found);
    return found;
  }

  // Nothing on the server belongs to the row any more.
  function renew(found) {
    found.name = "new-" + newKey();
    found.version = 1;
    columns.forEach((column) => (found.seen[column] = ""));
    [found.wrong, found.instead, found.theirs, found.tidied] = [{}, {}, {}, {}];
    found.row.cells[0].textContent = words.dataset.fresh;
    columns.forEach((column) => draw(found, column));
  }

  // The server has made an entry of it.
  function become(found, pk, url) {
    found.name = String(pk);
    const link = document.createElement("a");
    link.href = url;
    link.textContent = words.dataset.open;
    link.tabIndex = -1;
    found.row.cells[0].replaceChildren(link);
    return found;
  }

  function takeOut(found) {
    rows.splice(rows.indexOf(found.row), 1);
    known.delete(found.row);
    found.row.remove();
  }

  // Above the empty row at the end, or `place` rows from the top.
  function putBack(found, place = rows.length) {
    const end = rows.length && isEmpty(known.get(rows[rows.length - 1])) ? rows.length - 1 : rows.length;
    const at = Math.min(place, end);
    body.insertBefore(found.row, rows[at] || null);
    rows.splice(at, 0, found.row);
    known.set(found.row, found);
  }

  // What is being written in the cell stays.
  function draw(found, column) {
    const element = cellOf(found, column);
    const input = element.querySelector(".cell-input");
    Array.from(element.childNodes).forEach((node) => node !== input && node.remove());
    element.prepend(found.texts[column]);
    element.classList.toggle("is-unsaved", found.texts[column] !== found.seen[column]);
    const isWrong = column in found.wrong || column in found.theirs;
    element.classList.toggle("is-wrong", isWrong);
    if (isWrong) element.setAttribute("aria-invalid", "true");
    else element.removeAttribute("aria-invalid");
    if (column in found.theirs) element.append(bothValues(found, column));
    else if (column in found.wrong) element.append(advice(found, column));
  }

  // What is wrong, and what may be meant: `onOffer` puts it there.
  function advice(found, column) {
    const offer = found.instead[column];
    return adviceNote(found.wrong[column], offer && words.dataset.instead.replace("{name}", offer), () => sheet.onOffer(found, column));
  }

  // Both values, and a button for each: nothing is overwritten unasked.
  function bothValues(found, column) {
    const box = adviceNote(words.dataset.theirs.replace("{who}", found.by).replace("{text}", found.theirs[column] || words.dataset.nothing));
    [["mine", words.dataset.keepMine], ["theirs", words.dataset.keepTheirs]].forEach(function ([whose, text]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-secondary";
      button.dataset.settle = whose;
      button.dataset.column = column;
      button.textContent = text;
      box.append(button);
    });
    return box;
  }

  function say(text, isWrong) {
    state.textContent = text;
    state.dataset.state = isWrong ? "problem" : text === words.dataset.saved ? "saved" : "saving";
  }

  const sheet = {
    table, words, rows, heads, columns, known, cell, rowOf, addRow, renew, become, takeOut, putBack, typed, draw, say,
    isNew, isEmpty, isWhole, isTroubled: () => state.dataset.state === "problem",
  };
  return sheet;
}
