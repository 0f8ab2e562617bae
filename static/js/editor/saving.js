// Acts go to the server one after the other, in the order they were done. What the server has not said yes to is kept
// in this browser too, so that neither a lost connection nor a closed window loses a word.
import { word } from "./words.js";

const AGAIN = [1000, 2000, 4000, 8000, 15000]; // ms until the next try
const GONE = 60000; // ms without a sign of life: the window that kept these acts is closed
const HEADERS = JSON.parse(document.body.getAttribute("hx-headers") || "{}");

// Ask the server; throws Unreachable where no answer of ours came.
export class Unreachable extends Error {}
export class SignedOut extends Error {}

export async function ask(url, { body, method = body === undefined ? "GET" : "POST", form, keepalive = false } = {}) {
  const headers = { ...HEADERS, Accept: "application/json" };
  if (form) headers["HX-Request"] = "true";
  else if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(url, {
      method, headers, keepalive, credentials: "same-origin", redirect: form ? "follow" : "manual",
      body: form || (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut();
  if (answer.status >= 500 || answer.status === 429) throw new Unreachable(String(answer.status));
  if (answer.status === 204) return { status: 204, told: {} };
  const isJson = (answer.headers.get("Content-Type") || "").includes("json");
  return { status: answer.status, told: isJson ? await answer.json() : await answer.text() };
}

export class Saving {
  // on: {done(act, told), refused(act, told, status)}; `base(act)` gives what the author of an act saw, to those that
  // ask for it.
  constructor({ url, store, on, base, asksBase = (act) => act.act === "edit" }) {
    Object.assign(this, { url, on });
    this.whole = (act) => (asksBase(act) ? { ...act, ...base(act) } : act);
    this.queue = [];
    this.sending = null;
    this.tries = 0;
    this.problems = new Map(); // what could not be saved and stays on the page, with the reason
    this.stopped = "";
    this.savedAt = null;
    this.listeners = [];
    this.store = store + ":" + windowName();
    this.prefix = store + ":";
    window.addEventListener("online", () => this.now());
    window.setInterval(() => this.queue.length && this.keep(), GONE / 4);
  }

  // What an earlier window left behind, this one before its reload or one that was closed.
  leftBehind() {
    const found = [];
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(this.prefix)) continue;
      try {
        const kept = JSON.parse(localStorage.getItem(name));
        if (name !== this.store && Date.now() - kept.at < GONE) continue;
        found.push(...kept.queue);
      } catch (error) {
        // not ours, or half written: nothing to bring back
      }
      localStorage.removeItem(name);
    }
    return found;
  }

  get isClean() {
    return !this.queue.length && !this.problems.size;
  }

  add(act) {
    if (act.act === "edit") {
      const twin = this.queue.find((one) => one !== this.sending && one.act === "edit" && one.key === act.key && one.field === act.field);
      const cut = twin && this.queue.slice(this.queue.indexOf(twin)).some((one) => one.act !== "edit" && (one.key === act.key || one.into === act.key || one.act.endsWith("replace")));
      if (twin && !cut) {
        twin.value = act.value;
        this.keep();
        return;
      }
    }
    this.queue.push(act);
    this.keep();
    this.pump();
  }

  now() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.tries = 0;
    this.pump();
  }

  async pump() {
    if (this.sending || this.timer || this.stopped || !this.queue.length) return this.tell();
    const act = this.queue[0];
    this.sending = act;
    this.tell();
    try {
      const { status, told } = await ask(this.url, { body: this.whole(act) });
      this.queue.shift();
      this.tries = 0;
      if (status < 300) {
        this.savedAt = new Date();
        this.on.done(act, told);
      } else {
        this.on.refused(act, told, status);
      }
    } catch (error) {
      if (error instanceof SignedOut) this.stopped = word("signed-out");
      else if (error instanceof Unreachable) this.again();
      else throw error;
    } finally {
      this.sending = null;
      this.keep();
    }
    return this.pump();
  }

  again() {
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.pump();
    }, AGAIN[Math.min(this.tries, AGAIN.length - 1)]);
    this.tries += 1;
  }

  keep() {
    try {
      if (this.queue.length) localStorage.setItem(this.store, JSON.stringify({ at: Date.now(), queue: this.queue.map(this.whole) }));
      else localStorage.removeItem(this.store);
    } catch (error) {
      // storage full or forbidden: the words are still on the page
    }
    this.tell();
  }

  tell() {
    this.listeners.forEach((listener) => listener());
  }

  // [state, sentence] for the line that says whether all is saved; `isDirty`: words not yet handed over.
  state(isDirty) {
    if (this.stopped) return ["stopped", this.stopped];
    if (this.tries) return ["offline", word("retrying")];
    if (this.problems.size) return ["problem", this.problems.values().next().value];
    if (this.queue.length || isDirty) return ["saving", word("saving")];
    if (this.savedAt) return ["saved", word("saved-at", { time: clock(this.savedAt) })];
    return ["saved", word("saved")];
  }
}

function clock(time) {
  return String(time.getHours()).padStart(2, "0") + ":" + String(time.getMinutes()).padStart(2, "0");
}

// A window keeps its name over a reload; two windows have two.
function windowName() {
  let name = sessionStorage.getItem("editor-window");
  if (!name) {
    name = String(Math.random()).slice(2, 12);
    sessionStorage.setItem("editor-window", name);
  }
  return name;
}
