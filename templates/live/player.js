"use strict";
// Plays a short before it is filmed: its slides, its captions word by word, and its sound where there is one, all read
// off one clock for each frame anew.
(() => {
  const $ = (id) => document.getElementById(`player-${id}`);
  const dialog = document.getElementById("player");
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  const context = () => (audio.context ??= new AudioContext());
  const audio = { context: null, buffer: null, source: null };

  let film = null; // what is played; its times are in ms
  let short = ""; // its id
  let at = 0; // the place when the clock was last set
  let since = 0; // performance.now() at that moment
  let playing = false;

  const place = () => Math.min(at + (playing ? performance.now() - since : 0), film.end);
  const clock = (ms) => {
    const tenths = Math.round(ms / 100);
    return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
  };

  // ---- What is seen

  const show = (element, name, value) => {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const lit = (now) => {
    for (const phrase of film.phrases) {
      const spot = phrase.lit.find(([start, end]) => start <= now && now < end);
      if (spot) return [phrase.words, isStill.matches ? -1 : spot[2]];
    }
    return [[], -1];
  };
  const caption = ([words, active]) => {
    const key = JSON.stringify([words, active]);
    if ($("words").dataset.shows === key) return;
    $("words").dataset.shows = key;
    $("words").replaceChildren(...words.flatMap((word, index) => {
      const span = document.createElement("span");
      span.textContent = word;
      span.className = index === active ? "active" : "";
      return index ? [" ", span] : [span];
    }));
    const wide = $("words").offsetWidth / $("words").parentElement.clientWidth;
    $("words").style.setProperty("--fit", wide > 1 ? 1 / wide : 1);
  };
  const beatAt = (now) => film.beats.findLastIndex(([start]) => start <= now);
  const draw = () => {
    const now = place(), slide = film.beats[beatAt(now)][1], { src, alt } = film.slides[slide] ?? { src: "", alt: "" };
    show($("slide"), "src", src);
    show($("slide"), "alt", alt);
    caption(lit(now));
    $("place").value = now;
    $("time").textContent = `${clock(now)} / ${clock(film.end)}`;
    show($("place"), "aria-valuetext", `${clock(now)} of ${clock(film.end)}, slide ${slide + 1} of ${film.slides.length}`);
  };

  // ---- What is heard

  const quiet = () => {
    audio.source?.stop();
    audio.source = null;
  };
  const sound = () => {
    quiet();
    if (!playing || !audio.buffer) return;
    audio.source = context().createBufferSource();
    audio.source.buffer = audio.buffer;
    audio.source.connect(context().destination);
    audio.source.start(0, place() / 1000);
  };
  const listen = async (wanted) => {
    audio.buffer = null;
    if (!wanted.sound) return;
    const answer = await fetch(wanted.sound);
    const buffer = answer.ok ? await context().decodeAudioData(await answer.arrayBuffer()) : null;
    if (film !== wanted) return;
    audio.buffer = buffer;
    sound();
  };

  // ---- What people do

  const frame = () => {
    if (!playing) return;
    if (place() >= film.end) return halt();
    draw();
    requestAnimationFrame(frame);
  };
  const enter = (wanted) => {
    playing = wanted;
    since = performance.now();
    dialog.querySelector("[data-play=toggle]").textContent = playing ? "Pause" : "Play";
    sound();
    draw();
    requestAnimationFrame(frame);
  };
  const seek = (to) => {
    at = Math.max(0, Math.min(to, film.end));
    since = performance.now();
    sound();
    draw();
  };
  function halt() {
    at = place();
    enter(false);
  }
  const step = (direction) => {
    const now = beatAt(place()), [start] = film.beats[now];
    const back = place() - start > 500 ? start : film.beats[Math.max(0, now - 1)][0];
    seek(direction > 0 ? film.beats[now + 1]?.[0] ?? film.end : back);
  };
  const commands = {
    toggle: () => {
      if (playing) return halt();
      if (place() >= film.end) at = 0;
      return enter(true);
    },
    back: () => step(-1),
    forward: () => step(1),
    close: () => dialog.close(),
  };
  const KEYS = { " ": "toggle", k: "toggle", pageup: "back", pagedown: "forward" };

  const load = async (button) => {
    const answer = await fetch(button.dataset.film);
    if (!answer.ok) return false;
    film = await answer.json();
    short = button.dataset.short;
    const [text, accent, ground] = film.colors, [x, y, width, height] = film.band;
    const given = { text, accent, ground, x, y, width, height };
    for (const [name, value] of Object.entries(given)) dialog.style.setProperty(`--film-${name}`, value);
    $("title").textContent = button.closest(".card").querySelector("h2").textContent.trim().replace(/\s+/g, " ");
    $("place").max = film.end;
    listen(film);
    return true;
  };
  const button = () => document.querySelector(`.play[data-short="${short}"]`);

  addEventListener("click", async ({ target }) => {
    const play = target.closest(".play");
    if (!play || !(await load(play))) return;
    dialog.showModal();
    at = 0;
    enter(!isStill.matches);
    dialog.querySelector("[data-play=toggle]").focus();
  });
  dialog.addEventListener("click", ({ target }) => commands[target.closest("[data-play]")?.dataset.play]?.());
  dialog.addEventListener("keydown", (event) => {
    const command = KEYS[event.key.toLowerCase()];
    if (!command || (event.key === " " && event.target.closest("button"))) return;
    event.preventDefault();
    commands[command]();
  });
  $("place").addEventListener("input", ({ target }) => seek(Number(target.value)));
  dialog.addEventListener("close", () => {
    halt();
    button()?.focus({ preventScroll: true });
  });

  // The short was changed while it is played: it goes on at the same place.
  let shown = "";
  addEventListener("changed", async () => {
    $("trouble").textContent = document.querySelector(".trouble.bad") ? "There is an error: this is how it was last." : "";
    const now = button()?.dataset.film;
    if (!dialog.open || !now || now === shown) return;
    shown = now;
    at = place();
    since = performance.now();
    if (await load(button())) seek(at);
  });
})();
