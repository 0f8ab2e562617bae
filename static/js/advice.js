// A note in a cell: what is the matter with what stands there, and a button for what may be meant instead.

export function adviceNote(text, label, take) {
  const note = document.createElement("small");
  note.className = "cell-note";
  note.textContent = text;
  if (!label) return note;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary";
  button.textContent = label;
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus, and its words
  button.addEventListener("click", take);
  note.append(button);
  return note;
}
