// What others do to the calendar comes into the table by itself, where nothing of one's own stands or is being written.
import { ask } from "../editor/saving.js";
import { keepLooking } from "../looking.js";

const AT_ONCE = 40; // rows of one answer, as in calendar_app/views/grid.py

export function follow({ sheet, saving, isWriting, whenDrawn }) {
  const { table, columns, known, rows, addRow, become, takeOut, isNew, draw } = sheet;
  let state = table.dataset.state;

  const isQuiet = () => saving.isAllSent() && !isWriting();
  // What somebody has typed and the server has not taken yet is settled by its saving.
  const isOwn = (found) => columns.some((column) => found.texts[column] !== found.seen[column] || column in found.wrong || column in found.theirs);

  function ours() {
    const found = Array.from(known.values()).filter((one) => !isNew(one));
    return new Map(found.map((one) => [one.name, one]));
  }

  async function look() {
    if (!isQuiet()) return;
    const { status, told } = await ask(table.dataset.changes + "?" + query("since", [state]));
    if (status !== 200 || !isQuiet()) return;
    const held = ours();
    const there = new Set(told.rows.map(([pk]) => String(pk)));
    const other = told.rows.filter(([pk, version, isOpen]) => isOther(held.get(String(pk)), version, isOpen)).map(([pk]) => String(pk));
    const missing = Array.from(held.keys()).filter((pk) => !there.has(pk));
    const keys = other.concat(missing).filter((pk) => !(held.has(pk) && isOwn(held.get(pk))));
    if (keys.length && !(await take(keys.slice(0, AT_ONCE), held, new Set(missing)))) return;
    if (keys.length <= AT_ONCE) state = told.state;
  }

  function query(name, values) {
    const asked = new URLSearchParams(window.location.search);
    values.forEach((value) => asked.append(name, value));
    return asked;
  }

  const isOther = (found, version, isOpen) => !found || found.version !== version || found.isOpen !== isOpen;

  // What is gone leaves; what somebody moved out of what is looked for leaves too, what one has moved there oneself stays.
  async function take(keys, held, missing) {
    const { status, told } = await ask(table.dataset.changes + "?" + query("key", keys));
    if (status !== 200 || !isQuiet()) return false;
    const wasHere = table.contains(document.activeElement);
    const came = new Map(told.rows.map((one) => [String(one.pk), one]));
    keys.forEach(function (pk) {
      const [found, one] = [held.get(pk), came.get(pk)];
      if (one && missing.has(pk) && one.version === found.version) return;
      if (one && !missing.has(pk)) put(found || become(addRow(rows.length - 1), pk, one.url), one);
      else if (found) takeOut(found);
    });
    whenDrawn(wasHere);
    return true;
  }

  function put(found, told) {
    Object.assign(found, { version: told.version, isOpen: told.is_open });
    found.row.toggleAttribute("data-still", !told.is_open);
    Object.assign(found.seen, told.cells);
    Object.assign(found.texts, told.cells);
    columns.forEach((column) => draw(found, column));
  }

  keepLooking(look);
}
