/* The card of a story that is told around the frame. It stands where it hides least: off the cards on the map, off what is
   reported, in a corner where it can be. Names keep off it. */
(function (muster) {
  "use strict";
  const GAP = 24, NARROW = 768, COLUMNS = 15, ROWS = 9;
  const CARDS = 40, COVERED = 4, SYMBOL = 1.5, AREA = 6, ANY = 2, MIDDLE = 0.8, WEST = 0.3, LOW = 0.2;

  function outer() { return window.parent === window ? null : window.parent; }

  function card() {
    const page = outer();
    return page ? page.document.querySelector(".st-key-story") : null;
  }

  /* Where the frame lies in the page around it. */
  function shift() {
    const r = window.frameElement ? window.frameElement.getBoundingClientRect() : { left: 0, top: 0 };
    return [r.left, r.top];
  }

  /* The card as a box of this frame, or null where there is none. */
  function box() {
    const node = card();
    if (!node) return null;
    const r = node.getBoundingClientRect(), [x, y] = shift();
    return r.width ? [r.left - x, r.top - y, r.right - x, r.bottom - y] : null;
  }

  /* How large it is where a place is sought for it, else null. */
  function size() {
    const node = card();
    return node && node.offsetWidth && outer().innerWidth > NARROW ? [node.offsetWidth, node.offsetHeight] : null;
  }

  /* What it covers of the map where it stands below on a narrow screen, else null. */
  function fixed(frame) {
    const told = card() && outer().innerWidth <= NARROW ? box() : null, host = frame.map.getContainer().getBoundingClientRect();
    return told && [told[0] - host.left, told[1] - host.top, told[2] - host.left, told[3] - host.top];
  }

  function share(a, b) {
    const w = Math.min(a[2], b[2]) - Math.max(a[0], b[0]), h = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    return w > 0 && h > 0 ? w * h / ((a[2] - a[0]) * (a[3] - a[1])) : 0;
  }

  /* What it would cost to stand in a box of this frame, as soon as it is more than the least so far. */
  function cost(frame, at, cards, least) {
    let sum = 0;
    for (const other of cards) {
      const covered = share(at, other);
      if (covered) sum += COVERED + CARDS * covered;
    }
    if (sum >= least) return sum;
    const { symbols, share: filled } = muster.covering.hidden(frame, at);
    return sum + SYMBOL * symbols + (filled ? ANY : 0) + AREA * filled;
  }

  const SEEK_MS = 120, TRIES = 40;
  let placed = "", sought = 0, tries = TRIES;
  const watcher = new ResizeObserver(() => { if (watcher.frame) place(watcher.frame); });

  /* Set the card for the step that is told; it stays there while time runs and the map is moved. */
  function place(frame) {
    const node = frame.told && frame.ready ? card() : null;
    clearTimeout(sought);
    if (!node) {
      placed = "";
      // The page around draws it a moment after the frame heard of the step.
      if (frame.told && frame.ready && tries-- > 0) sought = setTimeout(() => place(frame), SEEK_MS);
      return;
    }
    tries = TRIES;
    if (watcher.node !== node) { watcher.disconnect(); watcher.node = node; watcher.frame = frame; watcher.observe(node); }
    const page = outer(), w = node.offsetWidth, h = node.offsetHeight;
    const key = [frame.told, w, h, page.innerWidth, page.innerHeight, frame.parts.bar.offsetHeight].join();
    if (key === placed) return;
    placed = key;
    // What is shown whole leaves room for it.
    if (frame.extent === "All") frame.go(frame.current, false);
    if (page.innerWidth > NARROW) {
      const [x0, y0] = shift(), bottom = frame.parts.bar.getBoundingClientRect().top;
      const cards = [...document.querySelectorAll(".muster-card")].filter((c) => !frame.parts.bar.contains(c)).map((c) => c.getBoundingClientRect())
        .filter((r) => r.width).map((r) => [r.left - 8, r.top - 8, r.right + 8, r.bottom + 8]);
      const widest = window.innerWidth - w - GAP, lowest = Math.max(GAP, bottom - h - GAP);
      let best = null;
      for (let i = 0; i < COLUMNS; i++) {
        for (let j = 0; j < ROWS; j++) {
          const fx = 1 - i / (COLUMNS - 1), fy = j / (ROWS - 1);
          const x = GAP + fx * (widest - GAP), y = GAP + fy * (lowest - GAP);
          const middle = MIDDLE * (Math.min(fx, 1 - fx) + Math.min(fy, 1 - fy));
          const sum = cost(frame, [x, y, x + w, y + h], cards, best ? best.sum : Infinity) + middle + WEST * (1 - fx) + LOW * fy;
          if (!best || sum < best.sum) best = { sum, x: x + x0, y: y + y0 };
        }
      }
      const style = page.document.documentElement.style;
      style.setProperty("--story-left", `${Math.round(best.x)}px`);
      style.setProperty("--story-top", `${Math.round(best.y)}px`);
    }
    frame.labels.cardsChanged();
  }

  muster.storycard = { place, box, size, fixed };
})(window.muster = window.muster || {});
