// Keys. Any link or button may carry data-shortcut="g w" (keys pressed one after the other) and, where its own words
// are not enough, data-shortcut-label. "?" lists what this page has. "j" and "k" walk through rows.
(function () {
  "use strict";

  const OFF = "shortcuts-off";
  let typed = [];
  let timer = 0;

  function typingIn(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  function offered() {
    const found = new Map();
    document.querySelectorAll("[data-shortcut]").forEach(function (element) {
      const keys = element.dataset.shortcut;
      const isShown = element.offsetParent !== null;
      if (isShown && !found.has(keys) && !element.disabled) found.set(keys, element);
    });
    return found;
  }

  function labelOf(element) {
    return element.dataset.shortcutLabel || element.getAttribute("aria-label") || element.textContent.trim();
  }

  function help() {
    const dialog = document.getElementById("shortcut-help");
    if (!dialog || dialog.open) return;
    const list = dialog.querySelector("[data-shortcut-list]");
    list.querySelectorAll("[data-found]").forEach((row) => row.remove());
    offered().forEach(function (element, keys) {
      const term = document.createElement("dt");
      const label = document.createElement("dd");
      term.dataset.found = label.dataset.found = "";
      keys.split(" ").forEach(function (key) {
        const cap = document.createElement("kbd");
        cap.textContent = key;
        term.append(cap, " ");
      });
      label.textContent = labelOf(element);
      list.append(term, label);
    });
    dialog.showModal();
  }

  function walk(step) {
    const rows = Array.from(document.querySelectorAll(".rows-title, .list .main-cell a")).filter(
      (link) => link.offsetParent !== null
    );
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function act(element) {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) {
      element.focus();
      if (element.select) element.select();
    } else {
      element.click();
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (typingIn(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      help();
      return;
    }
    if (localStorage.getItem(OFF) || event.key.length !== 1) return;
    clearTimeout(timer);
    timer = setTimeout(() => (typed = []), 1000);
    typed.push(event.key);

    const known = offered();
    const keys = typed.join(" ");
    const target = known.get(keys) || known.get(event.key);
    if (target) {
      event.preventDefault();
      typed = [];
      act(target);
    } else if (event.key === "j" || event.key === "k") {
      typed = [];
      walk(event.key === "j" ? 1 : -1);
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-shortcut-help]")) help();
  });

  const off = document.querySelector("[data-shortcuts-off]");
  if (off) {
    off.checked = Boolean(localStorage.getItem(OFF));
    off.addEventListener("change", function () {
      if (off.checked) localStorage.setItem(OFF, "1");
      else localStorage.removeItem(OFF);
    });
  }
})();
