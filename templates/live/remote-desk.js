"use strict";
// The computer's side of a phone that is the remote: show the code to scan, compare, allow or refuse.
(() => {
  const $ = (id) => document.getElementById(id);
  const dialog = $("remote");
  let code = "";

  const post = async (path, sent) => {
    const body = sent ? JSON.stringify(sent) : "";
    const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body });
    $("remote-said").textContent = answer.ok ? "" : await answer.text();
  };
  const answered = (answer) => post("/remote/answer", { code, answer });
  const commands = {
    hide: () => dialog.close(),
    open: () => post("/remote/open"),
    close: () => post("/remote/close"),
    allow: () => answered("allow"),
    refuse: () => answered("refuse"),
  };

  addEventListener("remote", ({ detail }) => {
    for (const each of dialog.querySelectorAll("[data-when]")) {
      each.hidden = !each.dataset.when.split(" ").includes(detail.state);
    }
    if (detail.state === "offered") {
      $("remote-code").setAttribute("viewBox", `0 0 ${detail.size} ${detail.size}`);
      $("remote-code").firstElementChild.setAttribute("d", detail.path);
      $("remote-address").textContent = detail.address;
    }
    if (detail.state === "asked") {
      code = detail.code;
      $("remote-asks").textContent = code;
      if (!dialog.open) dialog.showModal();
      dialog.querySelector("[data-remote=refuse]").focus(); // so that no Enter allows what nobody compared
    }
  });

  $("phone").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", ({ target }) => commands[target.closest("[data-remote]")?.dataset.remote]?.());
})();
