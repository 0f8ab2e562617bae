// What the page says, in the language of the page: written in the template, not here.

const words = {};

export function learnWords(from = "editor-words") {
  document.getElementById(from).content.querySelectorAll("[data-word]").forEach(function (element) {
    words[element.dataset.word] = element.textContent.trim();
  });
}

// word("split", {name: "…"}) puts the name where the sentence says {name}.
export function word(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace("{" + key + "}", value), words[name] || name);
}

export function say(level, text) {
  document.dispatchEvent(new CustomEvent("notice", { detail: { level, text } }));
}
