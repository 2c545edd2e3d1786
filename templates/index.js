"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);

  // The words of the page in its language; what stands in braces is filled in.
  const labels = JSON.parse(document.body.dataset.labels);
  const said = (label, values) => label.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const search = one(".search input");
  const shown = one(".shown");
  const none = one(".none");
  const plain = (element) => element.textContent.toLowerCase();

  // Read again where the page is changed, as by the server of a day that is being written.
  let cards, entries, radios;
  const look = () => {
    cards = all(".card");
    entries = new Map(all(".contents li").map((item) => [item.dataset.of, item]));
    radios = all(".filter input");
    for (const button of all(".copy")) button.hidden = false;
  };

  // What is searched of a short: its number, title, id, talk track and all its code. Read once, when it is needed.
  const texts = new WeakMap();
  const text = (card) => {
    if (!texts.has(card)) texts.set(card, all("h2, .id, .talk .say, pre code", card).map(plain).join("\n"));
    return texts.get(card);
  };

  // The state is in the fragment: `#problem=any&q=relu`. A fragment that names a short filters nothing.
  const stateOf = (fragment) => {
    const words = new URLSearchParams(fragment.replace(/^#/, ""));
    const known = new Set(radios.map((radio) => radio.value));
    const keys = ["problem", "status"].filter((name) => words.has(name)).map((name) => `${name}=${words.get(name)}`);
    return { key: keys.find((key) => known.has(key)) || "", query: words.get("q") || "" };
  };
  const fragmentOf = ({ key, query }) => {
    const words = new URLSearchParams(key);
    if (query.trim()) words.set("q", query);
    return `${words}` ? `#${words}` : location.pathname + location.search;
  };
  const current = () => ({ key: radios.find((radio) => radio.checked).value, query: search.value });

  const apply = ({ key, query }) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const card of cards) {
      const passes = (!key || card.dataset.keys.split(" ").includes(key)) && words.every((word) => text(card).includes(word));
      card.hidden = !passes;
      entries.get(card.id).hidden = !passes;
      count += passes;
    }
    none.hidden = count > 0 || cards.length === 0;
    shown.textContent = said(labels.found, { count, total: cards.length });
  };
  const take = (state) => {
    for (const radio of radios) radio.checked = radio.value === state.key;
    search.value = state.query;
    apply(state);
  };
  const choose = (remember) => {
    history[remember](null, "", fragmentOf(current()));
    apply(current());
  };

  one(".filters").addEventListener("change", (event) => {
    if (event.target.type === "radio") choose("pushState");
  });
  search.addEventListener("input", () => choose("replaceState"));
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  one(".reset").addEventListener("click", () => {
    take({ key: "", query: "" });
    choose("pushState");
    search.focus();
  });
  const arrive = () => {
    take(stateOf(location.hash));
    // A card that a filter hid is found only after the cards above it have been laid out.
    const find = () => one(":target")?.scrollIntoView();
    find();
    requestAnimationFrame(() => requestAnimationFrame(find));
  };
  addEventListener("hashchange", arrive);

  // While a filter is on, going to a short must not take it off.
  one("aside nav").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const { key, query } = current();
    if (!link || (!key && !query.trim()) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const card = document.getElementById(link.hash.slice(1));
    card.scrollIntoView();
    card.focus({ preventScroll: true });
  });

  // Copying. Pages that are opened from a disk have no clipboard in some browsers, but they can copy a selection.
  const status = one("#said");
  const exact = (code) => (code.dataset.exact ? JSON.parse(code.dataset.exact) : code.textContent);
  const bySelection = (code) => {
    const before = document.activeElement;
    const put = (event) => {
      event.clipboardData.setData("text/plain", exact(code));
      event.preventDefault();
    };
    document.addEventListener("copy", put, { once: true });
    getSelection().selectAllChildren(code);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", put);
    if (done) getSelection().removeAllRanges();
    if (before) before.focus();
    return done;
  };
  const copied = async (code) => {
    try {
      await navigator.clipboard.writeText(exact(code));
      return true;
    } catch {
      return bySelection(code);
    }
  };
  addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const [label, what] = [button.firstChild, one(".unseen", button).textContent.trim()];
    const done = await copied(one("code", button.closest(".code")));
    status.textContent = said(done ? labels.copied_what : labels.not_copied, { what });
    label.textContent = done ? labels.copied : labels.selected;
    setTimeout(() => {
      label.textContent = labels.copy_code;
      status.textContent = "";
    }, 2000);
  });

  addEventListener("changed", () => {
    const state = current();
    look();
    take(state);
  });

  look();
  one(".filters").hidden = false;
  shown.hidden = false;
  take(stateOf(location.hash));
})();
