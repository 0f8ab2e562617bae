// How far a key goes in a grid: rows and columns, or nothing for a key that does not walk.
const PAGE = 10; // rows a Page key goes

export function stepOf(event, { rows, heads }) {
  const jump = event.ctrlKey || event.metaKey;
  const far = rows.length + heads.length;
  return {
    ArrowUp: [jump ? -far : -1, 0], ArrowDown: [jump ? far : 1, 0],
    ArrowLeft: [0, jump ? -far : -1], ArrowRight: [0, jump ? far : 1],
    PageUp: [-PAGE, 0], PageDown: [PAGE, 0],
    Home: [jump ? -far : 0, -far], End: [jump ? far : 0, far],
  }[event.key];
}

// Pressing, dragging and double-clicking cells.
export function listenToMouse({ table, rows }, { go }, open) {
  const isOwn = (target) => !target.closest("button, input, textarea, select, a"); // of the cell, not of what stands in it
  let isDragging = false;
  const spotOf = function (target) {
    const element = target.closest("td");
    const row = element ? rows.indexOf(element.parentElement) : -1;
    return row < 0 ? null : { row, column: element.cellIndex - 1 };
  };
  table.addEventListener("mousedown", function (event) {
    const at = spotOf(event.target);
    if (!at || event.button || !isOwn(event.target)) return;
    event.preventDefault();
    isDragging = true;
    go(at.row, at.column, event.shiftKey);
  });
  table.addEventListener("mouseover", function (event) {
    const at = isDragging && spotOf(event.target);
    if (at) go(at.row, at.column, true);
  });
  document.addEventListener("mouseup", () => (isDragging = false));
  table.addEventListener("dblclick", (event) => spotOf(event.target) && isOwn(event.target) && open());
}
