// What was done on this page, step by step, and the way back. A step is {back, forth}: two functions that return
// whether it could be done; typing in one place grows into one step.

const PAUSE = 1500; // ms after which typing begins a new step

export class History {
  constructor() {
    this.done = [];
    this.undone = [];
    this.listeners = [];
  }

  add(step) {
    this.done.push(step);
    if (this.done.length > 500) this.done.shift();
    this.undone = [];
    this.tell();
  }

  // Words typed in a field; `write(value)` puts a text there as if it had been typed.
  typed(line, name, before, after, write) {
    const last = this.done[this.done.length - 1];
    const now = Date.now();
    if (last && last.line === line && last.name === name && now - last.at < PAUSE && last.after === before && !this.undone.length) {
      last.after = after;
      last.at = now;
      return;
    }
    const step = { line, name, before, after, at: now };
    step.back = () => write(line, name, step.after, step.before);
    step.forth = () => write(line, name, step.before, step.after);
    this.add(step);
  }

  // A step that was taken back elsewhere.
  forget(isIt) {
    this.done = this.done.filter((step) => !isIt(step));
    this.tell();
  }

  undo() {
    return this.walk(this.done, this.undone, "back");
  }

  redo() {
    return this.walk(this.undone, this.done, "forth");
  }

  walk(from, to, way) {
    const step = from.pop();
    if (!step) return false;
    step.at = 0; // typing begins anew behind it
    if (step[way]() !== false) to.push(step);
    this.tell();
    return true;
  }

  tell() {
    this.listeners.forEach((listener) => listener());
  }
}
