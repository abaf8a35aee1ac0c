/* What a box over the map would hide of what is reported. */
(function (muster) {
  "use strict";
  const ACROSS = 10, DOWN = 7, BESIDE_PX = 12;

  /* How many symbols lie in a box of the frame or close to it, and what share of the box areas and extents fill. */
  function hidden(frame, box) {
    const layer = frame.marks, host = frame.map.getContainer().getBoundingClientRect();
    const grid = frame.map.containerPointToLayerPoint([0, 0]).subtract(layer._bounds.min);
    let symbols = 0, hits = 0;
    for (const m of layer.points || []) {
      const x = m.x - grid.x + host.left, y = m.y - grid.y + host.top, beside = Math.max(BESIDE_PX, m.radius);
      if (x > box[0] - beside && x < box[2] + beside && y > box[1] - beside && y < box[3] + beside) symbols++;
    }
    for (let i = 0; i < ACROSS; i++) {
      for (let j = 0; j < DOWN; j++) {
        const x = box[0] + (i + 0.5) / ACROSS * (box[2] - box[0]) - host.left, y = box[1] + (j + 0.5) / DOWN * (box[3] - box[1]) - host.top;
        const found = layer.hit({ x, y });
        if (found !== null && found !== -1) hits++;
      }
    }
    return { symbols, share: hits / (ACROSS * DOWN) };
  }

  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /* Whether a card hides nothing that is reported, and no other card. */
  function isClear(frame, card) {
    const r = card.getBoundingClientRect();
    const others = [...document.querySelectorAll(".muster-card")].filter((other) => other !== card && !other.contains(card) && !card.contains(other));
    if (r.bottom > frame.parts.bar.getBoundingClientRect().top || others.some((other) => other.offsetWidth && meet(r, other.getBoundingClientRect()))) return false;
    const { symbols, share } = hidden(frame, [r.left, r.top, r.right, r.bottom]);
    return !symbols && !share;
  }

  /* The legend opens by itself where it hides nothing, and folds where it would; once the reader has opened or folded it,
     it stays so. */
  function settleLegend(frame, mayOpen) {
    const box = frame.parts.legend.querySelector("details");
    if (!box || frame.legendOpen !== undefined || frame.presenting || !frame.marks || !frame.marks._bounds) return;
    if (frame.small) { box.open = false; return; }
    if (!box.open && !mayOpen) return;
    box.open = true;
    box.open = isClear(frame, frame.parts.legend);
  }

  muster.covering = { hidden, settleLegend };
})(window.muster = window.muster || {});
