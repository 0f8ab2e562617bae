// Following the others: what they changed comes into the page, who they are and where they write is shown.
// Asking changes nothing on the server; saying where I am is a request of its own.
import { ask } from "./saving.js";
import { say, word } from "./words.js";

const EVERY = 3000; // ms between questions while the page is looked at
const HIDDEN = 20000; // ms while it is not
const SIGN_OF_LIFE = 15000; // ms

export class Following {
  constructor({ sheet, acts, saving, absorb, urls, changes }) {
    Object.assign(this, { sheet, acts, saving, absorb, urls, changes });
    this.here = [];
    this.part = null;
    this.later();
    this.present();
    window.setInterval(() => this.present(), SIGN_OF_LIFE);
    document.addEventListener("focusin", (event) => this.at(this.sheet.lineOf(event.target)));
    document.addEventListener("visibilitychange", () => !document.hidden && this.soon());
    window.addEventListener("pagehide", () => ask(this.urls.presence, { body: { left: true }, keepalive: true }).catch(() => {}));
  }

  at(line) {
    const part = line && line.known ? line.key : null;
    if (part === this.part) return;
    this.part = part;
    window.clearTimeout(this.telling);
    this.telling = window.setTimeout(() => this.present(), 400);
  }

  async present() {
    if (this.saving.stopped || document.hidden) return;
    try {
      await ask(this.urls.presence, { body: { part: this.part } });
    } catch (error) {
      // the next sign of life says it again
    }
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), document.hidden ? HIDDEN : EVERY);
  }

  soon() {
    return this.look();
  }

  async look() {
    window.clearTimeout(this.timer);
    try {
      const { status, told } = await ask(this.urls.changes + "?since=" + this.changes);
      if (status === 409) {
        this.saving.stopped = told.sentence;
        this.saving.tell();
        document.dispatchEvent(new CustomEvent("closed"));
        return;
      }
      this.show(told.here || []);
      if (told.order && told.changes > this.changes) await this.follow(told); // two questions may overtake each other
    } catch (error) {
      if (error.name === "TypeError" || error.name === "ReferenceError") throw error;
      // no answer: asked again later
    } finally {
      this.later();
    }
  }

  // While acts of mine are on their way the row here and there differ by them: what others did waits until then.
  get isQuiet() {
    return !this.saving.queue.length && !this.acts.dirty.size && !this.acts.composing;
  }

  async follow(told) {
    if (!this.isQuiet) return;
    const known = new Map(this.sheet.lines.map((line) => [line.key, line]));
    const wanted = told.order.filter(([key, , version]) => !known.has(key) || known.get(key).version !== version).map(([key]) => key);
    const states = new Map();
    if (wanted.length) {
      const asked = wanted.length > 40 ? "" : "?" + wanted.map((key) => "key=" + key).join("&");
      const answer = await ask(this.urls.lines + asked);
      if (answer.status !== 200) return;
      answer.told.lines.forEach((state) => states.set(state.key, state));
      if (!this.isQuiet) return; // typed meanwhile: look again
    }
    const fresh = new Map();
    for (const [key, state] of states) {
      if (known.has(key)) this.absorb(known.get(key), state);
      else fresh.set(key, this.acts.known(state));
    }
    this.absorb(this.sheet.head, told.head);
    this.arrange(told.order, known, fresh);
    this.changes = told.changes;
  }

  // The server's order; lines nobody but me has seen yet stay behind the one they stood behind.
  arrange(order, known, fresh) {
    const lines = [];
    for (const [key, level] of order) {
      const line = known.get(key) || fresh.get(key);
      if (!line) continue;
      line.known = true;
      if (line.level !== level) line.level = level;
      lines.push(line);
    }
    const there = new Set(lines);
    this.sheet.lines.forEach((line, at) => {
      if (there.has(line)) return;
      const isMine = !line.known;
      if (!isMine && line.element.contains(document.activeElement)) say("info", word("deleted-by-others", { name: line.name }));
      if (!isMine) return;
      const above = this.sheet.lines.slice(0, at).reverse().find((other) => lines.includes(other));
      lines.splice(above ? lines.indexOf(above) + 1 : 0, 0, line);
    });
    const old = this.sheet.lines;
    const isSame = old.length === lines.length && old.every((line, at) => line === lines[at]);
    if (isSame) this.sheet.number();
    else this.sheet.show(lines);
  }

  // Everything as the server has it, after an act was refused.
  again() {
    this.changes = -1;
    return this.look();
  }

  // Initials beside the lines, names on top.
  show(here) {
    const now = JSON.stringify(here);
    if (now === this.shown) return;
    this.shown = now;
    const list = document.getElementById("people");
    list.replaceChildren(...here.map((person, number) => {
      const item = document.createElement("li");
      item.className = "person person-" + (number % 6);
      item.textContent = person.name;
      const line = person.part && this.sheet.find(person.part);
      if (line) item.title = line.name;
      return item;
    }));
    list.parentElement.hidden = !here.length;
    this.sheet.element.querySelectorAll(".initials").forEach((mark) => mark.remove());
    here.forEach((person, number) => {
      const line = person.part && this.sheet.find(person.part);
      if (!line) return;
      const mark = document.createElement("span");
      mark.className = "initials person-" + (number % 6);
      mark.textContent = person.initials;
      mark.title = person.name;
      line.element.append(mark);
    });
  }
}

