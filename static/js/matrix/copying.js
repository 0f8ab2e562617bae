// A block of cells goes to a spreadsheet and comes from one.
import { linesOf } from "./lines.js";
import { LEAD, NOTHING, roleOf, SUPPORT } from "./sheet.js";

export function listenToCopying({ sheet, place, filling }) {
  const { table, words, rows, heads, cell, say } = sheet;
  const { block, go } = place;
  const { fill, setAll } = filling;
  const meanings = new Map([["", NOTHING]]);
  [table.dataset.lead, "主", "主办", "主责", "牵头", "●", "◎", "z", "1", LEAD].forEach((word) => meanings.set(word, LEAD));
  [table.dataset.support, "配", "配合", "协", "协办", "○", "p", "2", SUPPORT].forEach((word) => meanings.set(word, SUPPORT));

  function written() {
    const area = block();
    const lines = [];
    for (let row = area.top; row <= area.bottom; row++) {
      const line = [];
      for (let column = area.left; column <= area.right; column++) {
        const role = roleOf(cell({ row, column }));
        line.push(role === LEAD ? table.dataset.lead : role === SUPPORT ? table.dataset.support : "");
      }
      lines.push(line.join("\t"));
    }
    return lines.join("\n");
  }

  function meaning(text) {
    const plain = text.trim().toLowerCase();
    return meanings.has(plain) ? meanings.get(plain) : meanings.get(plain.replace(/^[●○◎]/, ""));
  }

  function paste(text) {
    const lines = linesOf(text);
    const area = block();
    const wide = Math.max(...lines.map((line) => line.length));
    const isFill = lines.length === 1 && wide === 1;
    if (!isFill && (area.top + lines.length > rows.length || area.left + wide > heads.length))
      return say(words.dataset.tooBig, true);
    const wanted = new Map();
    for (let row = 0; row < lines.length; row++)
      for (let column = 0; column < lines[row].length; column++) {
        const role = meaning(lines[row][column]);
        if (role === undefined) return say(words.dataset.unknown.replace("{text}", lines[row][column].trim().slice(0, 20)), true);
        if (isFill) return setAll(role);
        const at = area.top + row;
        wanted.set(at, (wanted.get(at) || new Map()).set(area.left + column, role));
      }
    place.beginAt({ row: area.top, column: area.left });
    go(area.top + lines.length - 1, area.left + wide - 1, true);
    fill(wanted);
  }

  document.addEventListener("copy", function (event) {
    if (!table.contains(document.activeElement)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", written());
  });
  document.addEventListener("cut", function (event) {
    if (!table.contains(document.activeElement)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", written());
    setAll(NOTHING);
  });
  document.addEventListener("paste", function (event) {
    if (!table.contains(document.activeElement)) return;
    event.preventDefault();
    paste(event.clipboardData.getData("text/plain"));
  });
}
