// Numbers of lines, as workplans/numbering.py derives them; a test holds the two together.
// A line's level: 1 and 2 are headings, 3 is a task.

const DIGITS = "零一二三四五六七八九";

// 1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五
export function chinese(number) {
  const hundreds = Math.floor(number / 100);
  const tens = Math.floor((number % 100) / 10);
  const ones = number % 10;
  let text = hundreds ? DIGITS[hundreds] + "百" : "";
  if (tens) text += tens === 1 && !hundreds ? "十" : DIGITS[tens] + "十";
  else if (hundreds && ones) text += "零";
  return text + (ones ? DIGITS[ones] : "");
}

const FIRST = (number) => chinese(number) + "、";
const SECOND = (number) => "（" + chinese(number) + "）";
const TASKS = {
  dot: (number) => number + "．",
  comma: (number) => number + "、",
  paren: (number) => "（" + number + "）",
  mark: () => "◆",
};

// The labels of lines with these levels; style: {form, restarts}.
export function labelsOf(levels, style) {
  return style.form === "level" ? byLevel(levels) : byKind(levels, TASKS[style.form], style.restarts);
}

function byKind(levels, form, restarts) {
  let first = 0, second = 0, tasks = 0;
  return levels.map(function (level) {
    if (level === 3) return form(++tasks);
    if (restarts) tasks = 0;
    if (level === 2) return SECOND(++second);
    second = 0;
    return FIRST(++first);
  });
}

// Whatever stands at a level bears its form; tasks and headings beside each other count on together.
function byLevel(levels) {
  const forms = [FIRST, SECOND, TASKS.dot];
  const counts = [0, 0, 0];
  let depth = 0; // of what stands under the last heading
  return levels.map(function (level) {
    const at = level === 3 ? depth : level - 1;
    const label = forms[at](++counts[at]);
    if (level < 3) {
      depth = level;
      counts.fill(0, level);
    }
    return label;
  });
}
