// The plan as a row of lines, and where a line may go: the rules of workplans/services/lines.py, asked before it is.
// Whatever follows a heading stands under it. Lines here are anything with a `level`.

// One behind the last line of the block that begins at `at`: a task alone, a heading with all under it.
export function blockEnd(lines, at) {
  const level = lines[at].level;
  let end = at + 1;
  if (level < 3) while (end < lines.length && lines[end].level > level) end += 1;
  return end;
}

// The nearest place at or behind `place` where a block of this level may begin without taking in what follows.
export function snap(lines, level, place) {
  let at = place;
  if (level < 3) while (at < lines.length && lines[at].level > level) at += 1;
  if (level === 2 && !lines.slice(0, at).some((line) => line.level === 1)) return -1;
  return at;
}

// Where the block at `at` begins after one step up; -1: nowhere.
export function stepUp(lines, at) {
  const level = lines[at].level;
  if (level === 3) return at - 1;
  for (let place = at - 1; place >= 0; place -= 1) {
    if (lines[place].level > level) continue;
    if (lines[place].level === level) return place;
    return snap(lines, level, place) === place ? place : -1; // a second heading over its first one
  }
  return -1;
}

// The place, in the row as it is, before which the block goes after one step down; -1: nowhere.
export function stepDown(lines, at) {
  const level = lines[at].level;
  const end = blockEnd(lines, at);
  if (end >= lines.length) return -1;
  return level === 3 ? end + 1 : snap(lines, level, end + 1);
}

// The row with the block at `at` put before what stands at `to`.
export function moved(lines, at, to) {
  const end = blockEnd(lines, at);
  const block = lines.slice(at, end);
  if (to >= at && to <= end) return lines.slice();
  const rest = [...lines.slice(0, at), ...lines.slice(end)];
  rest.splice(to > at ? to - block.length : to, 0, ...block);
  return rest;
}

// One level out (-1) or in (+1); the same level where there is none.
export function nextLevel(lines, at, step) {
  const level = lines[at].level;
  const hasFirst = lines.slice(0, at).some((line) => line.level === 1);
  if (step < 0) return level === 3 && !hasFirst ? 1 : Math.max(1, level - 1);
  return level === 1 && !hasFirst ? 3 : Math.min(3, level + 1);
}

// Whether the line may have this level: a second heading stands under a first one.
export function mayBe(lines, at, level) {
  if (level === 1) return true;
  const hasFirst = lines.slice(0, at).some((line) => line.level === 1);
  if (level === 2) return hasFirst;
  const follower = lines.slice(at + 1).find((line) => line.level < 3);
  return hasFirst || !follower || follower.level === 1 || lines[at].level !== 1;
}
