// The responsibility matrix as a sheet: arrows walk, a key fills, a block is copied and pasted, every change is saved
// at once and can be undone. The server is told what each row looked like before: it refuses to write over somebody
// else's change, and what stands there then is shown. On a phone, and without this file, each task has its own page.
(function () {
  "use strict";

  const table = document.querySelector("[data-matrix]");
  const words = document.getElementById("matrix-words");
  if (!table || !words || !window.matchMedia("(min-width: 48em)").matches) return;

  const LEAD = "lead";
  const SUPPORT = "support";
  const NOTHING = "";
  const PAGE = 10; // rows a Page key goes
  const AGAIN = 4000; // milliseconds until a lost connection is tried again
  const MARKS = { [LEAD]: "●" + table.dataset.lead, [SUPPORT]: "○" + table.dataset.support, [NOTHING]: "" };
  const MEANING = new Map([["", NOTHING]]);
  [table.dataset.lead, "主", "主办", "主责", "牵头", "●", "◎", "z", "1", LEAD].forEach((word) => MEANING.set(word, LEAD));
  [table.dataset.support, "配", "配合", "协", "协办", "○", "p", "2", SUPPORT].forEach((word) => MEANING.set(word, SUPPORT));

  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const state = document.querySelector("[data-matrix-state]");
  const undoButton = document.querySelector("[data-matrix-undo]");
  const rows = Array.from(table.querySelectorAll("tr[data-task]"));
  const heads = Array.from(table.querySelectorAll("thead [data-office]"));
  const byTask = new Map(rows.map((row) => [row.dataset.task, row]));

  const cell = (at) => rows[at.row].cells[at.column + 1];
  const officeName = (column) => heads[column].textContent.trim();
  const taskName = (row) => row.querySelector("th a").textContent.trim();
  const clamp = (value, most) => Math.min(Math.max(value, 0), most);

  function roleOf(element) {
    return [LEAD, SUPPORT].find((role) => element.classList.contains("is-" + role)) || NOTHING;
  }

  function draw(element, role) {
    element.classList.remove("is-" + LEAD, "is-" + SUPPORT);
    element.textContent = MARKS[role];
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

  // Where one is: one cell takes the focus, a block may be chosen around it.
  let here = { row: 0, column: 0 };
  let anchor = here;

  function block() {
    return {
      top: Math.min(here.row, anchor.row),
      bottom: Math.max(here.row, anchor.row),
      left: Math.min(here.column, anchor.column),
      right: Math.max(here.column, anchor.column),
    };
  }

  function chosen() {
    const found = [];
    const area = block();
    for (let row = area.top; row <= area.bottom; row++)
      for (let column = area.left; column <= area.right; column++) found.push({ row, column });
    return found;
  }

  function mark() {
    table.querySelectorAll("[aria-selected=true]").forEach(function (element) {
      element.removeAttribute("aria-selected");
      element.classList.remove("is-chosen");
    });
    const cells = chosen();
    if (cells.length < 2) return;
    cells.forEach(function (at) {
      cell(at).setAttribute("aria-selected", "true");
      cell(at).classList.add("is-chosen");
    });
  }

  function go(row, column, extend) {
    cell(here).tabIndex = -1;
    here = { row: clamp(row, rows.length - 1), column: clamp(column, heads.length - 1) };
    if (!extend) anchor = here;
    const element = cell(here);
    element.tabIndex = 0;
    element.focus({ preventScroll: true });
    reveal(element);
    mark();
  }

  // Sticky headings cover what the browser believes to be in sight.
  function reveal(element) {
    const frame = table.parentElement;
    const view = frame.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const top = view.top + table.tHead.offsetHeight;
    const bottom = view.bottom - table.tFoot.offsetHeight - 16;
    const left = view.left + rows[here.row].cells[0].offsetWidth;
    if (box.top < top) frame.scrollTop -= top - box.top;
    else if (box.bottom > bottom) frame.scrollTop += box.bottom - bottom;
    if (box.left < left) frame.scrollLeft -= left - box.left;
    else if (box.right > view.right - 16) frame.scrollLeft += box.right - view.right + 16;
    const frameBox = frame.getBoundingClientRect();
    if (frameBox.bottom > window.innerHeight || frameBox.top < 0) element.scrollIntoView({ block: "nearest" });
  }

  // Saving. What waits is kept by task; one request at a time, so that each says what the one before it left.
  const waiting = new Map();
  let isSending = false;

  function enqueue(task, cells, why) {
    const entry = waiting.get(task) || { cells: {} };
    Object.assign(entry.cells, cells);
    if (why !== undefined) entry.why = why;
    waiting.set(task, entry);
  }

  function body(sent) {
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token.value);
    sent.forEach(function (entry, task) {
      form.append("seen-" + task, byTask.get(task).dataset.seen);
      Object.keys(entry.cells).forEach((office) => form.append("cell-" + task + "-" + office, entry.cells[office]));
      if (entry.why !== undefined) form.append("why-" + task, entry.why);
    });
    return new URLSearchParams(form);
  }

  async function send() {
    if (isSending || !waiting.size) return;
    isSending = true;
    const sent = new Map(waiting);
    waiting.clear();
    say(words.dataset.saving);
    let answer = null;
    try {
      answer = await fetch(table.dataset.matrix, { method: "POST", body: body(sent), headers: { Accept: "application/json" } });
    } catch (lost) {
      sent.forEach(function (entry, task) {
        const later = waiting.get(task) || { cells: {} };
        waiting.set(task, { why: entry.why, ...later, cells: { ...entry.cells, ...later.cells } });
      });
      isSending = false;
      say(words.dataset.offline, true);
      setTimeout(send, AGAIN);
      return;
    }
    isSending = false;
    await settle(answer, sent);
    send();
  }

  async function settle(answer, sent) {
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    if (!isJson) {
      say(answer.status === 403 || answer.redirected ? document.body.dataset.wordSignedOut : words.dataset.failed, true);
      return;
    }
    const told = await answer.json();
    if (!answer.ok) sent.forEach((_entry, task) => waiting.delete(task));
    (told.rows || []).forEach(redraw);
    count();
    if (answer.ok && !waiting.size) say(words.dataset.saved);
    if (!answer.ok) say(told.told, true);
  }

  // A row as the server has it; cells filled since then stay as they are until they are saved.
  function redraw(told) {
    const row = byTask.get(String(told.task));
    if (!row) return;
    const later = waiting.get(String(told.task)) || { cells: {} };
    row.dataset.seen = told.seen;
    if (later.why === undefined) row.dataset.why = told.why;
    heads.forEach(function (head, column) {
      const element = row.cells[column + 1];
      const office = head.dataset.office;
      const role = office in later.cells ? later.cells[office] : told.cells[office] || NOTHING;
      if (roleOf(element) !== role) draw(element, role);
      element.classList.toggle("is-unsaved", office in later.cells);
    });
    annotate(row);
  }

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", function (event) {
    if (!waiting.size && !isSending) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // One step: roles by row and column. It is drawn, remembered for undo, and sent.
  const done = [];

  function step(wanted, whys, isUndo) {
    const before = [];
    wanted.forEach(function (roles, place) {
      const row = rows[place];
      roles.forEach(function (role, column) {
        const element = row.cells[column + 1];
        const was = roleOf(element);
        if (was === role) return;
        before.push({ place, column, was, now: role });
        draw(element, role);
        element.classList.add("is-unsaved");
        enqueue(row.dataset.task, { [heads[column].dataset.office]: role });
      });
    });
    (whys || new Map()).forEach(function (why, place) {
      const row = rows[place];
      if (row.dataset.why === why) return;
      before.push({ place, was: row.dataset.why, now: why, isWhy: true });
      row.dataset.why = why;
      enqueue(row.dataset.task, {}, why);
    });
    wanted.forEach(function (_roles, place) {
      const row = rows[place];
      if (leadOf(row) < 0 || !row.dataset.why) return;
      // A lead makes the reason for none needless; undo brings it back.
      before.push({ place, was: row.dataset.why, now: "", isWhy: true });
      row.dataset.why = "";
      enqueue(row.dataset.task, {}, "");
    });
    if (!before.length) return;
    new Set(before.map((change) => change.place)).forEach((place) => annotate(rows[place]));
    if (!isUndo) done.push(before);
    undoButton.hidden = !done.length;
    count();
    send();
  }

  function undo() {
    const last = done.pop();
    undoButton.hidden = !done.length;
    if (!last) return;
    const wanted = new Map();
    const whys = new Map();
    let isTheirs = false;
    last.forEach(function (change) {
      const row = rows[change.place];
      const stands = change.isWhy ? row.dataset.why : roleOf(row.cells[change.column + 1]);
      if (stands !== change.now) isTheirs = true;
      else if (change.isWhy) whys.set(change.place, change.was);
      else wanted.set(change.place, (wanted.get(change.place) || new Map()).set(change.column, change.was));
    });
    step(wanted, whys, true);
    if (isTheirs) say(words.dataset.changed, true);
    const first = last.find((change) => !change.isWhy);
    if (first) go(first.place, first.column);
  }

  // A second lead: only after a question, which names who leads now.
  function fill(wanted) {
    const handed = [];
    for (const [place, roles] of wanted) {
      const leads = Array.from(roles).filter((pair) => pair[1] === LEAD);
      if (leads.length > 1) return say(words.dataset.oneLead, true);
      const former = leadOf(rows[place]);
      if (leads.length && former >= 0 && !roles.has(former)) handed.push({ place, former, next: leads[0][0] });
    }
    if (!handed.length) return step(wanted);
    ask(handed, function () {
      handed.forEach((one) => wanted.get(one.place).set(one.former, SUPPORT));
      step(wanted);
    });
  }

  function opened(dialog, then) {
    dialog.returnValue = "";
    dialog.addEventListener("close", function () {
      go(here.row, here.column, true);
      if (dialog.returnValue === "yes") then();
    }, { once: true });
    dialog.showModal();
  }

  function ask(handed, then) {
    const dialog = document.getElementById("hand-over");
    const one = handed[0];
    dialog.querySelector("[data-hand-over-text]").textContent = handed.length > 1
      ? words.dataset.handMany.replace("{n}", handed.length)
      : words.dataset.handOne
          .replace("{task}", taskName(rows[one.place]))
          .replace(/{former}/g, officeName(one.former))
          .replace("{next}", officeName(one.next));
    opened(dialog, then);
  }

  function sayWhy() {
    const row = rows[here.row];
    if (leadOf(row) >= 0) return say(words.dataset.hasLead, true);
    const dialog = document.getElementById("no-lead");
    const input = dialog.querySelector("input");
    input.value = row.dataset.why;
    dialog.querySelector("[data-no-lead-task]").textContent = taskName(row);
    const place = here.row;
    opened(dialog, () => step(new Map(), new Map([[place, input.value.trim()]])));
  }

  function setAll(role) {
    const wanted = new Map();
    chosen().forEach((at) => wanted.set(at.row, (wanted.get(at.row) || new Map()).set(at.column, role)));
    fill(wanted);
  }

  // Several ticked rows are to have one lead: static/js/ticking.js asks, and is told by the event that it is done here.
  table.addEventListener("let-lead", function (event) {
    const column = heads.findIndex((head) => head.dataset.office === event.detail.office);
    if (column < 0) return;
    event.preventDefault();
    fill(new Map(event.detail.rows.map((row) => [rows.indexOf(row), new Map([[column, LEAD]])])));
  });

  // Lead, supporting, nothing; where another office leads, supporting and nothing.
  function cycle() {
    const role = roleOf(cell(here));
    const former = leadOf(rows[here.row]);
    const next = role === SUPPORT ? NOTHING : role === LEAD || former >= 0 ? SUPPORT : LEAD;
    fill(new Map([[here.row, new Map([[here.column, next]])]]));
  }

  function written() {
    const area = block();
    const lines = [];
    for (let row = area.top; row <= area.bottom; row++) {
      const line = [];
      for (let column = area.left; column <= area.right; column++) {
        const role = roleOf(cell({ row, column }));
        line.push(role === LEAD ? table.dataset.lead : role === SUPPORT ? table.dataset.support : "");
      }
      lines.push(line.join("\t"));
    }
    return lines.join("\n");
  }

  function meaning(text) {
    const plain = text.trim().toLowerCase();
    return MEANING.has(plain) ? MEANING.get(plain) : MEANING.get(plain.replace(/^[●○◎]/, ""));
  }

  function paste(text) {
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const area = block();
    const wide = Math.max(...lines.map((line) => line.length));
    const isFill = lines.length === 1 && wide === 1;
    if (!isFill && (area.top + lines.length > rows.length || area.left + wide > heads.length))
      return say(words.dataset.tooBig, true);
    const wanted = new Map();
    for (let row = 0; row < lines.length; row++)
      for (let column = 0; column < lines[row].length; column++) {
        const role = meaning(lines[row][column]);
        if (role === undefined) return say(words.dataset.unknown.replace("{text}", lines[row][column].trim().slice(0, 20)), true);
        if (isFill) return setAll(role);
        const place = area.top + row;
        wanted.set(place, (wanted.get(place) || new Map()).set(area.left + column, role));
      }
    anchor = { row: area.top, column: area.left };
    go(area.top + lines.length - 1, area.left + wide - 1, true);
    fill(wanted);
  }

  const KEYS = {
    z: () => setAll(LEAD), 1: () => setAll(LEAD),
    p: () => setAll(SUPPORT), 2: () => setAll(SUPPORT),
    " ": cycle,
    Delete: () => setAll(NOTHING), Backspace: () => setAll(NOTHING), 0: () => setAll(NOTHING),
    n: sayWhy,
    o: () => rows[here.row].querySelector("th a").click(),
    Enter: () => go(here.row + 1, here.column),
    Escape: () => go(here.row, here.column),
  };

  function moved(event) {
    const jump = event.ctrlKey || event.metaKey;
    const far = rows.length + heads.length;
    return {
      ArrowUp: [jump ? -far : -1, 0], ArrowDown: [jump ? far : 1, 0],
      ArrowLeft: [0, jump ? -far : -1], ArrowRight: [0, jump ? far : 1],
      PageUp: [-PAGE, 0], PageDown: [PAGE, 0],
      Home: [jump ? -far : 0, -far], End: [jump ? far : 0, far],
    }[event.key];
  }

  table.addEventListener("keydown", function (event) {
    if (event.target.tagName !== "TD" || event.altKey || event.defaultPrevented) return;
    const by = moved(event);
    if (by) {
      event.preventDefault();
      event.stopPropagation();
      return go(here.row + by[0], here.column + by[1], event.shiftKey);
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (key === "z") event.preventDefault(), undo();
      if (key === "a") {
        event.preventDefault();
        anchor = { row: 0, column: 0 };
        go(rows.length - 1, heads.length - 1, true);
      }
      return;
    }
    if (!KEYS[key]) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[key]();
  });

  document.addEventListener("copy", function (event) {
    if (!table.contains(document.activeElement)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", written());
  });
  document.addEventListener("cut", function (event) {
    if (!table.contains(document.activeElement)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", written());
    setAll(NOTHING);
  });
  document.addEventListener("paste", function (event) {
    if (!table.contains(document.activeElement)) return;
    event.preventDefault();
    paste(event.clipboardData.getData("text/plain"));
  });

  function placeOf(element) {
    const row = rows.indexOf(element.parentElement);
    return row < 0 ? null : { row, column: element.cellIndex - 1 };
  }

  let isDragging = false;
  table.addEventListener("mousedown", function (event) {
    const element = event.target.closest("td");
    const at = element && placeOf(element);
    if (!at || event.button) return;
    event.preventDefault();
    isDragging = true;
    go(at.row, at.column, event.shiftKey);
  });
  table.addEventListener("mouseover", function (event) {
    const element = isDragging && event.target.closest("td");
    const at = element && placeOf(element);
    if (at) go(at.row, at.column, true);
  });
  document.addEventListener("mouseup", () => (isDragging = false));
  table.addEventListener("dblclick", (event) => event.target.closest("tbody td") && cycle());
  undoButton.addEventListener("click", undo);

  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  // One stop for the Tab key: within the grid the arrows walk, and "o" opens a task's own page.
  rows.forEach((row) => {
    Array.from(row.cells).slice(1).forEach((element) => (element.tabIndex = -1));
    row.querySelectorAll("th a, th input").forEach((element) => (element.tabIndex = -1));
  });
  cell(here).tabIndex = 0;
})();
