/* The page around the map in a file of its own: switches for the sources, and the claims behind what is clicked.
   All text by textContent. */
(function () {
  "use strict";
  const LIST_PX = 120;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const page = read("muster-page");
  const inner = document.getElementById("muster-map");
  const list = document.getElementById("muster-list");
  const title = document.getElementById("muster-list-title");

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function show(name, claims) {
    title.textContent = name;
    list.replaceChildren();
    for (const claim of claims) {
      const item = element("li");
      const who = element("b", "", claim.who);
      who.style.borderLeftColor = claim.colour;
      item.append(who, element("span", "stance", claim.what), element("p", "", claim.summary), element("small", "", claim.when));
      list.append(item);
    }
    if (!claims.length) list.append(element("li", "none", "No claim."));
  }

  function start() {
    show("Click a place to read its claims", []);
    list.replaceChildren();
  }

  /* What the map says back: a place, a part of the tally, or the claims that give a figure of the headline. */
  function heard(value) {
    const frame = inner.contentWindow.muster.frame, { claims } = frame, { Claims } = inner.contentWindow.muster;
    const rows = (pass) => page.claims.filter((_, row) => pass(row));
    if (value.claims) show("What gives this figure", value.claims.map((row) => page.claims[row]));
    else if (value.place >= 0) show(page.places[value.place], rows((row) => claims.place[row] === value.place && claims.bin[row] === Claims.SHOWN));
    else if (value.bin === "total") show("All claims", page.claims);
    else if (value.bin) show(page.bins[value.bin] || value.bin, rows((row) => claims.bin[row] === Claims.BINS.indexOf(value.bin)));
    else { start(); return; }
    // On a small screen the list stands below the map: it comes into sight.
    if (title.getBoundingClientRect().top > window.innerHeight - LIST_PX) title.scrollIntoView({ block: "center" });
  }

  /* How high the date bar is: beside it the map has its share of the screen. */
  window.musterBar = (px) => document.documentElement.style.setProperty("--bar", `${px}px`);

  /* Without a click first: with no hand on a field, the keys of time are the map's. */
  document.addEventListener("keydown", (event) => {
    const running = inner.contentWindow.muster && inner.contentWindow.muster.frame;
    if (!running || !running.ready || event.target.closest("input, select, textarea, button, a, [contenteditable]")) return;
    if ([" ", "ArrowLeft", "ArrowRight", "Home", "End", "Escape"].includes(event.key)) running.key(event);
  });

  const who = document.getElementById("muster-who");
  page.switches.forEach(({ name, colour, on }) => {
    const label = element("label"), box = element("input");
    box.type = "checkbox";
    box.checked = on;
    box.style.accentColor = colour;
    label.append(box, element("span", "", name));
    who.append(label);
  });
  start();
  window.musterHeard = heard;
})();
