// The table as it stands: cells, roles in them, and what is drawn and counted of them.

export const LEAD = "lead";
export const SUPPORT = "support";
export const NOTHING = "";

export function roleOf(element) {
  return [LEAD, SUPPORT].find((role) => element.classList.contains("is-" + role)) || NOTHING;
}

export function openSheet(table, words) {
  const marks = { [LEAD]: "●" + table.dataset.lead, [SUPPORT]: "○" + table.dataset.support, [NOTHING]: "" };
  const state = document.querySelector("[data-matrix-state]");
  const rows = Array.from(table.querySelectorAll("tr[data-task]"));
  const heads = Array.from(table.querySelectorAll("thead [data-office]"));
  const byTask = new Map(rows.map((row) => [row.dataset.task, row]));

  const cell = (at) => rows[at.row].cells[at.column + 1];
  const officeName = (column) => heads[column].textContent.trim();
  const taskName = (row) => row.querySelector("th a").textContent.trim();

  function draw(element, role) {
    element.classList.remove("is-" + LEAD, "is-" + SUPPORT);
    element.textContent = marks[role];
    if (role) element.classList.add("is-" + role);
    if (role) element.dataset.label = officeName(element.cellIndex - 1);
    else delete element.dataset.label;
  }

  function leadOf(row) {
    return Array.from(row.cells).slice(1).findIndex((element) => roleOf(element) === LEAD);
  }

  function annotate(row) {
    const isOpen = leadOf(row) < 0 && !row.dataset.why;
    row.classList.toggle("needs-lead", isOpen);
    row.querySelector("[data-note]").textContent = row.dataset.why
      ? words.dataset.nobody + " " + row.dataset.why
      : isOpen ? words.dataset.open : "";
  }

  function count() {
    table.querySelectorAll("tfoot td").forEach(function (foot, column) {
      const roles = rows.map((row) => roleOf(row.cells[column + 1]));
      foot.querySelector("b").textContent = roles.filter((role) => role === LEAD).length;
      foot.querySelector("span").textContent = roles.filter((role) => role === SUPPORT).length;
    });
  }

  function say(text, isWrong) {
    state.textContent = text;
    state.classList.toggle("is-wrong", Boolean(isWrong));
  }

  return { table, words, rows, heads, byTask, cell, officeName, taskName, draw, leadOf, annotate, count, say };
}
