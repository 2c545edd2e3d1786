"use strict";
// Keeps the page as the server says the day is: parts whose version is another are fetched and put in place, and what
// a person was doing there goes on.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const FOCUSABLE = "a[href], button, input, summary, [tabindex]";

  const text = async (name) => {
    const answer = await fetch(`/held/${name}.html`);
    if (!answer.ok) throw new Error(name); // it is gone: a newer state is on its way
    return answer.text();
  };

  // What is open and has the focus in a part, to be restored in what comes in its place.
  const noted = (part) => ({
    open: all("details", part).map((details) => details.open),
    focus: all(FOCUSABLE, part).indexOf(document.activeElement),
  });
  const restore = (part, { open, focus }) => {
    all("details", part).forEach((details, index) => { details.open = open[index] ?? false; });
    if (focus >= 0) all(FOCUSABLE, part)[focus]?.focus({ preventScroll: true });
  };
  const put = (part, version, html) => {
    const before = noted(part);
    part.innerHTML = html;
    part.dataset.version = version;
    restore(part, before);
  };

  // The card that is read stays where it is on the screen, whatever is put above it.
  const still = (change) => {
    const read = all(".card").find((card) => card.getBoundingClientRect().bottom > 0);
    const top = read?.getBoundingClientRect().top;
    change();
    const now = read && document.getElementById(read.id);
    if (now) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
  };

  const place = (name) => one(`[data-part="${name}"]`);
  const made = (name) => {
    const part = document.createElement("div");
    part.className = "part";
    part.dataset.part = name;
    return part;
  };
  const order = (names) => {
    const main = one("#shorts");
    const shorts = names.filter((name) => name.startsWith("short-")).map((name) => place(name) ?? made(name));
    for (const part of all("[data-part]", main)) if (!shorts.includes(part)) part.remove();
    shorts.forEach((part, index) => {
      const there = all("[data-part]", main)[index];
      if (there !== part) main.insertBefore(part, there ?? null);
    });
  };

  const bring = async ({ page, parts }) => {
    if (page !== document.body.dataset.page) return location.reload();
    const stale = parts.filter(([name, version]) => place(name)?.dataset.version !== version);
    const fetched = await Promise.all(stale.map(async ([name, version]) => [name, version, await text(version)]));
    still(() => {
      order(parts.map(([name]) => name));
      for (const [name, version, html] of fetched) put(place(name), version, html);
    });
    dispatchEvent(new Event("changed"));
    tell(fetched.map(([name]) => name).filter((name) => name.startsWith("short-")));
  };
  const tell = (shorts) => {
    const numbers = shorts.map((name) => one("h2 .number", place(name)).textContent);
    if (numbers.length) one("#link").textContent = `Live. Changed: ${numbers.join(", ")}`;
  };

  // One state after the other, and of those that wait only the last.
  let next = null;
  let busy = false;
  const follow = async () => {
    if (busy) return;
    busy = true;
    while (next) {
      const state = next;
      next = null;
      try {
        await bring(state);
      } catch { /* the next state mends it */ }
    }
    busy = false;
  };

  const events = new EventSource("/events");
  events.addEventListener("day", ({ data }) => {
    next = JSON.parse(data);
    follow();
  });
  events.addEventListener("remote", ({ data }) => dispatchEvent(new CustomEvent("remote", { detail: JSON.parse(data) })));
  events.onopen = () => { one("#link").textContent = "Live"; };
  events.onerror = () => { one("#link").textContent = "Not connected: is `shortsgen watch` still running?"; };
})();
