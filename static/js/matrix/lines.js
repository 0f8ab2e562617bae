// What a spreadsheet or a table of a document puts on the clipboard: lines of cells, parted by tabs. A cell with a line
// end of its own stands in quotes, with its quotes doubled.
export function linesOf(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const lines = [[]];
  let at = 0;
  while (at <= plain.length) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(plain.slice(at));
    let cell = quoted && quoted[1].replace(/""/g, '"');
    let next = quoted ? at + quoted[0].length : plain.slice(at).search(/[\t\n]/);
    if (!quoted) {
      next = next < 0 ? plain.length : at + next;
      cell = plain.slice(at, next);
    }
    lines[lines.length - 1].push(cell);
    if (plain[next] === "\n") lines.push([]);
    at = next + 1;
  }
  return lines;
}
