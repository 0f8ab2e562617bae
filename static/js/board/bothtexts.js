// Somebody else was there first: what stands there now and what one wanted, side by side, until one has chosen.
import { word } from "../editor/words.js";

export function openBothTexts({ sheet, acts, saving }) {
  const dialog = document.getElementById("board-both");
  const asked = [];

  function put(name, text) {
    dialog.querySelector("[data-both-" + name + "]").textContent = text;
  }

  function open() {
    const { row, told } = asked[0];
    put("name", row.name);
    if (told.by) put("by", word("saved-by", { person: told.by, at: told.at }));
    put("theirs", told.side.theirs);
    put("mine", told.side.mine);
    dialog.returnValue = "";
    dialog.showModal();
  }

  // The row holds theirs already; mine is the same act again, by somebody who has seen it.
  dialog.addEventListener("close", function () {
    const { row, act } = asked.shift();
    if (dialog.returnValue === "mine") {
      if (act.act === "remove") acts.remove(row);
      else acts.change(row, act.field, act.value);
    }
    if (row.element) sheet.focus(row, { work: 0, offices: 1, when: 2 }[act.field] || 0);
    saving.problems.delete(act.key + "both");
    saving.tell();
    if (asked.length) open();
  });

  return function show(row, act, told) {
    saving.problems.set(act.key + "both", told.sentence);
    asked.push({ row, act, told });
    if (asked.length === 1) open();
  };
}
