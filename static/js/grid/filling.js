// One step fills cells: texts by row and column. It is drawn, remembered for undo and redo, and sent.
import { History } from "../editor/history.js";

export function openFilling({ sheet, place, saving }) {
  const { words, rows, known, columns, draw, addRow, takeOut, putBack, typed, isNew, isEmpty, isWhole, say } = sheet;
  const history = new History();

  // `wanted`: [row, column, text]; rows beyond the last are made.
  function fill(wanted) {
    const step = [];
    let isStill = false;
    wanted.forEach(function ([at, place, now]) {
      while (at >= rows.length) addRow();
      const [found, column] = [known.get(rows[at]), columns[place]];
      if (!found.isOpen) return (isStill = true);
      const change = { found, column, was: found.texts[column], now, begins: isNew(found) };
      return write(found, column, now) && step.push(change);
    });
    if (step.length) history.add({ back: () => walk(step, "now", "was"), forth: () => walk(step, "was", "now") });
    keepOneEmpty();
    saving.send();
    if (isStill) say(words.dataset.still, true);
  }

  // Where two values stand, the text waits until one of them is chosen.
  function write(found, column, text) {
    if (found.texts[column] === text && !(column in found.wrong)) return false;
    found.texts[column] = text;
    if (!(column in found.theirs)) {
      delete found.wrong[column];
      saving.enqueue(found, column);
    }
    draw(found, column);
    return true;
  }

  function walk(step, from, to) {
    let isTheirs = false;
    step.forEach(function ({ found, column, [from]: stood, [to]: text }) {
      if (column in found.theirs) {
        take(found, column);
        isTheirs = true;
        return;
      }
      if (!known.has(found.row)) putBack(found);
      if (to === "was" && column === "starts_month") leaveSpan(found, stood);
      if (found.texts[column] === stood || typed(found, column) === stood) write(found, column, text);
      else isTheirs = true;
    });
    // A row that was begun with this step is none without it.
    const begun = step.filter(({ found, begins }) => to === "was" && begins && !isWhole(found) && known.has(found.row));
    new Set(begun.map((change) => change.found)).forEach(function (found) {
      saving.remove(found);
      if (isEmpty(found)) takeOut(found);
    });
    keepOneEmpty();
    saving.send();
    if (isTheirs) say(words.dataset.changed, true);
    const first = step.find((change) => known.has(change.found.row));
    if (first) place.go(rows.indexOf(first.found.row), columns.indexOf(first.column));
    else place.go(rows.length - 1, 0);
  }

  // The last month that came with a span goes with it.
  function leaveSpan(found, span) {
    const { typed: written, stood, stands } = found.brought || {};
    if (written === span && found.texts.ends_month === stands) write(found, "ends_month", stood);
    found.brought = null;
  }

  // Rows go whole; what belongs to a plan that stands still does not.
  function removeRows(wanted) {
    const open = wanted.filter((found) => found.isOpen && !isEmpty(found));
    if (open.length < wanted.filter((found) => !isEmpty(found)).length) say(words.dataset.still, true);
    if (!open.length) return;
    const first = rows.indexOf(open[0].row);
    const places = open.map((found) => rows.indexOf(found.row));
    const forth = () => open.filter((found) => known.has(found.row)).forEach(function (found) {
      takeOut(found);
      saving.takeAway(found);
    });
    const back = () => open.forEach(function (found, at) {
      if (known.has(found.row)) return;
      putBack(found, places[at]);
      saving.bringBack(found);
    });
    const then = (step) => function () {
      step();
      keepOneEmpty();
      saving.send();
      place.go(first, 0);
    };
    history.add({ back: then(back), forth: then(forth) });
    then(forth)();
  }

  function keepOneEmpty() {
    if (!rows.length || !isEmpty(known.get(rows[rows.length - 1]))) addRow();
  }

  function take(found, column) {
    found.texts[column] = found.theirs[column];
    delete found.theirs[column];
    draw(found, column);
  }

  // Two values stand in a cell: one's own is sent over the other, or the other stays.
  sheet.table.addEventListener("click", function (event) {
    const button = event.target.closest("[data-settle]");
    if (!button) return;
    const [found, column] = [sheet.rowOf(button), button.dataset.column];
    if (button.dataset.settle === "mine") {
      delete found.theirs[column];
      saving.enqueue(found, column);
      draw(found, column);
    } else {
      take(found, column);
      saving.tell();
    }
    saving.send();
    place.go(rows.indexOf(found.row), columns.indexOf(column));
  });

  // A name that no office bears gives way to the one that is offered.
  function takeOffer(found, column) {
    if (!(column in found.wrong) || !found.instead[column]) return;
    const at = [rows.indexOf(found.row), columns.indexOf(column)];
    fill([[...at, found.instead[column]]]);
    place.go(...at);
  }
  sheet.onOffer = takeOffer;

  keepOneEmpty();
  return { fill, removeRows, takeOffer, history };
}
