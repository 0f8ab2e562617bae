// Forms. One click sends once; typed words are not lost by leaving; a question comes before what cannot be undone;
// the summary of errors takes you to the field. Everything works without this file, only less kindly.
(function () {
  "use strict";

  const body = document.body;

  // While a question stands, and a moment after it: the second click of a double click belongs to the first. It must
  // neither answer a question that has just opened under it, nor change the form beneath one that has just gone.
  const DOUBLE_CLICK = 600; // milliseconds
  function onceIsEnough(event) {
    if (event.detail < 2) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // What a question is about may stand on the page, kept up to date there: data-confirm-facts="id".
  let asking = null;
  function showFacts() {
    const facts = asking && document.getElementById(asking.dataset.confirmFacts || "");
    const place = document.querySelector("#confirm [data-confirm-facts-text]");
    if (place) place.replaceChildren(...(facts ? facts.cloneNode(true).childNodes : []));
  }
  document.addEventListener("htmx:afterSettle", showFacts);

  // A question first: <button data-confirm="…" data-confirm-detail="…" data-confirm-action="Delete">, or hx-confirm.
  function ask(element, question, go) {
    const dialog = document.getElementById("confirm");
    if (!dialog) {
      if (window.confirm(question)) go();
      return;
    }
    const yes = dialog.querySelector("[data-confirm-yes]");
    const detail = dialog.querySelector("[data-confirm-detail-text]");
    dialog.querySelector("[data-confirm-text]").textContent = question;
    detail.textContent = element.dataset.confirmDetail || "";
    detail.hidden = !detail.textContent;
    yes.textContent = element.dataset.confirmAction || yes.dataset.word;
    asking = element;
    showFacts();
    dialog.returnValue = "";
    dialog.addEventListener(
      "close",
      function () {
        asking = null;
        setTimeout(() => document.removeEventListener("click", onceIsEnough, true), DOUBLE_CLICK);
        if (dialog.returnValue === "yes") go();
        else element.focus();
      },
      { once: true }
    );
    document.addEventListener("click", onceIsEnough, true);
    dialog.showModal();
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    const button = event.submitter;
    const asking = button && button.dataset.confirm ? button : form.dataset.confirm ? form : null;
    if (!asking || form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    ask(asking, asking.dataset.confirm, function () {
      form.dataset.confirmed = "yes";
      form.requestSubmit(button || undefined);
    });
  }, true);

  document.addEventListener("htmx:confirm", function (event) {
    // htmx would keep a second click and send it when the first has been answered. What follows a form (hx-sync) is
    // no click: its newest question waits for the one before.
    const elt = event.detail.elt;
    if (event.detail.verb !== "get" && elt.dataset.sent && !elt.hasAttribute("hx-sync")) event.preventDefault();
    if (event.defaultPrevented || !event.detail.question) return;
    event.preventDefault();
    ask(event.detail.elt, event.detail.question, () => event.detail.issueRequest(true));
  });

  // Once is enough. The button stays in the form data: it is disabled only after the browser has read it.
  function free(form) {
    delete form.dataset.sent;
    form.querySelectorAll(".is-busy").forEach(function (button) {
      button.classList.remove("is-busy");
      button.removeAttribute("aria-disabled");
    });
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target === "_blank") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button) {
      button.classList.add("is-busy");
      button.setAttribute("aria-disabled", "true");
    }
    if (form.dataset.download !== undefined) setTimeout(() => free(form), 3000);
  });

  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(free);
  });

  // Typed words: <form data-guard> asks before the page is left with changes.
  const changed = new Set();
  document.addEventListener("input", function (event) {
    const form = event.target.form;
    if (form && form.dataset.guard !== undefined) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.delete(event.target);
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.requestConfig.verb !== "get") event.detail.elt.dataset.sent = "yes";
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    delete event.detail.elt.dataset.sent;
    const form = event.detail.elt.closest("form");
    if (form) free(form);
    if (form && event.detail.successful) changed.delete(form);
  });
  window.addEventListener("beforeunload", function (event) {
    if (Array.from(changed).some((form) => form.isConnected)) {
      event.preventDefault();
      event.returnValue = "";
    }
  });

  // The summary of errors: read out first, and each line puts the cursor where it belongs.
  function firstControl(element) {
    const wanted = "input:not([type=hidden]), select, textarea";
    return element.matches(wanted) ? element : element.querySelector(wanted) || element;
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest(".error-summary a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    const control = firstControl(target);
    control.focus({ preventScroll: true });
    (target.closest(".field") || target).scrollIntoView({ block: "start" });
  });

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // How many characters are left, said quietly while typing: <textarea maxlength> with a .field-count below it.
  function count(area) {
    const line = area.closest(".field") && area.closest(".field").querySelector(".field-count");
    if (line) line.textContent = area.value.length + " / " + area.maxLength;
  }

  document.addEventListener("input", (event) => {
    if (event.target.maxLength > 0) count(event.target);
  });
  document.querySelectorAll("textarea[maxlength]").forEach(count);

  // A list's filters answer as soon as they are chosen: <form data-auto>.
  document.addEventListener("change", function (event) {
    const form = event.target.form;
    if (form && form.dataset.auto !== undefined && event.target.tagName === "SELECT") form.requestSubmit();
  });

  body.classList.add("has-script");
})();
