// The small menu of a line, opened by its grip: what the keys do, for a mouse or a thumb.

export function listenToMenu({ sheet, acts, urls }) {
  const menu = document.getElementById("line-menu");
  let line = null;
  let opener = null;

  function close(back) {
    if (menu.hidden) return;
    menu.hidden = true;
    if (back && opener && opener.isConnected) opener.focus();
  }

  function open(grip) {
    line = sheet.lineOf(grip);
    opener = grip;
    const tools = { duties: line.level === 3 && line.pk, move: line.pk };
    menu.querySelectorAll("a[data-link]").forEach((link) => {
      const kind = line.level === 3 ? "task" : "section";
      link.hidden = !tools[link.dataset.link];
      link.href = urls[link.dataset.link === "duties" ? "duties" : kind + "-move"].replace("/0/", "/" + line.pk + "/");
    });
    line.element.append(menu);
    menu.hidden = false;
    menu.querySelector("button").focus();
  }

  document.addEventListener("click", function (event) {
    const grip = event.target.closest(".grip");
    if (grip) return menu.hidden || sheet.lineOf(grip) !== line ? open(grip) : close(true);
    const button = event.target.closest("#line-menu [data-act]");
    if (!button) return close(false);
    const target = line;
    close(false);
    const todo = {
      up: () => acts.step(target, -1),
      down: () => acts.step(target, 1),
      out: () => acts.changeLevel(target, -1),
      in: () => acts.changeLevel(target, 1),
      below: () => acts.insert(sheet.at(target) + 1),
      delete: () => acts.remove(target),
    };
    return todo[button.dataset.act]();
  });

  menu.addEventListener("keydown", function (event) {
    const items = Array.from(menu.querySelectorAll("button, a")).filter((item) => !item.hidden);
    const at = items.indexOf(document.activeElement);
    if (event.key === "Escape") close(true);
    else if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
    else if (event.key === "ArrowUp") items[(at + items.length - 1) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
