// What waits is kept by row: cells to be written, and rows to be taken away.
import { openSending } from "../matrix/sending.js";

const AT_ONCE = 100; // rows a request carries

export function openSaving(sheet) {
  const { table, words, columns, known, addRow, renew, become, isNew, isWhole, draw, say } = sheet;
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const waiting = new Map(); // row → columns
  const going = new Map(); // names of rows to be taken away → their versions
  const coming = new Map(); // names of rows to be brought back → the rows
  let sent = new Map(); // name → {found, wanted, texts}
  let isOut = false; // a request is on its way
  let leaving = new Set(); // names of rows whose going is on its way

  function enqueue(found, column) {
    waiting.set(found, (waiting.get(found) || new Set()).add(column));
  }

  // The entry is taken away; the row, as it was typed, may become one anew.
  function remove(found) {
    if (!isNew(found) || found.wasSent) going.set(found.name, found.version);
    waiting.delete(found);
    found.wasSent = false;
    columns.forEach((column) => (found.texts[column] = sheet.typed(found, column)));
    renew(found);
  }

  // The row goes whole, and may come back whole.
  function takeAway(found) {
    if (!coming.delete(found.name) && (!isNew(found) || found.wasSent)) going.set(found.name, found.version);
    waiting.delete(found);
  }

  function bringBack(found) {
    if (isNew(found) && !found.wasSent) columns.forEach((column) => found.texts[column] && enqueue(found, column));
    else if (leaving.has(found.name) || !going.delete(found.name)) coming.set(found.name, found);
  }

  function take() {
    const rows = [];
    sent = new Map();
    leaving = new Set(Array.from(going.keys()).slice(0, AT_ONCE));
    leaving.forEach((name) => rows.push({ row: name, version: going.get(name), remove: true }));
    coming.forEach(function (found, name) {
      if (rows.length >= AT_ONCE || leaving.has(name)) return;
      sent.set(name, { found, wanted: new Set(), texts: { ...found.texts } });
      rows.push({ row: name, restore: true });
    });
    for (const [found, changed] of waiting) {
      if (rows.length >= AT_ONCE) break;
      if (isNew(found) && !isWhole(found)) continue;
      const wanted = isNew(found) ? new Set(columns) : changed;
      sent.set(found.name, { found, wanted, texts: { ...found.texts } });
      rows.push(written(found, wanted));
      waiting.delete(found);
      found.wasSent = true;
    }
    if (!rows.length) {
      if (waiting.size && !sheet.isTroubled()) say(words.dataset.incomplete);
      return null;
    }
    isOut = true;
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token.value);
    form.append("plan", table.dataset.plan);
    form.append("rows", JSON.stringify(rows));
    return form;
  }

  function written(found, wanted) {
    const [cells, was] = [{}, {}];
    wanted.forEach((column) => ([cells[column], was[column]] = [found.texts[column], found.seen[column]]));
    return { row: found.name, version: found.version, cells, was: isNew(found) ? {} : was };
  }

  function back() {
    isOut = false;
    sent.forEach(({ found, wanted }, name) => found.name === name && wanted.forEach((column) => enqueue(found, column)));
  }

  function hear(told, isDone) {
    isOut = false;
    leaving = new Set();
    if (!isDone) {
      going.clear();
      coming.clear();
      return say(told.told, true);
    }
    const trouble = told.rows.map((one) => (sent.has(one.row) ? settle(one, sent.get(one.row)) : takenAway(one))).filter(Boolean);
    if (trouble.length) say(trouble[trouble.length - 1], true);
    else tell();
  }

  const isAllSent = () => !waiting.size && !going.size && !coming.size && !isOut;
  const isUnsettled = () => Boolean(table.querySelector(".is-wrong"));

  // All is saved only when no cell waits for somebody to mend it or to choose.
  function tell() {
    if (isUnsettled()) say(words.dataset.unsettled, true);
    else if (isAllSent()) say(words.dataset.saved);
  }

  // What somebody has worked on stays, and is shown again.
  function takenAway(told) {
    going.delete(told.row);
    if (!told.pk) return told.told;
    const found = addRow(sheet.rows.length - 1);
    become(found, told.pk, told.url);
    Object.assign(found.seen, told.cells);
    Object.assign(found.texts, told.cells);
    found.version = told.version;
    columns.forEach((column) => draw(found, column));
    return told.told;
  }

  // A row as the server has it. Cells written in since then stay as they are until they are saved.
  function settle(told, { found, wanted, texts }) {
    const wasComing = coming.delete(told.row);
    if (wasComing && !told.pk) sheet.takeOut(found);
    if (going.has(told.row)) {
      // It was taken away here meanwhile; that is said with the version this save has made.
      if (told.pk) going.set(told.row, told.version);
      return "";
    }
    if (told.pk && isNew(found)) become(found, told.pk, told.url);
    if (told.pk) [found.version, found.by] = [told.version, told.by];
    const later = waiting.get(found) || new Set();
    columns.forEach(function (column) {
      const isTheirs = told.pk && column in told.theirs;
      if (wanted.has(column)) [found.wrong, found.theirs].forEach((kept) => delete kept[column]);
      if (column in told.errors) found.wrong[column] = told.errors[column];
      found.instead[column] = told.instead[column];
      // A span written in the first month (9—11月) has brought its last.
      const isBrought = column === "ends_month" && wanted.has("starts_month") && !wanted.has(column) && told.pk && told.cells[column] !== found.seen[column];
      if (isBrought && !isTheirs) found.brought = { typed: texts.starts_month, stood: found.seen[column], stands: told.cells[column] };
      if (told.pk) found.seen[column] = told.cells[column];
      if (isTheirs) {
        found.theirs[column] = told.theirs[column];
        later.delete(column); // what was typed since waits for the choice too
      }
      const stands = !told.pk || column in found.wrong || column in found.theirs || later.has(column);
      if (!stands && found.texts[column] === texts[column]) {
        found.texts[column] = told.cells[column];
        if (wanted.has(column)) found.tidied[column] = { typed: texts[column], stands: told.cells[column] };
      }
      draw(found, column);
    });
    if (!later.size) waiting.delete(found);
    if (told.pk && Object.keys(told.theirs).length) return words.dataset.collided;
    return told.told || Object.values(told.errors)[0];
  }

  const send = openSending({ url: table.dataset.grid, words, say, take, back, hear, isWaiting: () => !isAllSent() || isUnsettled() });
  return { enqueue, remove, takeAway, bringBack, send, tell, isAllSent };
}
