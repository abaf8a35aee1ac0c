/* The page around everything: Copy link. Loaded on each page, started once. On the map the frame knows the address to
   the day and the spot; elsewhere the address bar does. The data version goes into the copy, not into the bar. */
(function () {
  "use strict";
  if (window.musterPage) return;
  const SAID_MS = 2500;
  let timer = 0;

  function address(version) {
    const holder = document.querySelector(".st-key-frame iframe");
    const running = holder && holder.contentWindow.muster && holder.contentWindow.muster.frame;
    const url = new URL(running && running.ready ? running.address() : window.location.href);
    if (version) url.searchParams.set("v", version);
    // Commas need no escape in a query, and a link is read by people too.
    url.search = url.search.replace(/%2C/gi, ",");
    return url.href;
  }

  function say(box, words) {
    box.querySelector(".page-link-said").textContent = words;
    box.classList.toggle("is-said", Boolean(words));
    clearTimeout(timer);
    if (words) timer = setTimeout(() => say(box, ""), SAID_MS);
  }

  /* Where the browser gives no clipboard (plain http in a local network): the text, selected, to be copied by hand. */
  function offer(box, href) {
    const field = box.querySelector("input"), hint = box.querySelector(".page-link-hint");
    box.querySelector(".page-link-offer").hidden = false;
    field.value = href;
    field.focus();
    field.select();
    const copied = document.execCommand("copy");
    hint.textContent = copied ? "Copied. It is selected, too." : "Selected: copy it with Ctrl+C.";
    if (copied) say(box, "Copied");
  }

  function close(box) { box.querySelector(".page-link-offer").hidden = true; }

  async function copy(box) {
    const href = address(box.dataset.version);
    close(box);
    if (!navigator.clipboard) { offer(box, href); return; }
    try {
      await navigator.clipboard.writeText(href);
      say(box, "Copied");
    } catch {
      offer(box, href);
    }
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest(".page-link");
    for (const other of document.querySelectorAll(".page-link")) if (other !== box) close(other);
    if (event.target.closest(".page-link-copy")) copy(box);
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest && event.target.closest(".page-link");
    if (event.key !== "Escape" || !box) return;
    close(box);
    box.querySelector("button").focus();
  });
  window.musterPage = { address };
})();
