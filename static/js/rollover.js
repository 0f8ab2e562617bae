// Deciding what becomes of last year's tasks. An answer is kept as soon as it is given; keys do what clicks do.
(function () {
  "use strict";

  const form = document.querySelector("[data-deciding]");
  if (!form) return;
  const rows = Array.from(form.querySelectorAll("[data-part]"));
  const waiting = new Set(); // rows that hold an answer the server has not confirmed
  let busy = null; // the row whose answer is on its way

  function chosen(row) {
    const radio = row.querySelector("input[type=radio]:checked");
    return radio ? radio.value : "";
  }

  function reasonOf(row) {
    return row.querySelector("[data-reasons] > input");
  }

  function needsReason(row) {
    const choice = chosen(row);
    return choice !== "" && choice !== "continue";
  }

  function isWhole(row) {
    return chosen(row) === "continue" || (needsReason(row) && reasonOf(row).value.trim() !== "");
  }

  function say(row, words) {
    const state = row.querySelector("[data-state]");
    if (state) state.textContent = words;
  }

  function draw(row) {
    const choice = chosen(row);
    row.dataset.choice = choice;
    row.querySelector("[data-reasons]").classList.toggle("is-idle", !needsReason(row));
    row.querySelectorAll(".chips").forEach((chips) => (chips.hidden = chips.dataset.for !== choice));
    row.classList.toggle("is-decided", isWhole(row));
  }

  function count(answer) {
    form.querySelector("[data-decided]").textContent = answer.decided;
    form.querySelector("[data-total]").textContent = answer.total;
    form.querySelector("[data-open]").textContent = answer.open;
    form.querySelector("progress").value = answer.decided;
  }

  // One answer travels at a time, in the order given: the count that comes back last is then the last that was true.
  function keep(row) {
    waiting.add(row);
    send();
  }

  async function send() {
    if (busy) return; // what is on its way is followed by what stands there then
    for (const row of waiting) {
      waiting.delete(row);
      busy = row;
      const arrived = await bring(row);
      busy = null;
      if (arrived) continue;
      waiting.add(row);
      break; // tried again below
    }
  }

  // True when the server has answered, whatever it said.
  async function bring(row) {
    const part = row.dataset.part;
    const sent = new URLSearchParams({ part: part });
    ["choice-", "reason-", "seen-"].forEach(function (name) {
      sent.set(name + part, name === "choice-" ? chosen(row) : form.elements[name + part].value);
    });
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    let response, answer;
    try {
      response = await fetch(form.dataset.deciding, { method: "POST", body: sent });
      answer = await response.json();
    } catch (error) {
      row.classList.add("is-failed");
      say(row, form.dataset.wordsFailed);
      return false;
    }
    if (answer.version !== undefined) form.elements["seen-" + part].value = answer.version;
    row.classList.toggle("is-failed", !response.ok);
    if (response.ok) {
      count(answer);
      if (!waiting.has(row)) say(row, answer.is_decided ? form.dataset.wordsSaved : "");
    } else {
      if (answer.choice) {
        row.querySelector("input[value=" + answer.choice + "]").checked = true;
        reasonOf(row).value = answer.reason;
        draw(row);
      }
      say(row, answer.error);
    }
    return true;
  }

  // What could not be kept is tried again by itself.
  setInterval(send, 5000);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", function (event) {
    if ((!waiting.size && !busy) || form.dataset.sent) return;
    event.preventDefault();
    event.returnValue = "";
  });

  function choose(row, value) {
    const radio = row.querySelector("input[value=" + value + "]");
    const was = row.dataset.choice;
    radio.checked = true;
    const quick = Array.from(row.querySelectorAll("[data-reason]")).map((chip) => chip.dataset.reason);
    if (was && was !== value && quick.includes(reasonOf(row).value)) reasonOf(row).value = "";
    const reported = row.querySelector("[data-letter=f]");
    if (value === "finished" && reported && !reasonOf(row).value) reasonOf(row).value = reported.dataset.reason;
    draw(row);
    keep(row);
  }

  form.addEventListener("change", function (event) {
    const row = event.target.closest("[data-part]");
    if (!row) return;
    if (event.target.type === "radio") choose(row, event.target.value);
    else if (chosen(row)) {
      draw(row);
      keep(row);
    }
  });

  form.addEventListener("click", function (event) {
    const chip = event.target.closest("[data-reason]");
    if (!chip) return;
    const row = chip.closest("[data-part]");
    reasonOf(row).value = chip.dataset.reason;
    draw(row);
    keep(row);
    onward(row);
  });

  // Many at once, or the end: rows that are kept need not be sent again.
  form.addEventListener("submit", function () {
    rows.forEach((row) => (row.disabled = !waiting.has(row) && busy !== row));
    setTimeout(() => rows.forEach((row) => (row.disabled = false)), 0);
  });

  // Keys
  function go(row) {
    if (!row) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function current() {
    return document.activeElement && document.activeElement.closest("[data-part]");
  }

  function step(by) {
    const row = current();
    const at = rows.indexOf(row);
    go(rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]);
  }

  // After an answer that is whole: the next row that is not.
  function onward(row) {
    const at = rows.indexOf(row);
    go(rows.slice(at + 1).find((next) => !isWhole(next)) || rows[at]);
  }

  document.addEventListener(
    "keydown",
    function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (document.querySelector("dialog[open], details.menu[open]")) return;
      let row = current();
      const inText = event.target.matches("input:not([type=radio]), textarea, select");
      if (inText) {
        if (row && (event.key === "Enter" || event.key === "Escape")) {
          event.preventDefault();
          row.focus();
          if (event.key === "Enter" && isWhole(row)) onward(row);
        }
        return;
      }
      if (event.key === "ArrowDown" || event.key === "j") step(1);
      else if (event.key === "ArrowUp" || event.key === "k") step(-1);
      // Without a row an answer belongs to the first that waits for one.
      else if (!row && (!/^[1-4]$/.test(event.key) || !(row = rows.find((next) => !isWhole(next))))) return;
      else if (/^[1-4]$/.test(event.key)) {
        const radio = row.querySelector("[data-key='" + event.key + "']");
        choose(row, radio.value);
        if (isWhole(row)) onward(row);
        else go(row);
      } else if (event.key === "r" && needsReason(row)) {
        reasonOf(row).focus();
      } else {
        const chip = row.querySelector(".chips:not([hidden]) [data-letter='" + event.key + "']");
        if (!chip) return;
        chip.click();
      }
      event.preventDefault();
      event.stopPropagation();
    },
    true
  );

  rows.forEach(draw);
})();
