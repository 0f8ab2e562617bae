// The calendar as a sheet: arrows walk, F2 or any letter writes, blocks are copied and pasted, every cell is saved at once
// and can be undone. The server is told what each row looked like before: it writes over nobody's change, and both
// values are shown. On a phone, and without this, each entry has its own page.
//   sheet, ../matrix/place   the table, and where one is in it
//   filling, editing, copying, saving   what one does, by keys and mouse from here; following   what others do meanwhile
import { openPlace } from "../matrix/place.js";
import { listenToMouse, stepOf } from "../matrix/walking.js";
import { listenToCopying } from "./copying.js";
import { openEditing } from "./editing.js";
import { openFilling } from "./filling.js";
import { follow } from "./following.js";
import { openSaving } from "./saving.js";
import { openSheet } from "./sheet.js";

const table = document.querySelector("[data-grid]");
const words = document.getElementById("grid-words");
const wide = window.matchMedia("(min-width: 48em)");
let isOpen = false;

// A window that was narrow may grow.
function begin() {
  if (!table || isOpen || !wide.matches) return;
  isOpen = true;
  listen(openSheet(table, words));
}
wide.addEventListener("change", begin);
begin();

function listen(sheet) {
  const { rows, heads, cell, words, known, say } = sheet;
  const place = openPlace(sheet, (element) => editing.wait(element));
  const saving = openSaving(sheet);
  const filling = openFilling({ sheet, place, saving });
  const { history, takeOffer } = filling;
  const removeRows = () => filling.removeRows(Array.from(new Set(place.chosen().map((at) => at.row)), (at) => known.get(rows[at])));
  const editing = openEditing({ sheet, filling, onward });
  listenToCopying({ sheet, place, filling, isWaiting: editing.isWaiting });
  listenToMouse(sheet, place, editing.open);
  const { go } = place;
  let first = null; // the column in which a row that is filled with Tab began

  // Tab goes to the right; Enter down, and after Tab to where the row began.
  function onward({ key, shiftKey }, [down, along]) {
    const by = shiftKey && /^(Tab|Enter)$/.test(key) ? -1 : 1;
    const { row, column } = place.here;
    if (key === "Tab" && first === null) first = column;
    const to = key === "Enter" && first !== null ? first : column + by * along;
    if (key !== "Tab") first = null;
    go(row + by * down, to);
  }

  const empty = () => filling.fill(place.chosen().map((at) => [at.row, at.column, ""]));
  const KEYS = { F2: editing.open, Delete: empty, Backspace: empty, Enter: (event) => onward(event, [1, 0]), Escape: () => go(place.here.row, place.here.column) };
  const COMMANDS = {
    z: (event) => (event.shiftKey ? history.redo() : history.undo()),
    y: () => history.redo(),
    delete: removeRows,
    enter: () => takeOffer(known.get(rows[place.here.row]), sheet.columns[place.here.column]),
    a: () => {
      place.beginAt({ row: 0, column: 0 });
      go(rows.length - 1, heads.length - 1, true);
    },
  };

  table.addEventListener("keydown", function (event) {
    if (!editing.isWaiting(event.target) || event.altKey || event.defaultPrevented || event.isComposing) return;
    const by = stepOf(event, sheet);
    const isCommand = event.ctrlKey || event.metaKey;
    const act = (isCommand ? COMMANDS[event.key.toLowerCase()] : KEYS[event.key]) || (by && (() => walk(event, by)));
    if (!isCommand) event.stopPropagation(); // letters are words here, not the page's shortcuts
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act(event);
    } else if (event.key === "Tab") tab(event);
    else if (event.key.length === 1 && !isCommand && !known.get(rows[place.here.row]).isOpen) say(words.dataset.still, true);
  });

  function walk(event, by) {
    first = null;
    go(place.here.row + by[0], place.here.column + by[1], event.shiftKey);
  }

  // At the edge, and where a cell asks something, Tab goes on as everywhere.
  function tab(event) {
    const column = place.here.column + (event.shiftKey ? -1 : 1);
    if (column < 0 || column >= heads.length || event.target.parentElement.querySelector("button")) return;
    event.preventDefault();
    onward(event, [0, 1]);
  }

  document.querySelector("[data-remove-rows]").addEventListener("click", removeRows);
  const buttons = document.querySelectorAll("[data-do]");
  buttons.forEach((button) => button.addEventListener("click", () => history[button.dataset.do]()));
  history.listeners.push(() => buttons.forEach((button) => (button.disabled = !(button.dataset.do === "undo" ? history.done : history.undone).length)));

  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  // One stop for the Tab key: within the grid the arrows walk.
  rows.forEach((row) => row.querySelectorAll("th a").forEach((link) => (link.tabIndex = -1)));
  cell(place.here).tabIndex = 0;
  // Rows others brought or took may have stood above the cell one is in, or have been the one.
  const whenDrawn = function (wasHere) {
    const element = document.activeElement.closest("[data-grid] td");
    if (element) go(rows.indexOf(element.parentElement), element.cellIndex - 1);
    else if (wasHere && document.activeElement === document.body) go(place.here.row, place.here.column);
  };
  follow({ sheet, saving, isWriting: editing.isWriting, whenDrawn });
  document.querySelectorAll("[data-grid-only]").forEach((element) => (element.hidden = false));
}
