// What waits goes to the server in one request at a time, so that each says what the one before it left. A connection
// that is lost is tried again.
const AGAIN = 4000; // milliseconds

// `take()` gives what is to be sent, or null; `back()` lets it wait again; `hear(told, isDone)` takes in the answer;
// `isWaiting()`: whether the page would lose something.
export function openSending({ url, words, say, take, back, hear, isWaiting }) {
  let isSending = false;

  async function send() {
    if (isSending) return;
    const form = take();
    if (!form) return;
    isSending = true;
    say(words.dataset.saving);
    let answer = null;
    let told = null;
    try {
      answer = await fetch(url, { method: "POST", body: new URLSearchParams(form), headers: { Accept: "application/json" } });
      if ((answer.headers.get("Content-Type") || "").includes("json")) told = await answer.json();
    } catch (lost) {
      back();
      isSending = false;
      say(words.dataset.offline, true);
      setTimeout(send, AGAIN);
      return;
    }
    // Only now, when the rows are known as the server left them, may the next one go: it says what it saw.
    isSending = false;
    if (!told) {
      back();
      say(answer.status === 403 || answer.redirected ? document.body.dataset.wordSignedOut : words.dataset.failed, true);
      return;
    }
    hear(told, answer.ok);
    send();
  }

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", function (event) {
    if (!isSending && !isWaiting()) return;
    event.preventDefault();
    event.returnValue = "";
  });
  return send;
}
