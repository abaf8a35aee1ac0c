/* The page around everything: Copy link, and the whole screen for a story. Loaded on each page, started once. On the map
   the frame knows the address to the day and the spot; elsewhere the address bar does. The data version goes into the
   copy, not into the bar. */
(function () {
  "use strict";
  if (window.musterPage) return;
  const SAID_MS = 2500, LEAST_MS = 120, LONGEST_MS = 3000, NARROW_PX = 768, FOLD_MS = 400;
  let timer = 0;

  function frame() {
    const holder = document.querySelector(".st-key-frame iframe");
    const running = holder && holder.contentWindow.muster && holder.contentWindow.muster.frame;
    return running && running.ready ? running : null;
  }

  function address(version) {
    const running = frame();
    const url = new URL(running ? running.address() : window.location.href);
    if (version) url.searchParams.set("v", version);
    // Commas need no escape in a query, and a link is read by people too.
    url.search = url.search.replace(/%2C/gi, ",");
    return url.href;
  }

  /* The words stay where a screen reader finds them, until something else is said; they are seen for a moment. */
  function say(box, words) {
    box.querySelector(".page-link-said").textContent = words;
    box.classList.toggle("is-said", Boolean(words));
    clearTimeout(timer);
    if (words) timer = setTimeout(() => box.classList.remove("is-said"), SAID_MS);
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
    say(box, "");
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
  /* A view of the map is added to a story as it stands now, to the day and the spot: the frame knows both, and tells it. */
  document.addEventListener("click", (event) => {
    const running = event.target.closest(".st-key-add-to-story button") && frame();
    if (!running) return;
    event.stopPropagation();
    event.preventDefault();
    running.bar.pause(true);
    running.tell({ story: running.address() });
  }, true);

  /* Who goes to another page of ours takes the view along as the map stands now: the server is told first. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-testid='stTopNavLink'], [data-testid='stSidebarNavLink']"), running = link && frame();
    if (!running || running.isHeard()) return;
    event.preventDefault();
    event.stopPropagation();
    running.bar.pause(true);
    running.tell({});
    const asked = performance.now();
    const go = () => {
      const waited = performance.now() - asked, isRunning = document.querySelector("[data-testid=stApp]").dataset.testScriptState === "running";
      if (waited > LONGEST_MS || (waited > LEAST_MS && !isRunning)) link.click(); else setTimeout(go, 40);
    };
    go();
  }, true);

  /* On a telephone the list of pages makes way for the page that was chosen. */
  document.addEventListener("click", (event) => {
    if (window.innerWidth > NARROW_PX || !event.target.closest("[data-testid='stSidebarNavLink']")) return;
    setTimeout(() => {
      const bar = document.querySelector("[data-testid=stSidebar]"), fold = document.querySelector("[data-testid=stSidebarCollapseButton] button");
      if (fold && bar.getAttribute("aria-expanded") !== "false" && bar.getBoundingClientRect().right > 0) fold.click();
    }, FOLD_MS);
  });

  /* The whole screen: asked in the very click that begins a story, as a browser wants it; left with the story. */
  const whole = () => document.documentElement.requestFullscreen && document.fullscreenEnabled;
  function fill() { if (whole() && !document.fullscreenElement) document.documentElement.requestFullscreen().catch(() => {}); }
  function leave() { if (document.fullscreenElement) document.exitFullscreen().catch(() => {}); }

  document.addEventListener("click", (event) => {
    const on = (key) => event.target.closest(`[class*="st-key-${key}"] button`);
    if (on("story-end")) leave();
    else if (on("story-screen")) { if (document.fullscreenElement) leave(); else fill(); }
  }, true);
  // Escape leaves the whole screen by the browser's own hand, and no key comes with it: the story goes on in the window.
  document.addEventListener("fullscreenchange", () => {
    document.documentElement.classList.toggle("muster-whole", Boolean(document.fullscreenElement));
  });
  /* With no hand on anything in the page, the keys of time are the map's: space, arrows, Home, End. */
  document.addEventListener("keydown", (event) => {
    const running = event.target === document.body && frame();
    if (running && !running.told && [" ", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) running.key(event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "f" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, [contenteditable]")) return;
    const button = document.querySelector(".st-key-story-screen button");
    if (button) button.click();
  });

  document.addEventListener("keydown", (event) => {
    const box = event.target.closest && event.target.closest(".page-link");
    if (event.key !== "Escape" || !box) return;
    close(box);
    box.querySelector("button").focus();
  });
  window.musterPage = { address };
})();
