// A bar is drawn to another month; one of its ends is drawn alone.
import { moved, readWhen, stretched, writeWhen } from "./sheet.js";

export function listenToDragging({ sheet, acts }) {
  let drag = null;

  function wished(event) {
    const by = Math.round((event.clientX - drag.from) / drag.month);
    return writeWhen(drag.end ? stretched(drag.when, drag.end, by) : moved(drag.when, by));
  }

  function stop() {
    if (!drag) return;
    drag.row.element.classList.remove("is-moving");
    drag = null;
  }

  document.addEventListener("pointerdown", function (event) {
    const part = event.target.closest && event.target.closest(".board-span, .board-grip");
    const element = part && part.closest("[data-open]");
    const row = element && sheet.find(element.dataset.entry);
    if (!row || event.button) return;
    const month = part.ownerSVGElement.getBoundingClientRect().width / sheet.months.length;
    drag = { row, month, from: event.clientX, end: part.dataset.end || "", when: readWhen(row.now.when), before: row.now.when };
    row.element.classList.add("is-moving");
    event.preventDefault();
  });

  document.addEventListener("pointermove", function (event) {
    if (!drag) return;
    const wish = wished(event);
    if (wish === drag.row.now.when) return;
    drag.row.now.when = wish;
    sheet.draw(drag.row);
  });

  document.addEventListener("pointerup", function (event) {
    if (!drag) return;
    const { row, before } = drag;
    const wish = wished(event);
    stop();
    row.now.when = before;
    if (wish !== before) acts.change(row, "when", wish);
    else sheet.draw(row);
    sheet.focus(row, 2);
  });

  function giveUp() {
    if (!drag) return;
    const { row, before } = drag;
    stop();
    row.now.when = before;
    sheet.draw(row);
  }
  document.addEventListener("pointercancel", giveUp);
  document.addEventListener("keydown", (event) => event.key === "Escape" && giveUp());
}
