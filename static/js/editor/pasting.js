// Pasted words are words: one line goes in at the cursor, several become lines of the plan. Nobody's HTML comes in.
import { caretIn, putCaret } from "./caret.js";
import { readText } from "./sheet.js";

const BLOCKS = "p,div,li,tr,h1,h2,h3,h4,h5,h6,br,table,ul,ol";

export function listenToPasting({ sheet, acts }) {
  sheet.element.addEventListener("paste", function (event) {
    const field = event.target.closest("[data-field]");
    if (!field || !field.isContentEditable) return;
    event.preventDefault();
    take(field, copied(event.clipboardData));
  });

  sheet.element.addEventListener("drop", function (event) {
    const field = event.target.closest("[data-field]");
    if (!field || event.defaultPrevented) return;
    event.preventDefault();
  });

  function take(field, text) {
    const words = text.replace(/\r\n?|[\v\f\u2028\u2029]/g, "\n").replace(/\u00a0/g, " ").replace(/^\n+|\n+$/g, "");
    if (!words) return;
    const line = sheet.lineOf(field);
    const isOneLine = !words.includes("\n");
    if (line.key && field.dataset.field === "title" && !isOneLine) acts.paste(line, words);
    else put(field, field.dataset.field === "title" ? words.replace(/\s*\n\s*/g, "") : words);
  }

  function put(field, words) {
    const caret = caretIn(field) || { start: readText(field).length, end: readText(field).length };
    const text = readText(field);
    acts.noteBefore(field);
    sheet.lineOf(field).write(field.dataset.field, text.slice(0, caret.start) + words + text.slice(caret.end));
    acts.typed(field);
    putCaret(field, caret.start + words.length);
  }
}

// Word and browsers give plain text along, with automatic numbers written out; where there is only HTML, its lines.
function copied(clipboard) {
  const plain = clipboard.getData("text/plain");
  if (plain) return plain;
  const page = new DOMParser().parseFromString(clipboard.getData("text/html"), "text/html");
  page.querySelectorAll("style,script,title,meta").forEach((element) => element.remove());
  page.querySelectorAll(BLOCKS).forEach((block) => block.append("\n"));
  return page.body.textContent.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
}
