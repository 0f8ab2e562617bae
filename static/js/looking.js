// Asks again and again what others did meanwhile, more seldom while the page is not looked at; an answer that does not
// come is asked for later.
const EVERY = 5000; // ms between questions while the page is looked at
const HIDDEN = 30000; // ms while it is not

export function keepLooking(look) {
  let timer = 0;

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(once, document.hidden ? HIDDEN : EVERY);
  }

  async function once() {
    window.clearTimeout(timer);
    try {
      await look();
    } catch (error) {
      if (error.name === "TypeError" || error.name === "ReferenceError") throw error;
    } finally {
      later();
    }
  }

  document.addEventListener("visibilitychange", () => !document.hidden && once());
  later();
}
