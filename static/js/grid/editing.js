// Writing in a cell: an input stands in it until Enter, Tab or another cell keeps what was typed, or Escape does not.
const STEPS = { Enter: [1, 0], Tab: [0, 1], Escape: [0, 0] };
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function openEditing({ sheet, place, filling, onward }) {
  const { table, words, known, rows, heads, columns, cell, draw, say } = sheet;
  let close = () => {};

  // `isFresh`: a letter begins the cell anew, and arrows end it, as in a spreadsheet.
  function open(isFresh) {
    close(true);
    const at = { ...place.here };
    const [found, column, head] = [known.get(rows[at.row]), columns[at.column], heads[at.column]];
    if (!found.isOpen) return say(words.dataset.still, true);
    const input = document.createElement(column === "work" ? "textarea" : "input");
    input.value = isFresh ? "" : found.texts[column];
    input.className = "cell-input";
    input.setAttribute("aria-label", head.textContent.trim());
    if (head.dataset.list) input.setAttribute("list", head.dataset.list);
    input.autocomplete = "off";
    cell(at).replaceChildren(input);
    input.focus();

    close = function (isKept) {
      close = () => {};
      const text = input.value.replace(/\s+/g, " ").trim();
      input.remove();
      draw(found, column);
      if (isKept && text !== found.texts[column]) filling.fill([[rows.indexOf(found.row), at.column, text]]);
    };
    input.addEventListener("blur", () => close(true));
    input.addEventListener("keydown", function (event) {
      event.stopPropagation();
      if (event.isComposing || event.keyCode === 229) return; // an input method is at work: its Enter is not ours
      const isOffered = input.list && /^Arrow(Up|Down)$/.test(event.key); // these walk in the names on offer
      const step = STEPS[event.key] || (isFresh && !isOffered && ARROWS[event.key]);
      if (!step) return;
      event.preventDefault();
      close(event.key !== "Escape");
      onward(event, step);
    });
  }

  table.addEventListener("dblclick", (event) => event.target.closest("tbody td") && !event.target.closest("button, .cell-input") && open());
  return { open };
}
