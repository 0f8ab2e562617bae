// The same words changed by two people: both texts, in place, until one has chosen. The panel is the plain page's own.
import { ask } from "./saving.js";
import { say, word } from "./words.js";

// Fields as the plain form names them.
const OWN = { section: { body: "text" }, task: {}, head: {} };

export class BothTexts {
  constructor({ sheet, saving, absorb, urls, follow }) {
    Object.assign(this, { sheet, saving, absorb, urls, follow });
    this.asked = [];
  }

  // `line` was changed by somebody else since; `theirs` is how it stands now.
  async show(line, name, mine, theirs) {
    line.question = true;
    line.element.classList.add("in-question");
    for (const field of Object.values(line.fields)) field.contentEditable = "false";
    this.saving.problems.set(line.key + "both", word("two-texts"));
    this.asked.push({ line, name, mine, theirs });
    if (this.asked.length === 1) await this.open();
    this.saving.tell();
  }

  async open() {
    const { line, name, mine, theirs } = this.asked[0];
    const kind = !line.key ? "head" : theirs.level < 3 ? "section" : "task";
    const form = new FormData();
    const seen = line.seen[name];
    form.set("version", seen.version);
    for (const field of Object.keys(line.fields)) {
      const own = OWN[kind][field] || field;
      form.set(own, field === name ? mine : theirs[field]);
      form.set("initial-" + own, field === name ? seen.value : theirs[field]);
    }
    if (kind === "head") for (const field of ["kind", "year"]) {
      form.set(field, this.sheet.element.dataset[field]);
      form.set("initial-" + field, this.sheet.element.dataset[field]);
    }
    if (kind === "task") ["due_on", "initial-due_on"].forEach((field) => form.set(field, line.element.dataset.due || ""));
    this.url = kind === "head" ? this.urls.head : this.urls[kind].replace("/0/", "/" + theirs.pk + "/");
    await this.send(form);
  }

  async send(form) {
    try {
      const { status, told } = await ask(this.url, { form, method: "POST" });
      if (status === 204) await this.settle();
      else this.draw(told);
    } catch (error) {
      say("error", word("retrying"));
    }
  }

  draw(html) {
    const { line } = this.asked[0];
    const panel = document.createElement("div");
    panel.innerHTML = html; // our own template, escaped by the server
    const body = panel.firstElementChild;
    body.id = "both";
    body.classList.add("both");
    const old = document.getElementById("both");
    if (old) old.replaceWith(body);
    else line.element.after(body);
    body.setAttribute("tabindex", "-1");
    body.focus({ preventScroll: true });
    body.scrollIntoView({ block: "nearest" });
    const form = body.querySelector("form");
    if (form) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        this.send(new FormData(form));
      });
    }
    body.querySelectorAll("[data-cancel]").forEach((button) => button.addEventListener("click", (event) => {
      event.preventDefault();
      this.settle();
    }));
  }

  // What is on the server now is the text.
  async settle() {
    const { line } = this.asked.shift();
    const panel = document.getElementById("both");
    if (panel) panel.remove();
    line.question = false;
    line.waiting.clear();
    line.version = -1;
    line.element.classList.remove("in-question");
    this.sheet.open(line);
    this.saving.problems.delete(line.key + "both");
    await this.follow();
    line.fields.title.focus();
    if (this.asked.length) await this.open();
    this.saving.tell();
  }
}
