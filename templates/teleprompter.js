// A teleprompter that scrolls by the timeline. Every row of text has the time of its first word; where the text stands
// is read off these rows for each frame anew, from the clock, so that no frame can add an error to the next.
//
// This file has the settings, the text, the clock and the drawing; teleprompter-controls.js, which follows it in the
// same module, has what people do: keys, buttons, fingers.

const $ = (id) => document.getElementById(id);
const all = (selector, under = document) => [...under.querySelectorAll(selector)];
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const stage = $("stage"), text = $("text");

// The words of the page in its language; what stands in braces is filled in.
const labels = JSON.parse(document.body.dataset.labels);
const said = (label, values) => label.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// ---- Settings: remembered from visit to visit, where the browser lets a page of a file remember anything

const MEMORY = "shortsgen.teleprompter";
const DEFAULTS = { size: 100, eye: 30, speed: 100, countdown: 3, flipX: false, flipY: false, picture: true };
const LIMITS = { size: [30, 200], eye: [10, 60], speed: [50, 200], countdown: [0, 5] };
const settings = { ...DEFAULTS, ...remembered() };

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(MEMORY)) ?? {};
    return Object.fromEntries(Object.entries(kept).filter(([name, value]) => isValid(name, value)));
  } catch {
    return {};
  }
}

function isValid(name, value) {
  const [low, high] = LIMITS[name] ?? [];
  return Object.hasOwn(DEFAULTS, name) && typeof value === typeof DEFAULTS[name]
    && (low === undefined || (value >= low && value <= high));
}

function change(name, value) {
  seek(place()); // the clock has run at the old speed until now
  settings[name] = LIMITS[name] ? clamp(value, ...LIMITS[name]) : value;
  try {
    localStorage.setItem(MEMORY, JSON.stringify(settings));
  } catch { /* then only until the page is closed */ }
  applySettings();
}

function applySettings() {
  const root = document.documentElement;
  root.style.setProperty("--size", settings.size / 100);
  root.style.setProperty("--eye", settings.eye);
  for (const name of ["flipX", "flipY", "picture"]) root.classList.toggle(name, settings[name]);
  for (const input of all("input[data-setting]")) showSetting(input, settings[input.dataset.setting]);
  for (const button of all("[data-pressed]")) button.setAttribute("aria-pressed", settings[button.dataset.pressed]);
  measure();
}

function showSetting(input, value) {
  if (input.type === "radio") input.checked = Number(input.value) === value;
  else {
    input.value = value;
    input.nextElementSibling.textContent = `${value} %`;
  }
}

// ---- Takes: the text of a short, and where its rows stand

const takes = all("article").map((article) => ({
  article,
  name: article.dataset.name,
  end: Number(article.dataset.end),
  marks: all("[data-at]", article),
  beats: all("[data-start]", article).map(({ dataset }) => ({ start: Number(dataset.start), slide: dataset.slide })),
  holds: all("[data-until]", article).map((cue) => ({
    from: Number(cue.dataset.at), until: Number(cue.dataset.until), remains: cue.querySelector(".remains"),
  })),
  rows: [], // {at, y}: when, in ms, and how far below the beginning of the text, in px
}));
let take = takes.find(({ article }) => `#${article.id}` === location.hash) ?? takes[0];

// Positions are those of the layout: neither the scrolling nor a mirror changes them.
function measure() {
  const pitch = parseFloat(getComputedStyle(text).lineHeight);
  take.rows = [];
  for (const mark of take.marks) {
    const y = mark.offsetTop + Math.min(mark.offsetHeight, pitch) / 2;
    if (y - (take.rows.at(-1)?.y ?? -pitch) > pitch / 3) take.rows.push({ at: Number(mark.dataset.at), y });
  }
  draw();
}

// From one measure of the rows to the other, "at" or "y", in straight lines between them.
function between(from, to, value) {
  const next = take.rows.findIndex((row) => row[from] > value);
  if (next === 0) return take.rows[0][to];
  if (next < 0) return take.rows.at(-1)[to];
  const low = take.rows[next - 1], high = take.rows[next];
  return low[to] + ((value - low[from]) / (high[from] - low[from])) * (high[to] - low[to]);
}

