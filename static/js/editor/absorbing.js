// What the server says of a line comes into the page: nothing that was typed here is touched.
import { caretIn, putCaret } from "./caret.js";
import { readText } from "./sheet.js";

// The server keeps texts without blanks at their ends.
function same(here, there) {
  return here === there || here.trim() === there.trim();
}

// `settled`: the field whose words the server has just said yes to.
export function absorber({ sheet, acts, saving }) {
  function stillWaits(line, name) {
    if (acts.composing === line.fields[name]) return true;
    const typed = acts.dirty.get(line);
    if (typed && typed.has(name)) return true;
    return saving.queue.some((act) => act !== saving.sending && (act.key || "") === line.key && act.act === "edit" && act.field === name);
  }

  return function absorb(line, state, settled = []) {
    if (state.pk && String(state.pk) !== line.pk) {
      line.pk = String(state.pk);
      sheet.name(line);
    }
    if (state.level && state.pk) sheet.name(line);
    line.carry(state);
    for (const name of settled) if (!stillWaits(line, name)) line.waiting.delete(name);
    let all = true;
    for (const [name, field] of Object.entries(line.fields)) {
      if (!(name in state)) continue;
      if (settled.includes(name)) line.seen[name] = { value: state[name], version: state.version };
      if (line.waiting.has(name) || line.question) {
        all = false;
        continue;
      }
      line.seen[name] = { value: state[name], version: state.version };
      if (same(readText(field), state[name])) continue;
      const caret = document.activeElement === field ? caretIn(field) : null;
      line.write(name, state[name]);
      acts.last.set(field, state[name]);
      if (caret) putCaret(field, Math.min(caret.start, state[name].length));
    }
    if (all) line.version = state.version;
    if (line === sheet.head && "task_form" in state) absorbStyle(state);
  };

  function absorbStyle(state) {
    sheet.head.seen.task_form = { value: state.task_form, version: state.version };
    sheet.head.seen.restarts = { value: String(state.restarts), version: state.version };
    if (saving.queue.some((act) => act !== saving.sending && (act.field === "task_form" || act.field === "restarts"))) return;
    if (sheet.style.form === state.task_form && sheet.style.restarts === state.restarts) return;
    sheet.style = { form: state.task_form, restarts: state.restarts };
    sheet.number();
    document.dispatchEvent(new CustomEvent("styled"));
  }
}
