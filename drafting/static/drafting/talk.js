// Words selected on a page that shows a plan: a small bar offers to remark on them or to suggest others. The texts say
// what they are: <… data-part="task-5"> holds <… data-field="body">; without script the forms take pasted words.
(function () {
  "use strict";

  let bar = null;
  const phone = window.matchMedia("(max-width: 47.99em)");

  function owner(node, wanted) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return element && element.closest(wanted);
  }

  // Pieces of text of one field, in the order of the page: a text may stand in several paragraphs.
  function piecesOf(part, field) {
    const fields = document.querySelectorAll('[data-field="' + field + '"]');
    return Array.from(fields).filter(function (element) {
      const holder = element.closest("[data-part]");
      return holder && holder.dataset.part === part;
    });
  }

  // What of the selection lies in one field of one part: where it begins counts.
  function selected() {
    const selection = window.getSelection();
    if (!selection || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const all = Array.from(document.querySelectorAll("[data-part] [data-field], [data-part][data-field]"));
    const first = all.find((element) => range.intersectsNode(element) && clipped(range, element).text.trim());
    if (!first) return null;
    const part = first.closest("[data-part]").dataset.part;
    const field = first.dataset.field;
    let before = 0;
    let start = -1;
    const words = [];
    piecesOf(part, field).forEach(function (element) {
      if (range.intersectsNode(element)) {
        const clip = clipped(range, element);
        if (clip.text && start < 0) start = before + clip.start;
        if (clip.text) words.push(clip.text);
      }
      before += element.textContent.length + 1;
    });
    const quote = words.join("\n").trim().slice(0, 500);
    return quote ? { part: part, field: field, quote: quote, start: Math.max(0, start), range: range } : null;
  }

  function clipped(range, element) {
    const inside = document.createRange();
    inside.selectNodeContents(element);
    const from = range.compareBoundaryPoints(Range.START_TO_START, inside) > 0;
    const to = range.compareBoundaryPoints(Range.END_TO_END, inside) < 0;
    const clip = inside.cloneRange();
    if (from) clip.setStart(range.startContainer, range.startOffset);
    if (to) clip.setEnd(range.endContainer, range.endOffset);
    const lead = inside.cloneRange();
    lead.setEnd(clip.startContainer, clip.startOffset);
    return { text: clip.toString(), start: lead.toString().length };
  }

  // It comes with what htmx fetches, for those who have a say; its place is over the whole page.
  function fetched() {
    if (!bar) {
      bar = document.querySelector(".talk-bar");
      if (bar) {
        document.body.append(bar);
        // A press on the bar must not undo the selection before the link is followed.
        bar.addEventListener("mousedown", (event) => event.preventDefault());
      }
    }
    return bar;
  }

  function show() {
    if (!fetched()) return;
    const found = selected();
    if (!found) {
      bar.hidden = true;
      return;
    }
    const query = new URLSearchParams({ field: found.field, quote: found.quote, start: String(found.start) });
    const dash = found.part.indexOf("-");
    if (dash > 0) query.set(found.part.slice(0, dash), found.part.slice(dash + 1));
    bar.querySelectorAll("a").forEach(function (link) {
      link.href = link.dataset.action + "?" + query;
    });
    bar.hidden = false;
    if (phone.matches) {
      bar.removeAttribute("style");
      return;
    }
    const boxes = found.range.getClientRects();
    const box = boxes[boxes.length - 1] || found.range.getBoundingClientRect();
    bar.style.top = window.scrollY + box.bottom + 6 + "px";
    bar.style.left = Math.min(window.scrollX + box.right, window.innerWidth - bar.offsetWidth - 16) + "px";
  }

  let asked = 0;
  document.addEventListener("selectionchange", function () {
    clearTimeout(asked);
    asked = setTimeout(show, 150);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && bar && !bar.hidden) {
      window.getSelection().removeAllRanges();
      bar.hidden = true;
    }
  });
})();
