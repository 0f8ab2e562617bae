// Offices by the names people type, as workplans/matching.py knows them; the browser offers them while one types, and the
// server says which office is meant by a name that none of them bears.
import { adviceNote } from "../advice.js";
import { ask } from "../editor/saving.js";
import { word } from "../editor/words.js";

export function plainName(name) {
  return name.normalize("NFKC").replace(/\s+/g, "");
}

export function tokens(text) {
  return text.split(/[、,，;；\n]+/).map((name) => name.trim()).filter(Boolean);
}

export class Names {
  constructor() {
    const names = document.getElementById("board-names");
    this.url = names.dataset.meant;
    this.offices = JSON.parse(names.dataset.names);
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

  unknown(text) {
    return tokens(text).filter((one) => !this.known.has(plainName(one)));
  }

  // Said below the field at once; what may be meant follows as soon as the server has answered.
  async advise(input, take) {
    const text = input.value.trim();
    if (input.dataset.advised === text) return;
    this.put(input, { sentence: word("no-office", { names: this.unknown(text).join("、") }) });
    try {
      const { status, told } = await ask(this.url + "?" + new URLSearchParams({ names: text }));
      if (status === 200 && told.sentence && input.isConnected && input.value.trim() === text) this.put(input, told, take);
    } catch (error) {
      if (error.name === "TypeError" || error.name === "ReferenceError") throw error;
      // no answer: the sentence that stands there is true all the same
    }
  }

  put(input, { sentence, instead }, take) {
    this.forget(input);
    input.dataset.advised = input.value.trim();
    input.dataset.offer = instead || "";
    const label = instead && word("take-instead", { name: instead });
    const note = adviceNote(sentence, label, take);
    note.setAttribute("role", "status");
    input.setAttribute("aria-invalid", "true");
    input.after(note);
  }

  forget(input) {
    if (input.nextElementSibling) input.nextElementSibling.remove();
    input.removeAttribute("aria-invalid");
    [input.dataset.advised, input.dataset.offer] = ["", ""];
  }

  // What is offered for the words as they stand; nothing once they were changed.
  offered(input) {
    return input.dataset.advised === input.value.trim() ? input.dataset.offer || "" : "";
  }
}
