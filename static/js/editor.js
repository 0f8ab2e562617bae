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
    makeDraggable();
  });

  function makeDraggable() {
    if (!window.Sortable || !window.matchMedia("(hover: hover)").matches) return;
    document.querySelectorAll(".editor .tasks").forEach(function (list) {
      if (window.Sortable.get(list)) return;
      window.Sortable.create(list, {
        group: "tasks",
        handle: ".grip",
        draggable: ".part-task",
        ghostClass: "moving",
        animation: 120,
        onEnd: function (event) {
          if (event.from === event.to && event.oldIndex === event.newIndex) return;
          const next = event.item.nextElementSibling;
          const place = next && next.dataset.task ? "before-" + next.dataset.task : "end-" + event.to.dataset.home;
          window.htmx.ajax("POST", event.item.dataset.move, {
            source: event.item,
            target: "#outline",
            swap: "outerHTML",
            values: { place: place },
          });
        },
      });
    });
  }

  makeDraggable();
})();
