// Ticked tasks of the matrix: counted, ticked by keys, and given one lead office without leaving the page where that
// is filled here. On a phone, and without this file, the form leads to a page of its own.
(function () {
  "use strict";

  const form = document.getElementById("choose");
  const table = document.querySelector("[data-matrix]");
  if (!form || !table) return;

  const told = form.querySelector("[data-ticked]");
  const hint = told.textContent;
  const boxes = Array.from(table.querySelectorAll("[form=choose]"));
  const ticked = () => boxes.filter((box) => box.checked);

  function count() {
    const n = ticked().length;
    told.textContent = n ? told.dataset.words + n : hint;
    boxes.forEach((box) => box.closest("tr").classList.toggle("is-ticked", box.checked));
  }

  // All of them, or where all are ticked already none.
  function toggle(some) {
    const wanted = some.some((box) => !box.checked);
    some.forEach((box) => (box.checked = wanted));
    count();
  }

  table.addEventListener("keydown", function (event) {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey || event.target.tagName !== "TD") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) return toggle(boxes);
    const chosen = Array.from(table.querySelectorAll("td[aria-selected=true]"));
    const rows = new Set((chosen.length ? chosen : [event.target]).map((cell) => cell.parentElement));
    toggle(boxes.filter((box) => rows.has(box.closest("tr"))));
  });

  // With Shift, everything between this box and the one before.
  let last = null;
  table.addEventListener("click", function (event) {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last !== null) boxes.slice(Math.min(at, last), Math.max(at, last) + 1).forEach((box) => (box.checked = event.target.checked));
    last = at;
    count();
  });

  form.addEventListener("submit", function (event) {
    const rows = ticked().map((box) => box.closest("tr"));
    const isLead = event.submitter && event.submitter.hasAttribute("data-let-lead");
    const office = form.elements.lead;
    if (!rows.length || (isLead && !office.value)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return (rows.length ? office : boxes[0]).focus();
    }
    if (!isLead) return undefined;
    const wish = new CustomEvent("let-lead", { cancelable: true, detail: { rows, office: office.value } });
    if (table.dispatchEvent(wish)) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    return undefined;
  }, true);

  window.addEventListener("pageshow", count);
  count();
})();
