/* Where the map stands so that all that is drawn is seen whole, but for vast areas, which may be cut: as close as can be,
   with nothing else of it under a card or out of sight. What is drawn is held as a coarse picture of which one can ask, for any box, how much of it lies within. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { mercX, mercY, trace, WORLD } = muster.base;
  const CELLS = 360, EDGE_PX = 10, BADGE_PX = 8, AREA_PX = 2, AROUND_PX = 30, ACROSS = 30, DOWN = 24, LEAST_ZOOM = 1, MOST_ZOOM = 9, STEP = 0.25, EARTH_M = 40075016.686;
  /* An area of these kinds is vast from this share of all that is drawn; what it costs in steps of zoom to see none of it. */
  const VAST_KINDS = ["macro_region", "area"], VAST = 0.15, CUT = 0.85;
  /* What smaller insets or none, and a folded legend, are worth in steps of zoom. */
  const INSETS = [[1, 0], [0.84, 0.6], [0.7, 0.9], [0, 1.1]], LEAST_INSET_PX = [230, 165], FOLDED = 0.2, WIDER = 1, STORY_PX = 24, MARGIN_PX = 8, OFF = 1.2;

  /* How much of a picture of cells lies in a box: every sum from its corner, once. */
  class Sums {
    constructor(wide, high, filled) {
      this.wide = wide;
      this.high = high;
      this.sum = new Uint32Array((wide + 1) * (high + 1));
      for (let y = 0; y < high; y++) {
        for (let x = 0, row = 0; x < wide; x++) {
          row += filled(x, y) ? 1 : 0;
          this.sum[(y + 1) * (wide + 1) + x + 1] = this.sum[y * (wide + 1) + x + 1] + row;
        }
      }
      this.all = this.sum[this.sum.length - 1];
    }

    within(left, top, right, bottom) {
      const x0 = Math.max(0, Math.floor(left)), y0 = Math.max(0, Math.floor(top));
      const x1 = Math.min(this.wide, Math.ceil(right)), y1 = Math.min(this.high, Math.ceil(bottom));
      if (x1 <= x0 || y1 <= y0) return 0;
      const w = this.wide + 1;
      return this.sum[y1 * w + x1] - this.sum[y0 * w + x1] - this.sum[y1 * w + x0] + this.sum[y0 * w + x0];
    }
  }

  /* All that a data set draws, countries apart, whatever is switched off: extents to scale, and symbols in pixels. */
  class Ground {
    constructor({ data, claims, shapes }) {
      const background = data.tiers.indexOf("secondary"), shown = new Set();
      for (let row = 0; row < claims.size; row++) if (claims.tier[row] !== background && claims.place[row] >= 0) shown.add(claims.place[row]);
      const places = [...shown].map((index) => data.places[index]).filter((place) => place.kind !== "country" && place.box);
      this.isEmpty = !places.length;
      if (this.isEmpty) return;
      const boxOf = ({ box: [w, s, e, n] }) => [mercX(w), mercY(n), mercX(e), mercY(s)];
      const around = (some) => [0, 1, 2, 3].map((k) => Math[k < 2 ? "min" : "max"](...some.map((place) => boxOf(place)[k])));
      const sizeOf = (box) => (box[2] - box[0]) * (box[3] - box[1]);
      const all = around(places), exact = places.filter((place) => !VAST_KINDS.includes(place.kind) || sizeOf(boxOf(place)) < VAST * sizeOf(all));
      const close = exact.length ? around(exact) : all;
      const apart = ([a, b, c, d]) => a > close[2] || c < close[0] || b > close[3] || d < close[1];
      // A vast area may be cut, as in a figure; where it lies apart from all that is exact it is seen whole.
      const vast = new Set(places.filter((place) => exact.length && !exact.includes(place) && !apart(boxOf(place))));
      this.loose = [...vast].map((place) => place.id);
      const [left, top, right, bottom] = all;
      this.whole = [left, top];
      this.box = around(places.filter((place) => !vast.has(place)));
      this.cell = Math.max(right - left, bottom - top, 1e-4) / CELLS;
      const wide = Math.ceil((right - left) / this.cell) + 1, high = Math.ceil((bottom - top) / this.cell) + 1;
      const areas = this.sheet(wide, high), loose = this.sheet(wide, high), points = new Uint8Array(wide * high);
      for (const place of places) this.paint(vast.has(place) ? loose : areas, place, shapes, points);
      const sums = (ctx) => { const bits = ctx.getImageData(0, 0, wide, high).data; return new Sums(wide, high, (x, y) => bits[4 * (y * wide + x) + 3] > 20); };
      this.areas = sums(areas);
      this.vast = sums(loose);
      this.points = new Sums(wide, high, (x, y) => points[y * wide + x]);
    }

    sheet(wide, high) {
      const ctx = new OffscreenCanvas(wide, high).getContext("2d", { willReadFrequently: true });
      ctx.lineWidth = 1.5;
      return ctx;
    }

    paint(ctx, place, shapes, points) {
      const scale = 1 / this.cell, view = { scale, left: this.whole[0] * scale, top: this.whole[1] * scale };
      const shape = place.shape ? shapes.get(place.shape) : null;
      ctx.beginPath();
      if (shape) {
        for (const part of shape.parts) trace(ctx, part, view, 0, !shape.line);
        if (!shape.line) ctx.fill("evenodd");
        ctx.stroke();
      } else if (place.lat !== null) {
        const x = mercX(place.lon) * scale - view.left, y = mercY(place.lat) * scale - view.top;
        points[Math.floor(y) * ctx.canvas.width + Math.floor(x)] = 1;
        ctx.arc(x, y, (place.radius_m || 0) / (EARTH_M * Math.cos(place.lat * Math.PI / 180)) * WORLD * scale, 0, 7);
        ctx.fill();
      }
    }

    /* How many cells lie in a box of the map whose corner is at `x, y` of the world at a scale; symbols reach beyond it. */
    under(box, at, reach) { return this.count(this.areas, box, at, AREA_PX) + this.count(this.points, box, at, reach); }

    count(sums, box, { x, y, scale }, by) {
      const cells = 1 / (scale * this.cell), left = x - this.whole[0] * scale, top = y - this.whole[1] * scale;
      return sums.within((box[0] - by + left) * cells, (box[1] - by + top) * cells, (box[2] + by + left) * cells, (box[3] + by + top) * cells);
    }

    /* What share of the vast areas lies under some boxes. */
    cut(boxes, at) {
      const hidden = this.vast.all ? boxes.reduce((sum, box) => sum + this.count(this.vast, box, at, 0), 0) : 0;
      return hidden ? Math.min(1, hidden / this.vast.all) : 0;
    }
  }

  /* The corner of the map at a zoom where the cards hide nothing, or the least: [how much, x, y]. */
  function corner(ground, { size, cards, reach }, zoom) {
    const scale = 2 ** zoom, [left, top, right, bottom] = ground.box.map((n) => n * scale);
    const at = { x: 0, y: 0, scale }, wide = cards.map((card) => card.map((px, k) => px + (k < 2 ? -AROUND_PX : AROUND_PX)));
    const room = [size.x - 2 * EDGE_PX - (right - left), size.y - 2 * EDGE_PX - (bottom - top)];
    if (room[0] < 0 || room[1] < 0) return null;
    let best = null;
    for (let i = 0; i <= ACROSS; i++) {
      for (let j = 0; j <= DOWN; j++) {
        at.x = left - EDGE_PX - room[0] * i / ACROSS;
        at.y = top - EDGE_PX - room[1] * j / DOWN;
        let hidden = 0;
        for (const card of cards) {
          hidden += ground.under(card, at, reach);
          if (best && hidden > best[0]) break;
        }
        if (best && hidden > best[0]) continue;
        // In the middle of what is free, rather than close to a card.
        let near = Math.abs(i / ACROSS - 0.5) + Math.abs(j / DOWN - 0.5) + 2 * ground.cut(cards, at);
        for (const card of wide) if (ground.under(card, at, reach)) near += 1;
        if (!best || hidden < best[0] || near < best[3]) best = [hidden, at.x, at.y, near];
      }
    }
    return best;
  }

  /* The closest view in which nothing is hidden, or one a few steps wider where that is nearer to the middle: its zoom and
     corner. Where there is none, the one that hides least. */
  function closest(ground, given) {
    const { size } = given, middle = [0, 1].map((k) => (ground.box[k] + ground.box[k + 2]) / 2);
    let best = null, isFound = false, lowest = LEAST_ZOOM;
    for (let zoom = MOST_ZOOM; zoom >= lowest; zoom -= STEP) {
      const cards = given.cards(zoom), found = corner(ground, { ...given, cards }, zoom);
      if (!found) continue;
      const [hidden, x, y] = found, scale = 2 ** zoom;
      const off = Math.abs((middle[0] * scale - x) / size.x - 0.5) + Math.abs((middle[1] * scale - y) / size.y - 0.5);
      const view = { hidden, zoom, x, y, worth: zoom - OFF * off - CUT * ground.cut(cards, { x, y, scale }) };
      if (!best || hidden < best.hidden || (hidden === best.hidden && view.worth > best.worth)) best = view;
      if (!hidden && !isFound) { isFound = true; lowest = Math.max(LEAST_ZOOM, zoom - WIDER); }
    }
    return best;
  }

  /* The boxes of the cards that lie over the map, in pixels of the map; insets apart, which come and go with the view. */
  function cardsOver(frame) {
    const container = frame.map.getContainer(), host = container.getBoundingClientRect();
    const found = [...document.querySelectorAll(".muster-card, .leaflet-control-attribution")];
    return found.filter((card) => !card.contains(container) && !card.matches(".muster-inset") && !frame.parts.bar.contains(card))
      .map((card) => card.getBoundingClientRect()).filter((r) => r.width)
      .map((r) => [r.left - host.left - 4, r.top - host.top - 4, r.right - host.left + 4, r.bottom - host.top + 4]);
  }

  /* What lies beyond the edges of the map: a symbol may not reach into it either. */
  function outside({ x, y }) {
    return [[-x, -y, 0, 2 * y], [x, -y, 2 * x, 2 * y], [-x, -y, 2 * x, 0], [-x, y, 2 * x, 2 * y]];
  }

  /* Where the card of a story may stand: in a corner, or in the middle of a side; as boxes of the map, [] for none. */
  function spotsOfStory({ x, y }) {
    const told = muster.storycard.size();
    if (!told) return [[]];
    const [w, h] = told.map((px) => px + 2 * STORY_PX), right = x - w, low = y - h, middle = (x - w) / 2;
    return [[right, 0], [right, low], [0, low], [middle, low], [middle, 0]].map(([left, top]) => [[left, top, left + w, top + h]]);
  }

  /* The boxes have a margin, which they may share. */
  const meets = (a, b) => a[0] + MARGIN_PX < b[2] && b[0] + MARGIN_PX < a[2] && a[1] + MARGIN_PX < b[3] && b[1] + MARGIN_PX < a[3];

  /* Set the map so that everything is seen, with insets as large as can be and the legend open where that costs little. */
  function showAll(frame) {
    if (!frame.ground) frame.ground = new Ground(frame);
    const { ground, map, inset } = frame;
    if (ground.isEmpty) return false;
    const size = map.getSize(), reach = muster.marks.sizes(frame).largest + BADGE_PX;
    const box = frame.parts.legend.querySelector("details"), isFree = box && frame.legendOpen === undefined && !frame.presenting;
    let best = null;
    for (const open of isFree && !frame.small ? [true, false] : [null]) {
      if (open !== null) box.open = open;
      const cards = cardsOver(frame), fixed = muster.storycard.fixed(frame);
      for (const story of fixed ? [[fixed]] : spotsOfStory(size)) for (const [share, lost] of INSETS) {
        if (story.some((box) => !fixed && cards.some((card) => meets(box, card)))) continue;
        const over = cards.concat(story, outside(size));
        if (share > 0 && share < 1 && inset.size(share).some((px, i) => px < LEAST_INSET_PX[i])) continue;
        const stand = (zoom) => over.concat(inset.wouldStand(zoom, share));
        const found = closest(ground, { size, cards: stand, reach });
        if (!found || inset.wouldStand(found.zoom, share).some((box) => cards.concat(story).some((card) => meets(box, card)))) continue;
        const worth = found.worth - lost - (open === false ? FOLDED : 0) - (found.hidden ? 4 : 0);
        if (!best || worth > best.worth) best = { ...found, worth, share, open };
      }
    }
    if (!best) return false;
    if (best.open !== null) box.open = best.open;
    inset.scale(best.share);
    const middle = L.point(best.x + size.x / 2, best.y + size.y / 2);
    map.setView(map.options.crs.pointToLatLng(middle, best.zoom), best.zoom, { animate: false });
    return true;
  }

  /* Whether the edges of the map cut nothing of what is drawn. */
  function isWhole(frame) {
    const { ground, map } = frame, { x, y } = map.getPixelBounds().min, at = { x, y, scale: 2 ** map.getZoom() };
    return outside(map.getSize()).every((box) => !ground.under(box, at, muster.marks.sizes(frame).largest + BADGE_PX));
  }

  muster.fitting = { Ground, closest, isWhole, showAll };
})(window.muster = window.muster || {});
