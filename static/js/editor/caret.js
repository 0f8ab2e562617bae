// Where the cursor is in a field, counted in characters of its text, and how it gets elsewhere.

export function caretIn(field) {
  const selection = window.getSelection();
  if (!selection.rangeCount || !field.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  return { start: lengthTo(field, range.startContainer, range.startOffset), end: lengthTo(field, range.endContainer, range.endOffset) };
}

function lengthTo(field, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(field);
  range.setEnd(node, offset);
  return range.toString().replace(/\u200b/g, "").length;
}

export function putCaret(field, start, end = start) {
  field.focus({ preventScroll: true });
  const selection = window.getSelection();
  const range = document.createRange();
  range.setStart(...nodeAt(field, start));
  range.setEnd(...nodeAt(field, end));
  selection.removeAllRanges();
  selection.addRange(range);
}

function nodeAt(field, offset) {
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last = null;
  while (walker.nextNode()) {
    last = walker.currentNode;
    const isPlace = last.data === "\u200b";
    const length = isPlace ? 0 : last.length;
    // Behind a new line the next piece of text is where one goes on writing.
    if (left < length || (left === length && last.parentNode === field)) return [last, isPlace ? 1 : left];
    left -= length;
  }
  return last && last.parentNode === field ? [last, last.length] : [field, field.childNodes.length];
}

// The rectangle of the cursor; of the field where it is empty.
export function caretBox(field) {
  const selection = window.getSelection();
  if (selection.rangeCount) {
    const range = selection.getRangeAt(0).cloneRange();
    range.collapse(false);
    const box = range.getClientRects()[0];
    if (box) return box;
  }
  return field.getBoundingClientRect();
}

// Whether the cursor stands in the first (-1) or last (1) line as it is drawn.
export function atEdge(field, direction) {
  const caret = caretBox(field);
  const boxes = field.getClientRects();
  if (!boxes.length) return true;
  const half = caret.height / 2 || 8;
  if (direction < 0) return caret.top - boxes[0].top < half;
  return boxes[boxes.length - 1].bottom - caret.bottom < half;
}

// Into the first or last drawn line of a field, as near to x as it goes.
export function enter(field, direction, x) {
  field.scrollIntoView({ block: "nearest" });
  const boxes = field.getClientRects();
  const box = boxes[direction > 0 ? 0 : boxes.length - 1];
  const range = box && document.caretRangeFromPoint
    ? document.caretRangeFromPoint(Math.min(Math.max(x, box.left + 1), box.right - 1), direction > 0 ? box.top + 4 : box.bottom - 4)
    : null;
  if (range && field.contains(range.startContainer)) {
    field.focus({ preventScroll: true });
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  } else {
    putCaret(field, direction > 0 ? 0 : Infinity);
  }
}
