// Fields that belong to some choices only: <… data-asks="id_kind" data-when="week month"> is there while the select with
// that id stands on one of these values. Without this all of them are there, each group under its own name.
(function () {
  "use strict";

  const parts = Array.from(document.querySelectorAll("[data-asks]"));

  function show() {
    parts.forEach(function (part) {
      part.hidden = !part.dataset.when.split(" ").includes(document.getElementById(part.dataset.asks).value);
    });
  }

  new Set(parts.map((part) => part.dataset.asks)).forEach((id) => document.getElementById(id).addEventListener("change", show));
  window.addEventListener("pageshow", show); // a page gone back to keeps its choice
  show();
})();
