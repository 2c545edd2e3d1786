"use strict";
// The key stands behind the `#`, so it is in no request line. It is changed into a cookie, and leaves the address.
(async () => {
  const said = document.getElementById("said");
  const key = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  said.textContent = "One moment …";
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/enter", { method: "POST", headers, body: JSON.stringify({ key }) });
  if (answer.ok) location.replace("/");
  else said.textContent = "This address was used already, or is of an earlier start. Open the one that the terminal shows.";
})();
