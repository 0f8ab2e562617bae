// Offices by the names people type, as workplans/matching.py knows them; the browser offers them while one types.

export function plainName(name) {
  return name.normalize("NFKC").replace(/\s+/g, "");
}

export function tokens(text) {
  return text.split(/[、,，;；\n]+/).map((name) => name.trim()).filter(Boolean);
}

export class Names {
  constructor() {
    this.offices = JSON.parse(document.getElementById("board-names").dataset.names);
    this.known = new Set(this.offices.reduce((all, names) => all.concat(names.map(plainName)), []));
    this.list = document.getElementById("board-offices");
  }

  // What stands before the name that is being typed is part of every offer.
  help(input) {
    input.setAttribute("list", this.list.id);
    const offer = () => {
      const before = input.value.replace(/[^、,，;；\n]*$/, "");
      const named = new Set(tokens(before).map(plainName));
      this.list.replaceChildren(...this.offices.filter((names) => !named.has(plainName(names[0]))).map(function (names) {
        const option = document.createElement("option");
        option.value = before + names[0];
        option.label = names.join(" · ");
        return option;
      }));
    };
    input.addEventListener("input", offer);
    input.addEventListener("focus", offer);
  }
}
