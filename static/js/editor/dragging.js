// A line is drawn by its grip, with all under it, and dropped between others.
import { blockEnd, snap } from "./lines.js";

export function listenToDragging({ sheet, acts }) {
  let dragged = null;
  let mark = null;
  let place = -1;

  function unmark() {
    if (mark) mark.classList.remove("drop-before", "drop-behind");
    mark = null;
    place = -1;
  }

  function block() {
    const at = sheet.at(dragged);
    return sheet.lines.slice(at, blockEnd(sheet.lines, at));
  }

  sheet.element.addEventListener("dragstart", function (event) {
    const grip = event.target.closest && event.target.closest(".grip");
    if (!grip) return;
    dragged = sheet.lineOf(grip);
    block().forEach((line) => line.element.classList.add("moving"));
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged.element, 0, 0);
  });

  sheet.element.addEventListener("dragover", function (event) {
    if (!dragged) return;
    unmark();
    const line = sheet.lineOf(event.target);
    if (!line || !line.key) return;
    const box = line.element.getBoundingClientRect();
    const wanted = sheet.at(line) + (event.clientY < box.top + box.height / 2 ? 0 : 1);
    place = snap(sheet.lines, dragged.level, wanted);
    if (place < 0) return;
    event.preventDefault();
    const next = sheet.lines[place];
    mark = next ? next.element : sheet.lines[place - 1].element;
    mark.classList.add(next ? "drop-before" : "drop-behind");
  });

  sheet.element.addEventListener("drop", function (event) {
    if (!dragged) return;
    event.preventDefault();
    if (place >= 0) acts.move(dragged, place);
  });

  document.addEventListener("dragend", function () {
    unmark();
    if (dragged) sheet.lines.forEach((line) => line.element.classList.remove("moving"));
    dragged = null;
  });
}