const isStill = matchMedia("(prefers-reduced-motion: reduce)");
const rowAt = (at) => take.rows.findLast((row) => row.at <= at) ?? take.rows[0];
const heightAt = (at) => (isStill.matches ? rowAt(at).y : between("at", "y", at));

// ---- The clock: where in the take we are, in ms of the timeline

let state = "ready"; // ready, counting, running, paused, ended
let at = 0; // the place when the clock was last set
let since = 0; // performance.now() at that moment
let held = false; // by a finger on the text

const isGoing = () => state === "running" || state === "counting";
const isMoving = () => state === "running" && !held;
const elapsed = () => (isMoving() ? (performance.now() - since) * (settings.speed / 100) : 0);
const place = () => clamp(at + elapsed(), 0, take.end);

function seek(to) {
  at = clamp(to, 0, take.end);
  since = performance.now();
}

function enter(next, told) {
  state = document.body.dataset.state = next;
  $("toggle").textContent = isGoing() ? labels.pause : labels.start;
  tell(told);
  if (state === "running") stayAwake();
  else letSleep();
  draw();
  schedule();
}

function tell(told) {
  $("state").textContent = told;
}

// A tablet must not go dark while somebody reads from it.
let lock = null;
async function stayAwake() {
  try {
    lock = await navigator.wakeLock.request("screen");
    if (state !== "running") letSleep(); // stopped meanwhile
  } catch { /* not offered, or refused: the take goes on */ }
}

function letSleep() {
  lock?.release();
  lock = null;
}

// ---- Drawing

let scheduled = 0; // one frame at a time, whoever asks

function schedule() {
  cancelAnimationFrame(scheduled);
  if (isGoing()) scheduled = requestAnimationFrame(frame);
}

function frame() {
  if (state === "counting") count();
  if (state === "running" && place() >= take.end) finish();
  draw();
  schedule();
}

function draw() {
  if (!take.rows.length) return;
  const now = place(), speed = settings.speed / 100;
  text.style.transform = `translateY(${-heightAt(now)}px)`;
  $("bar").style.setProperty("--done", now / take.end);
  write($("elapsed"), clock(Math.floor(now / speed / 1000)));
  write($("left"), clock(Math.ceil((take.end - now) / speed / 1000)));
  write($("speed"), `${settings.speed} %`);
  for (const { from, until, remains } of take.holds) write(remains, countDown(from, until, now, speed));
  showSlide(take.beats.findLast((beat) => beat.start <= now).slide);
}

function write(element, written) {
  if (element.textContent !== written) element.textContent = written;
}

// How many seconds are left of a hold, in tenths, while it lasts.
function countDown(from, until, now, speed) {
  if (state === "ready" || now < from || now >= until) return "";
  const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return ((until - now) / speed / 1000).toLocaleString(document.documentElement.lang, tenths);
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

// The pictures wait in templates, so that the page holds one at a time.
function showSlide(number) {
  const source = $(`${take.article.id}-${number}`);
  if (!source || $("picture").dataset.shows === source.id) return;
  $("picture").dataset.shows = source.id;
  $("picture").replaceChildren(source.content.cloneNode(true));
}

// ---- Starting and stopping

let zero = 0; // performance.now() at which the countdown ends

function start() {
  unblank();
  if (state === "ended") seek(0);
  if (place() > 0 || !settings.countdown) return run(performance.now());
  zero = performance.now() + settings.countdown * 1000;
  count();
  enter("counting", said(labels.counting, { seconds: settings.countdown }));
}

function count() {
  const left = zero - performance.now();
  write($("count"), left > 0 ? String(Math.ceil(left / 1000)) : "");
  if (left <= 0) run(zero); // not at the frame that noticed
}

function run(from) {
  seek(place());
  since = from;
  enter("running", labels.running);
}

function halt(told = labels.paused) {
  if (!isGoing()) return;
  seek(place());
  write($("count"), "");
  rest(told);
}

function rest(told) {
  if (at > 0) enter("paused", told);
  else enter("ready", labels.ready);
}

function finish() {
  seek(take.end);
  enter("ended", labels.ended);
}

function restart() {
  halt();
  goTo(0);
}

// To a place of the take. A take that runs goes on from there.
function goTo(to) {
  unblank();
  if (state === "counting") halt();
  seek(to);
  if (!isGoing()) rest(labels.paused);
  draw();
}
