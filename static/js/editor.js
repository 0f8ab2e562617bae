// The plan's editor: a refused or wrong form comes back into its place, Cancel closes what was opened, tasks are dragged.
(function () {
  "use strict";

  // 409: both texts; 422: a form to look at again. Both are answers, not failures.
  document.addEventListener("htmx:beforeSwap", function (event) {
    const code = event.detail.xhr.status;
    if (code === 409 || code === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // What stood in a form's place comes back when one does not want it after all.
  document.addEventListener("click", function (event) {
    const cancel = event.target.closest("[data-cancel]");
    if (!cancel || !window.htmx) return;
    const open = cancel.closest(".part-open");
    if (!open) return;
    event.preventDefault();
    if (open.id === "new-part") open.remove();
    else window.htmx.ajax("GET", window.location.pathname, { target: "#" + open.id, select: "#" + open.id, swap: "outerHTML" });
  });

  // Only one new part is begun at a time.
  document.addEventListener("htmx:beforeRequest", function (event) {
    const path = event.detail.requestConfig.path;
    if (event.detail.requestConfig.verb === "get" && /\/(tasks|sections)\/new\//.test(path)) {
      const open = document.getElementById("new-part");
      if (open) open.remove();
    }
  });

  document.addEventListener("htmx:afterSettle", function () {
    const open = document.querySelector(".part-open .error-summary, .part-open .sides");
    if (open) {
      open.setAttribute("tabindex", "-1");
      open.focus();
    }
  });

  // A task is dragged by its grip and dropped before or behind another one, or into an empty section.
  let dragged = null;
  let mark = null;

  function unmark() {
    if (mark) mark.classList.remove("drop-before", "drop-behind", "drop-into");
    mark = null;
  }

  // Where a drop here would put it: an element to mark, how, and the address of the place.
  function placeAt(event) {
    const card = event.target.closest(".part-task");
    if (card) {
      const box = card.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) return [card, "drop-before", "before-" + card.dataset.task];
      const next = card.nextElementSibling;
      const isTask = next && next.dataset.task;
      return [card, "drop-behind", isTask ? "before-" + next.dataset.task : "end-" + card.parentElement.dataset.home];
    }
    const adders = event.target.closest(".adders, .part-section");
    const list = adders && (adders.classList.contains("adders") ? adders.previousElementSibling : adders.nextElementSibling);
    if (!list || !list.classList.contains("tasks")) return null;
    const first = list.firstElementChild;
    if (adders.classList.contains("adders") || !first) return [adders, "drop-into", "end-" + list.dataset.home];
    return [adders, "drop-into", "before-" + first.dataset.task];
  }

  document.addEventListener("dragstart", function (event) {
    const grip = event.target.closest && event.target.closest(".grip");
    if (!grip) return;
    dragged = grip.closest(".part-task");
    dragged.classList.add("moving");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });

  document.addEventListener("dragover", function (event) {
    const place = dragged && placeAt(event);
    unmark();
    if (!place) return;
    event.preventDefault();
    mark = place[0];
    mark.classList.add(place[1]);
  });

  document.addEventListener("drop", function (event) {
    const place = dragged && placeAt(event);
    if (!place) return;
    event.preventDefault();
    if (place[2] === "before-" + dragged.dataset.task) return;
    window.htmx.ajax("POST", dragged.dataset.move, {
      source: dragged,
      target: "#outline",
      swap: "outerHTML",
      values: { place: place[2] },
    });
  });

  document.addEventListener("dragend", function () {
    unmark();
    if (dragged) dragged.classList.remove("moving");
    dragged = null;
  });
})();
