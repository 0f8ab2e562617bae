// Where one is: one cell takes the focus, a block may be chosen around it.

const clamp = (value, most) => Math.min(Math.max(value, 0), most);

export function openPlace({ table, rows, heads, cell }, focus = (element) => element.focus({ preventScroll: true })) {
  let here = { row: 0, column: 0 };
  let anchor = here;

  function block() {
    return {
      top: Math.min(here.row, anchor.row),
      bottom: Math.max(here.row, anchor.row),
      left: Math.min(here.column, anchor.column),
      right: Math.max(here.column, anchor.column),
    };
  }

  function chosen() {
    const found = [];
    const area = block();
    for (let row = area.top; row <= area.bottom; row++)
      for (let column = area.left; column <= area.right; column++) found.push({ row, column });
    return found;
  }

  function mark() {
    table.querySelectorAll("[aria-selected=true]").forEach(function (element) {
      element.removeAttribute("aria-selected");
      element.classList.remove("is-chosen");
    });
    const cells = chosen();
    if (cells.length < 2) return;
    cells.forEach(function (at) {
      cell(at).setAttribute("aria-selected", "true");
      cell(at).classList.add("is-chosen");
    });
  }

  function go(row, column, extend) {
    if (rows[here.row]) cell(here).tabIndex = -1;
    here = { row: clamp(row, rows.length - 1), column: clamp(column, heads.length - 1) };
    if (!extend) anchor = here;
    const element = cell(here);
    element.tabIndex = 0;
    focus(element);
    reveal(element);
    mark();
  }

  // Sticky headings cover what the browser believes to be in sight.
  function reveal(element) {
    const frame = table.parentElement;
    const view = frame.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const top = view.top + table.tHead.offsetHeight;
    const bottom = view.bottom - (table.tFoot ? table.tFoot.offsetHeight : 0) - 16;
    const left = view.left + rows[here.row].cells[0].offsetWidth;
    if (box.top < top) frame.scrollTop -= top - box.top;
    else if (box.bottom > bottom) frame.scrollTop += box.bottom - bottom;
    if (box.left < left) frame.scrollLeft -= left - box.left;
    else if (box.right > view.right - 16) frame.scrollLeft += box.right - view.right + 16;
    const frameBox = frame.getBoundingClientRect();
    if (frameBox.bottom > window.innerHeight || frameBox.top < 0) element.scrollIntoView({ block: "nearest" });
  }

  return {
    get here() {
      return here;
    },
    beginAt: (at) => (anchor = at),
    block, chosen, go,
  };
}
