// Writing in a cell. An empty input waits in the cell where one is, so that an input method can begin there with its first
// letter; what is typed replaces what stood, F2 goes on with it. Enter, Tab or another cell keep it, Escape does not.
const STEPS = { Enter: [1, 0], Tab: [0, 1], Escape: [0, 0] };
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const LETTERS = "fresh"; // arrows end what began with a letter, as in a spreadsheet
const OPENED = "opened";
const WIDE = 24; // letters in a line of the work's column

export function openEditing({ sheet, filling, onward }) {
  const { table, words, known, rows, heads, columns, draw, say } = sheet;
  const [line, lines] = [document.createElement("input"), document.createElement("textarea")];
  let at = null; // where the input is
  let mode = ""; // nothing is being written

  const isWaiting = (element) => Boolean(at) && element === at.input && !mode;

  function wait(element) {
    close(true);
    if (at) at.input.remove();
    const place = element.cellIndex - 1;
    const [found, column, head] = [known.get(element.parentElement), columns[place], heads[place]];
    at = { element, found, column, place, input: column === "work" ? lines : line };
    at.input.readOnly = !found.isOpen;
    at.input.setAttribute("aria-label", head.textContent.trim() + " " + (found.texts[column] || words.dataset.nothing));
    if (head.dataset.list) at.input.setAttribute("list", head.dataset.list);
    else at.input.removeAttribute("list");
    element.tabIndex = -1; // the input is the grid's one stop for the Tab key
    element.append(at.input);
    at.input.focus({ preventScroll: true });
  }

  const grow = () => (lines.rows = Math.min(1 + Math.floor(lines.value.length / WIDE), 6));

  function begin(how) {
    mode = how;
    grow();
    at.element.classList.add("is-writing");
  }

  function open() {
    if (!at || mode) return;
    if (!at.found.isOpen) return say(words.dataset.still, true);
    at.input.value = at.found.texts[at.column];
    begin(OPENED);
  }

  function close(isKept) {
    if (!mode) return;
    mode = "";
    const { element, found, column, place, input } = at;
    const text = input.value.replace(/\s+/g, " ").trim();
    input.value = "";
    element.classList.remove("is-writing");
    draw(found, column);
    if (isKept && known.has(found.row) && text !== found.texts[column]) filling.fill([[rows.indexOf(found.row), place, text]]);
  }

  function press(event) {
    if (!mode) return;
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work: its Enter is not ours
    const isOffered = at.input.list && /^Arrow(Up|Down)$/.test(event.key); // these walk in the names on offer
    const step = STEPS[event.key] || (mode === LETTERS && !isOffered && ARROWS[event.key]);
    if (!step) return;
    event.preventDefault();
    close(event.key !== "Escape");
    onward(event, step);
  }

  [line, lines].forEach(function (input) {
    input.className = "cell-input";
    input.autocomplete = "off";
    ["input", "compositionstart"].forEach((kind) => input.addEventListener(kind, () => mode || begin(LETTERS)));
    input.addEventListener("input", grow);
    input.addEventListener("keydown", press);
    input.addEventListener("blur", () => close(true));
  });
  table.addEventListener("focusin", (event) => event.target.tagName === "TD" && wait(event.target));
  return { wait, open, isWaiting, isWriting: () => Boolean(mode) };
}
