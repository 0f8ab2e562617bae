// What the keys and clicks do. Nothing is done while something is being written: those keys belong to the words.
const PAGE = 10; // rows a Page key goes

export function listenToKeys({ sheet, acts, writing, history }) {
  const inBoard = (element) => sheet.table && sheet.table.contains(element);
  const shown = () => Array.from(sheet.body.rows).filter((element) => element.dataset.entry);

  function go(row, at, by) {
    const rows = shown();
    const place = rows.indexOf(row.element) + by;
    if (place < 0 && by === -1) return toMonths(row.now.when.slice(0, 7));
    sheet.focus(sheet.find(rows[Math.min(Math.max(place, 0), rows.length - 1)].dataset.entry), at);
  }

  function toMonths(month) {
    const links = Array.from(sheet.table.querySelectorAll(".board-add"));
    if (!links.length) return;
    const at = Math.max(sheet.months.findIndex((head) => head.dataset.month === month), 0);
    links.forEach((link) => (link.tabIndex = -1));
    links[at].tabIndex = 0;
    links[at].focus();
  }

  function inRow(event, row, at) {
    const { key, altKey, shiftKey } = event;
    if (altKey) {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (!by) return null;
      return () => (shiftKey ? acts.stretch(row, by) : acts.move(row, by));
    }
    return {
      ArrowUp: () => go(row, at, -1), ArrowDown: () => go(row, at, 1),
      ArrowLeft: () => sheet.focus(row, Math.max(at - 1, 0)), ArrowRight: () => sheet.focus(row, Math.min(at + 1, 2)),
      Home: () => sheet.focus(row, 0), End: () => sheet.focus(row, 2),
      PageUp: () => go(row, at, -PAGE), PageDown: () => go(row, at, PAGE),
      Enter: () => open(row, at), F2: () => open(row, at),
      Delete: () => acts.remove(row),
      n: () => writing.addBeside(row), Insert: () => writing.addBeside(row),
      o: () => row.element.querySelector("a").click(),
    }[key];
  }

  function open(row, at) {
    if (row.isOpen) writing.edit(row, at);
    else row.element.querySelector("a").click();
  }

  function inMonths(event, link) {
    const at = sheet.months.indexOf(link.closest("[data-month]"));
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: sheet.months.length - 1 }[event.key];
    if (to !== undefined) return () => toMonths(sheet.months[Math.min(Math.max(to, 0), sheet.months.length - 1)].dataset.month);
    const first = shown()[0];
    if (event.key === "ArrowDown" && first) return () => sheet.focus(sheet.find(first.dataset.entry));
    if (event.key === "n" || event.key === " ") return () => writing.add(link.closest("[data-month]").dataset.month);
    return null;
  }

  function undoOrRedo(event) {
    if (event.shiftKey || event.key.toLowerCase() === "y") history.redo();
    else history.undo();
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (document.querySelector("dialog[open]")) return;
    let act = null;
    if (event.ctrlKey || event.metaKey) {
      if (/^[zy]$/i.test(event.key)) act = () => undoOrRedo(event);
    } else if (inBoard(event.target)) {
      const element = event.target.closest("[data-entry]");
      const row = element && sheet.find(element.dataset.entry);
      if (row && event.target.parentElement === element) act = inRow(event, row, row.cells().indexOf(event.target));
      else if (event.target.matches(".board-add") && !event.altKey) act = inMonths(event, event.target);
    }
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, true);

  document.addEventListener("click", function (event) {
    if (!inBoard(event.target) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const add = event.target.closest(".board-add");
    const tool = event.target.closest("[data-do]");
    const element = event.target.closest("[data-entry]");
    const row = element && sheet.find(element.dataset.entry);
    if (!add && !(tool && row)) return;
    event.preventDefault();
    if (add) writing.add(add.closest("[data-month]").dataset.month);
    else if (tool.dataset.do === "remove") acts.remove(row);
    else writing.edit(row, tool.dataset.do === "work" ? 0 : 1);
  });

  document.addEventListener("dblclick", function (event) {
    const cell = inBoard(event.target) && event.target.closest("[data-entry] > *");
    const row = cell && sheet.find(cell.parentElement.dataset.entry);
    if (row && row.isOpen) writing.edit(row, row.cells().indexOf(cell));
  });

  document.addEventListener("focusin", function (event) {
    const cell = inBoard(event.target) && event.target.closest("[data-entry] > *");
    if (cell) sheet.stop(cell);
  });
}
