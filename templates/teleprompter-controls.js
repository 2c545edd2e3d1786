// What people do with the teleprompter of teleprompter.js, in whose module this is.

// ---- Going back and forth

const SETTLED = 500; // ms after which "back" means the beginning of this one, not the one before

function step(times, direction) {
  const now = place();
  const ahead = times.find((time) => time > now + 1) ?? take.end;
  const behind = times.findLast((time) => time < now - (isMoving() ? SETTLED : 1)) ?? 0;
  goTo(direction > 0 ? ahead : behind);
}

function open(next) {
  if (!next) return tell(takes.length > 1 ? labels.no_more : labels.only_one);
  halt();
  take = next;
  for (const each of takes) each.article.hidden = each !== take;
  const number = takes.indexOf(take);
  write($("which"), take.name);
  write($("number"), takes.length > 1 ? said(labels.number_of, { number: number + 1, count: takes.length }) : "");
  write($("next"), takes[number + 1] ? said(labels.next_short, { name: takes[number + 1].name }) : "");
  for (const button of all("[data-short]")) {
    button.setAttribute("aria-current", button.dataset.short === take.article.id);
  }
  try {
    if (takes.length > 1) history.replaceState(null, "", `#${take.article.id}`);
  } catch { /* some browsers refuse that to a page of a file; then a reload begins at the first short */ }
  seek(0);
  measure();
  goTo(0);
}

const neighbour = (distance) => takes[takes.indexOf(take) + distance];

// ---- Commands: what keys and buttons do

function unblank() {
  $("blank").hidden = true;
}

function blank() {
  halt();
  $("blank").hidden = !$("blank").hidden;
  tell($("blank").hidden ? labels.shown_again : labels.blank);
}

function stop() {
  unblank();
  halt();
}

let leaving = false; // full screen, by our own key
async function fullScreen(wanted = !document.fullscreenElement) {
  try {
    leaving = !wanted;
    if (wanted) await document.documentElement.requestFullscreen();
    else await document.exitFullscreen();
  } catch {
    tell(labels.no_full_screen);
  }
}

function present(event) {
  if (isGoing()) return; // a clicker's second press must not lose the place
  if (!document.fullscreenElement) fullScreen(true);
  if (!event.shiftKey) goTo(0);
  start();
}

function adjust(name, by, label) {
  change(name, settings[name] + by);
  tell(`${label} ${settings[name]} %`);
}

function flip(name, label) {
  change(name, !settings[name]);
  tell(said(settings[name] ? labels.turned_on : labels.turned_off, { what: label }));
}

function dialog(id) {
  halt();
  $(id)?.showModal();
  $(id)?.querySelector("[aria-current=true]")?.focus();
}

const commands = {
  toggle: () => (isGoing() ? halt() : start()),
  stop,
  restart,
  present,
  blank,
  faster: () => adjust("speed", 5, labels.speed),
  slower: () => adjust("speed", -5, labels.speed),
  larger: () => adjust("size", 10, labels.text_size),
  smaller: () => adjust("size", -10, labels.text_size),
  rowBack: () => step(take.rows.map((row) => row.at), -1),
  rowForward: () => step(take.rows.map((row) => row.at), 1),
  beatBack: () => step(take.beats.map((beat) => beat.start), -1),
  beatForward: () => step(take.beats.map((beat) => beat.start), 1),
  nextShort: () => open(neighbour(1)),
  previousShort: () => open(neighbour(-1)),
  flipX: () => flip("flipX", labels.flip_x),
  flipY: () => flip("flipY", labels.flip_y),
  picture: () => flip("picture", labels.the_slide),
  fullScreen: () => fullScreen(),
  shorts: () => dialog("shorts"),
  settings: () => dialog("settings"),
  help: () => dialog("help"),
  reset: () => Object.keys(DEFAULTS).forEach((name) => change(name, DEFAULTS[name])),
  close: (event) => event.target.closest("dialog").close(),
  open: (event) => {
    event.target.closest("dialog").close();
    open(takes.find(({ article }) => article.id === event.target.dataset.short));
  },
};

