// A block of cells goes to a spreadsheet and comes from one, or from a table of a Word document.
import { linesOf } from "../matrix/lines.js";

// What columns are called in the tables people have. 责任处室 names who leads first, then who supports.
const CALLED = [
  ["starts_month", /^(开始)?(月份|时间|月度)$/],
  ["ends_month", /^(至|截止月份?|结束月份?)$/],
  ["work", /^(主要|重点)?(工作|事项|工作内容|工作事项|内容)$/],
  ["lead", /^(牵头|主办|主责)(处室|科室|单位|部门)?$/],
  ["supporting", /^(配合|协办)(处室|科室|单位|部门)?$/],
  ["due_on", /^(完成)(日期|时间|时限)$/],
  ["offices", /^(责任)(处室|科室|单位|部门|人)$/],
];

export function listenToCopying({ sheet, place, filling, isWaiting }) {
  const { heads, columns, rows, known } = sheet;

  function block() {
    const area = place.block();
    const across = columns.slice(area.left, area.right + 1);
    const lines = rows.slice(area.top, area.bottom + 1).map((row) => across.map((column) => written(known.get(row).texts[column])).join("\t"));
    return lines.join("\n");
  }

  function headed(line) {
    const found = line.map(function (text) {
      const plain = text.replace(/\s/g, "").replace(/\*$/, "");
      const own = columns[heads.findIndex((head) => head.textContent.trim() === plain)];
      return own || (CALLED.find(([, names]) => names.test(plain)) || [])[0];
    });
    return found.filter(Boolean).length > 1 ? found : null;
  }

  // [row, column, text] of what is pasted: by its headings where it has them, else from the chosen cell on.
  function placed(lines) {
    const area = place.block();
    const named = headed(lines[0]);
    const columnsOf = named || lines[0].map((_text, along) => columns[area.left + along]);
    const wanted = [];
    withMonths(named ? lines.slice(1) : lines, columnsOf.indexOf("starts_month")).forEach((line, down) => line.forEach(function (text, along) {
      const put = (column, words) => columns.includes(column) && wanted.push([area.top + down, columns.indexOf(column), words]);
      if (columnsOf[along] !== "offices") return put(columnsOf[along], tidy(text));
      const names = tidy(text).split(/[、，,；;\s]+/).filter(Boolean);
      put("lead", names[0] || "");
      put("supporting", names.slice(1).join("、"));
    }));
    return wanted;
  }

  // A month that stands once beside several works, in cells that were made one, is said of each.
  function withMonths(lines, at) {
    let month = "";
    return lines.map(function (line) {
      if (at < 0 || !line.some((text) => tidy(text))) return line;
      month = tidy(line[at] || "") || month;
      return line.map((text, along) => (along === at && !tidy(text) ? month : text));
    });
  }

  function paste(text) {
    const lines = linesOf(text);
    const area = place.block();
    const isFill = lines.length === 1 && lines[0].length === 1;
    if (isFill) {
      filling.fill(place.chosen().map((at) => [at.row, at.column, tidy(lines[0][0])]));
      return;
    }
    const wanted = placed(lines);
    if (!wanted.length) return;
    filling.fill(wanted);
    const bottom = Math.max(...wanted.map((one) => one[0]));
    place.beginAt({ row: area.top, column: area.left });
    place.go(bottom, Math.max(...wanted.map((one) => one[1])), true);
  }

  ["copy", "cut"].forEach((kind) => document.addEventListener(kind, function (event) {
    if (!isWaiting(document.activeElement)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", block());
    if (kind === "cut") filling.fill(place.chosen().map((at) => [at.row, at.column, ""]));
  }));
  document.addEventListener("paste", function (event) {
    if (!isWaiting(document.activeElement)) return;
    event.preventDefault();
    paste(event.clipboardData.getData("text/plain"));
  });
}

// On a clipboard a cell has no type: an apostrophe keeps a would-be formula a text, as in a CSV file (districts/cells.py).
const FORMULA = /^[=+\-@]/;
const written = (text) => quoted(FORMULA.test(text) ? `'${text}` : text);
const quoted = (text) => (text.startsWith('"') ? `"${text.replace(/"/g, '""')}"` : text);
const tidy = (text) => text.replace(/\s+/g, " ").trim().replace(/^'(?=[=+\-@])/, "");
