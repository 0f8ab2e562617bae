// The responsibility matrix as a sheet: arrows walk, a key fills, a block is copied and pasted, every change is saved
// at once and can be undone. The server is told what each row looked like before: it refuses to write over somebody
// else's change, and what stands there then is shown. On a phone, and without this, each task has its own page.
//   sheet, place   the table, and where one is in it
//   filling, copying, saving   what one does, by keys and mouse from here
import { listenToCopying } from "./copying.js";
import { openFilling } from "./filling.js";
import { openPlace } from "./place.js";
import { openSaving } from "./saving.js";
import { LEAD, NOTHING, openSheet, SUPPORT } from "./sheet.js";
import { listenToMouse, stepOf } from "./walking.js";

const table = document.querySelector("[data-matrix]");
const words = document.getElementById("matrix-words");
if (table && words && window.matchMedia("(min-width: 48em)").matches) listen(openSheet(table, words));

function listen(sheet) {
  const { rows, heads, cell } = sheet;
  const place = openPlace(sheet);
  const filling = openFilling({ sheet, place, saving: openSaving(sheet) });
  const { go } = place;
  const { setAll, cycle, sayWhy, undo } = filling;
  listenToCopying({ sheet, place, filling });

  const KEYS = {
    z: () => setAll(LEAD), 1: () => setAll(LEAD),
    p: () => setAll(SUPPORT), 2: () => setAll(SUPPORT),
    " ": cycle,
    Delete: () => setAll(NOTHING), Backspace: () => setAll(NOTHING), 0: () => setAll(NOTHING),
    n: sayWhy,
    o: () => rows[place.here.row].querySelector("th a").click(),
    Enter: () => go(place.here.row + 1, place.here.column),
    Escape: () => go(place.here.row, place.here.column),
  };

  table.addEventListener("keydown", function (event) {
    if (event.target.tagName !== "TD" || event.altKey || event.defaultPrevented) return;
    const by = stepOf(event, sheet);
    if (by) {
      event.preventDefault();
      event.stopPropagation();
      return go(place.here.row + by[0], place.here.column + by[1], event.shiftKey);
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (key === "z") event.preventDefault(), undo();
      if (key === "a") {
        event.preventDefault();
        place.beginAt({ row: 0, column: 0 });
        go(rows.length - 1, heads.length - 1, true);
      }
      return;
    }
    if (!KEYS[key]) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[key]();
  });

  listenToMouse(sheet, place, cycle);

  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  // One stop for the Tab key: within the grid the arrows walk, and "o" opens a task's own page.
  rows.forEach((row) => {
    Array.from(row.cells).slice(1).forEach((element) => (element.tabIndex = -1));
    row.querySelectorAll("th a, th input").forEach((element) => (element.tabIndex = -1));
  });
  cell(place.here).tabIndex = 0;
}