const KEYS = {
  " ": "toggle", escape: "stop", home: "restart", f5: "present", b: "blank", ".": "blank",
  arrowup: "faster", arrowdown: "slower", arrowleft: "rowBack", arrowright: "rowForward",
  pageup: "beatBack", pagedown: "beatForward", n: "nextShort", p: "previousShort", l: "shorts",
  h: "flipX", v: "flipY", i: "picture", f: "fullScreen", "+": "larger", "=": "larger", "-": "smaller",
  s: "settings", "?": "help",
};
const REPEATED = new Set(["faster", "slower", "larger", "smaller", "rowBack", "rowForward", "beatBack", "beatForward"]);

addEventListener("keydown", (event) => {
  const command = KEYS[event.key.toLowerCase()];
  if (command === "present") event.preventDefault(); // F5 never reloads the page
  if (!command || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.key === " " && event.target.closest("button")) return; // it presses that button, and nothing else
  event.preventDefault();
  if (!event.repeat || REPEATED.has(command)) commands[command](event);
});

addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) commands[button.dataset.do](event);
  else if (event.target.matches("dialog")) event.target.close(); // beside its contents
});

// A button that was clicked must not catch the next Space; one that was reached by Tab keeps it.
addEventListener("mousedown", (event) => {
  if (event.target.closest("button")) event.preventDefault();
});

addEventListener("input", ({ target }) => change(target.dataset.setting, Number(target.value)));

// ---- Fingers, mouse and wheel on the text

let touch = null;

stage.addEventListener("pointerdown", (event) => {
  if (!event.isPrimary || event.button) return;
  stage.setPointerCapture(event.pointerId);
  touch = { x: event.clientX, y: event.clientY, from: heightAt(place()), way: "" };
});

stage.addEventListener("pointermove", (event) => {
  if (!touch) return;
  const [x, y] = moved(event);
  if (!touch.way && Math.hypot(x, y) > 10) {
    touch.way = Math.abs(x) > Math.abs(y) ? "across" : "along";
    if (touch.way === "along") hold(true);
  }
  if (touch.way === "along") goTo(between("y", "at", touch.from - y));
});

stage.addEventListener("pointerup", (event) => {
  if (!touch) return;
  const { way } = touch, [x] = moved(event);
  release();
  if (!way) commands.toggle();
  if (way === "across" && Math.abs(x) > 60) open(neighbour(x < 0 ? 1 : -1));
});

stage.addEventListener("pointercancel", release);
stage.addEventListener("wheel", ({ deltaY }) => {
  goTo(between("y", "at", heightAt(place()) + (settings.flipY ? -deltaY : deltaY)));
}, { passive: true });

function hold(wanted) {
  seek(place());
  held = wanted;
}

function release() {
  hold(false);
  touch = null;
}

// How far the finger is from where it came down, as the mirror shows the text.
function moved({ clientX, clientY }) {
  const x = clientX - touch.x, y = clientY - touch.y;
  return [settings.flipX ? -x : x, settings.flipY ? -y : y];
}

$("blank").addEventListener("click", blank);

// ---- The world outside: what is hidden cannot be read, so it waits; what is laid out anew is measured anew

document.addEventListener("visibilitychange", () => {
  if (document.hidden) halt(labels.hidden);
});
document.addEventListener("fullscreenchange", () => {
  // Of the Esc that leaves full screen a page hears nothing else.
  if (!document.fullscreenElement && !leaving) stop();
  leaving = false;
});
addEventListener("hashchange", () => open(takes.find(({ article }) => `#${article.id}` === location.hash) ?? take));
document.fonts.addEventListener("loadingdone", measure);
isStill.addEventListener("change", draw);

document.documentElement.classList.add("live");
applySettings();
open(take);
new ResizeObserver(measure).observe(stage);
