// The remote of teleprompter.js and teleprompter-controls.js, in whose module this is.

const PRESSED = {
  next: () => (place() >= take.end && neighbour(1) ? commands.nextShort() : commands.beatForward()),
  previous: () => (place() <= 0 && neighbour(-1) ? commands.previousShort() : commands.beatBack()),
  pause: () => commands.toggle(),
  slower: () => commands.slower(),
  faster: () => commands.faster(),
};
new EventSource("/events").addEventListener("press", ({ data }) => {
  if (!document.querySelector("dialog[open]")) PRESSED[JSON.parse(data)]();
});
