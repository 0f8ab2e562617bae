// The targets table: a row that could not be saved comes back into its place with the reason.
(function () {
  "use strict";

  document.addEventListener("htmx:beforeSwap", function (event) {
    const code = event.detail.xhr.status;
    if (code !== 409 && code !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
})();
