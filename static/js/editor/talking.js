// What colleagues say of the plan, beside it: a count at each line, and at the side the remarks of the line in hand.
// Remarks are a room of their own; this page knows its addresses only.
import { ask } from "./saving.js";
import { word } from "./words.js";

const EVERY = 15000; // ms between questions while the page is looked at
const RESTED = 400; // ms the cursor stays in a line before the side follows it

export class Talking {
  constructor({ sheet, urls }) {
    Object.assign(this, { sheet, urls, counts: { all: 0, parts: {} }, shown: "" });
    this.side = document.getElementById("talk-side");
    this.opener = document.getElementById("open-talk");
    if (!this.side) return;
    this.body = this.side.querySelector("[data-talk]");
    this.opener.addEventListener("click", (event) => (event.preventDefault(), this.toggle()));
    this.side.querySelector("[data-close-side]").addEventListener("click", () => this.close());
    this.side.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.body.addEventListener("htmx:afterSettle", () => this.count({ isShown: true }));
    sheet.element.addEventListener("click", (event) => {
      const mark = event.target.closest(".talk-mark");
      if (mark) this.open(sheet.lineOf(mark));
    });
    document.addEventListener("focusin", (event) => this.follow(sheet.lineOf(event.target)));
    document.addEventListener("visibilitychange", () => !document.hidden && this.count());
    this.count();
  }

  // How much is said, and of which lines. `isShown`: the side has just been fetched.
  async count({ isShown = false } = {}) {
    window.clearTimeout(this.timer);
    try {
      const { status, told } = await ask(this.urls["talk-counts"]);
      if (status === 200) this.draw(told, isShown);
    } catch (error) {
      if (error.name === "TypeError" || error.name === "ReferenceError") throw error;
      // no answer: asked again later
    } finally {
      if (!document.hidden) this.timer = window.setTimeout(() => this.count(), EVERY);
    }
  }

  draw(counts, isShown) {
    const old = this.counts;
    this.counts = counts;
    this.opener.querySelector(".number").textContent = counts.all || "";
    for (const line of this.sheet.lines) this.mark(line, counts.parts[line.key] || 0);
    const here = this.line;
    if (isShown || this.side.hidden || !here || !here.key || (old.parts[here.key] || 0) === (counts.parts[here.key] || 0)) return;
    if (!this.isAnswered) this.load(here); // somebody said something of the line in hand
  }

  mark(line, count) {
    let mark = line.element.querySelector(".talk-mark");
    if (!count) {
      if (mark) mark.remove();
      return;
    }
    if (!mark) {
      mark = document.getElementById("talk-mark").content.firstElementChild.cloneNode(true);
      line.element.append(mark);
    }
    mark.querySelector(".number").textContent = count;
    mark.setAttribute("aria-label", word("talk-mark", { n: count, name: line.name }));
  }

  toggle() {
    if (!this.side.hidden) return this.close();
    return this.open(this.line || this.sheet.head);
  }

  open(line) {
    this.side.hidden = false;
    this.side.parentElement.classList.add("has-side");
    this.opener.setAttribute("aria-expanded", "true");
    this.load(line);
    this.side.focus({ preventScroll: true });
  }

  close() {
    this.side.hidden = true;
    this.side.parentElement.classList.remove("has-side");
    this.opener.setAttribute("aria-expanded", "false");
    this.body.replaceChildren();
    if (this.line && this.line.element.isConnected) this.line.fields.title.focus();
    else this.opener.focus();
  }

  // Words typed there stay until they are sent, wherever the cursor goes.
  get isAnswered() {
    return Array.from(this.body.querySelectorAll("textarea")).some((field) => field.value.trim());
  }

  follow(line) {
    if (!line || line === this.line) return;
    this.line = line;
    window.clearTimeout(this.following);
    if (this.side.hidden) return;
    this.following = window.setTimeout(() => !this.isAnswered && this.load(line), RESTED);
  }

  load(line) {
    this.line = line;
    const kind = line.key && line.level < 3 ? "section" : "task";
    const label = line.key ? line.element.querySelector(".line-label").textContent : "";
    this.side.querySelector("h2").textContent = line.key ? label + line.name : word("talk-plan");
    if (line.key && !line.pk) {
      this.body.textContent = word("talk-later");
      return;
    }
    const query = new URLSearchParams({ [kind]: line.pk, next: window.location.pathname + (line.pk ? "#" + line.element.id : "") });
    window.htmx.ajax("GET", this.urls.talk + "?" + query, { source: this.body, target: this.body, swap: "innerHTML" });
  }
}
