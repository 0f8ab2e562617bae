// The page: menus close, dialogs open, notices go away, waiting is shown, a lost connection is said aloud.
(function () {
  "use strict";

  const body = document.body;

  // Menus made of <details class="menu"> close when one looks elsewhere.
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details.menu"));

    const opener = event.target.closest("[data-open-dialog]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.openDialog).showModal();
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog, .notice").tagName === "DIALOG"
      ? closer.closest("dialog").close()
      : closer.closest(".notice").remove();
    if (event.target.closest("[data-print]")) window.print();
    const copier = event.target.closest("[data-copy]");
    if (copier) copy(copier);
  });

  // The older way works on plain http too, where most offices are.
  function copy(button) {
    document.getElementById(button.dataset.copy).select();
    if (document.execCommand("copy")) button.textContent = button.dataset.wordCopied;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A click outside a dialog closes it, as Escape does, unless it asks a question.
  document.addEventListener("mousedown", function (event) {
    if (event.target.tagName === "DIALOG" && event.target.dataset.modal === undefined) event.target.close();
  });

  // Notices that come without a new page: dispatch "notice" with {level, text}, or send HX-Trigger from the server.
  function say(level, text) {
    const model = document.getElementById("notice-" + level) || document.getElementById("notice-info");
    const list = document.getElementById("toasts");
    if (!model || !list || !text) return;
    const notice = model.content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-notice-text]").textContent = text;
    list.append(notice);
    if (level !== "error") setTimeout(() => notice.remove(), 8000);
  }

  document.addEventListener("notice", (event) => say(event.detail.level, event.detail.text));

  // Longer than a blink: a line at the top, the changing part goes quiet.
  let waiting = 0;
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt.dataset.poll === undefined) body.classList.toggle("is-waiting", ++waiting > 0);
    if (event.detail.target) event.detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt.dataset.poll === undefined) body.classList.toggle("is-waiting", --waiting > 0);
    if (event.detail.target) event.detail.target.removeAttribute("aria-busy");
  });
  document.addEventListener("htmx:sendError", () => say("error", body.dataset.wordOffline));
  document.addEventListener("htmx:timeout", () => say("error", body.dataset.wordOffline));
  document.addEventListener("htmx:responseError", function (event) {
    const code = event.detail.xhr.status;
    say("error", code === 403 || code === 401 ? body.dataset.wordSignedOut : body.dataset.wordFailed);
  });

  // On a phone a long menu moves sideways: begin where the current place is seen.
  const here = document.querySelector(".shell-menu [aria-current]");
  if (here) here.closest("nav").scrollLeft = here.offsetLeft - window.innerWidth / 2;

  // The table of contents: folded on a phone; shows where one is reading.
  const toc = document.querySelector("details.doc-toc");
  if (toc) {
    const wide = window.matchMedia("(min-width: 62em)");
    toc.open = wide.matches;
    wide.addEventListener("change", () => (toc.open = wide.matches));
    toc.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) toc.open = false;
    });
    const links = new Map();
    toc.querySelectorAll("a[href^='#']").forEach(function (link) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    });
    const mark = function () {
      let here = null;
      links.forEach(function (link, heading) {
        if (heading.getBoundingClientRect().top < window.innerHeight / 3) here = link;
        link.removeAttribute("aria-current");
      });
      if (here) here.setAttribute("aria-current", "true");
    };
    let asked = 0;
    window.addEventListener("scroll", function () {
      if (!asked) asked = requestAnimationFrame(() => ((asked = 0), mark()));
    }, { passive: true });
    mark();
  }
})();
