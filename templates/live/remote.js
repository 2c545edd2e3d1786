"use strict";
// A phone as the remote: it asks with the ticket of its address, waits, and then says one of five words.
(async () => {
  const $ = (id) => document.getElementById(id);
  const tell = (text) => { $("said").textContent = text; };
  const post = (path, sent) =>
    fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) });
  const end = (text) => {
    $("code").hidden = $("buttons").hidden = true;
    tell(text);
  };

  const ENDED = "The computer has ended it. Scan the code on its screen again.";
  const states = {
    waiting: () => tell("Compare this code with the computer, and allow it there:"),
    allowed: () => {
      $("code").hidden = true;
      $("buttons").hidden = false;
      tell("Connected.");
    },
    refused: () => end(ENDED),
  };

  const listen = () => {
    const events = new EventSource("/state");
    events.addEventListener("state", ({ data }) => {
      const state = JSON.parse(data);
      if (state === "refused") events.close();
      states[state]();
    });
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) end(ENDED);
      else tell("The connection is interrupted. Trying again …");
    };
  };

  addEventListener("click", async ({ target }) => {
    const command = target.closest("[data-press]")?.dataset.press;
    if (!command) return;
    try {
      if (!(await post("/press", { command })).ok) end(ENDED);
    } catch {
      tell("The computer does not answer. Is the phone in the same network?");
    }
  });

  const ticket = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (!ticket) return listen(); // a page that is loaded again has its cookie, or is told that it has none
  const answer = await post("/ask", { ticket });
  if (!answer.ok) return end("This code was used already. Scan the one that the computer shows now.");
  $("code").textContent = (await answer.json()).code;
  $("code").hidden = false;
  return listen();
})();
