/* Where a name stands about its mark: the first of its places that is free. Everything is in pixels of the canvas. */
(function (muster) {
  "use strict";
  const ACROSS = 9, DOWN = 7, MOST_CELLED = 24, MOST_RIVALS = 12;
  const STEPS = [2, 14, 26, 40, 52], OFF = [16, 30, 46, 64];
  const BADGE = 11;
  const SLIDES = [0.5, 0.3, 0.7, 0.1, 0.9];

  const within = (box, frame) => box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];

  /* What a small polygon covers, as boxes of a coarse grid: names may stand in its corners. Found once for a view. */
  const celled = new WeakMap();
  function cellsOf(ctx, mark) {
    let cells = celled.get(mark.area);
    if (cells) return cells;
    const [left, top, right, bottom] = mark.small, dx = (right - left) / ACROSS, dy = (bottom - top) / DOWN;
    cells = [];
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    for (let i = 0; i < ACROSS; i++) {
      for (let j = 0; j < DOWN; j++) {
        const x = left + i * dx, y = top + j * dy;
        if (ctx.isPointInPath(mark.area, x + dx / 2, y + dy / 2, "evenodd")) cells.push([x, y, x + dx, y + dy]);
      }
    }
    ctx.restore();
    if (!cells.length) cells.push(mark.small);
    celled.set(mark.area, cells);
    return cells;
  }

  /* Take the polygons that are too small to hold their names; return them with their cells where there are few. */
  function takeAreas(ctx, marks, taken, withHatch) {
    const small = marks.filter((mark) => mark.small && (withHatch || mark.level !== 1));
    for (const mark of small) {
      for (const cell of small.length > MOST_CELLED || !mark.area ? [mark.small] : cellsOf(ctx, mark)) taken.push(cell, mark.summary.place);
    }
    return small.length > MOST_RIVALS ? [] : small.filter((mark) => mark.area).map((mark) => [mark.summary.place, cellsOf(ctx, mark)]);
  }

  function apart(box, cells) {
    let least = Infinity;
    for (const c of cells) {
      least = Math.min(least, Math.hypot(Math.max(c[0] - box[2], box[0] - c[2], 0), Math.max(c[1] - box[3], box[1] - c[3], 0)));
    }
    return least;
  }

  /* Next to a polygon that is too small on the screen to hold its own name: where it is the nearest one, else anywhere, else
     over it. */
  function beside(mark, w, h, frame, taken, rivals) {
    const [left, top, right, bottom] = mark.small, cx = (left + right) / 2, cy = (top + bottom) / 2, owner = mark.summary.place;
    const own = rivals.find(([place]) => place === owner), others = rivals.filter(([place]) => place !== owner);
    let second = null;
    for (const far of STEPS) {
      const spots = [[left - w - far, cy - h / 2], [right + far, cy - h / 2]];
      for (const share of SLIDES) spots.push([cx - w * share, top - h - far], [cx - w * share, bottom + far]);
      spots.push([right + far, top - h / 2], [right + far, bottom - h / 2], [left - w - far, top - h / 2], [left - w - far, bottom - h / 2]);
      for (const [x, y] of spots) {
        const box = [x, y, x + w, y + h];
        if (!within(box, frame) || taken.hits(box)) continue;
        if (!own || !others.length) return box;
        const near = apart(box, own[1]);
        if (others.every(([, cells]) => apart(box, cells) > near)) return box;
        second = second || box;
      }
    }
    const over = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
    return within(over, frame) && !taken.hits(over, owner) ? over : second;
  }

  /* Around a point: right, left, below, above, then the corners; inside its polygon for an area. */
  function around({ x, y, point, radius }, w, h) {
    const r = radius + 4;
    return point
      ? [[x + r, y - h / 2], [x - r - w, y - h / 2], [x - w / 2, y + r], [x - w / 2, y - r - h],
         [x + r * 0.7, y + r * 0.5], [x + r * 0.7, y - r * 0.5 - h], [x - r * 0.7 - w, y + r * 0.5], [x - r * 0.7 - w, y - r * 0.5 - h]]
      : [[x - w / 2, y - h / 2], [x + 24, y - h / 2], [x - w - 24, y - h / 2], [x - w / 2, y + 22], [x - w / 2, y - h - 22],
         [x + 20, y + 24], [x - w - 20, y + 24], [x + 20, y - h - 24], [x - w - 20, y - h - 24]];
  }

  /* Farther off a point, to which a line then leads: it passes over nothing but what lies about the point itself. */
  function off(mark, w, h, frame, taken, points) {
    const { x, y, radius } = mark;
    const about = points.filter((m) => m !== mark && Math.hypot(m.x - x, m.y - y) < m.radius + 2);
    const beyond = points.filter((m) => m !== mark && !about.includes(m));
    const clear = (box) => {
      const [ex, ey] = nearest(box, x, y), length = Math.hypot(ex - x, ey - y);
      for (let d = radius + 3; d < length; d += 4) {
        const px = x + (ex - x) * d / length, py = y + (ey - y) * d / length;
        if (beyond.some((m) => Math.hypot(m.x - px, m.y - py) < m.radius + 2)) return false;
        if (about.some((m) => m.badged && Math.hypot(m.x + m.radius * 0.75 - px, m.y + m.radius * 0.75 - py) < BADGE)) return false;
        if (about.some((m) => Math.max(Math.abs(m.x - px), Math.abs(m.y - py)) < m.radius + BADGE + 2)) continue;
        if (taken.hits([px - 1, py - 1, px + 1, py + 1], mark.summary.place)) return false;
      }
      return true;
    };
    for (const step of OFF) {
      const r = radius + step;
      for (const [ax, ay] of [[1, 0], [-1, 0], [0.8, 0.6], [-0.8, 0.6], [0.8, -0.6], [-0.8, -0.6], [0, 1], [0, -1]]) {
        const left = x + ax * r - w / 2 + ax * w / 2, top = y + ay * r - h / 2 + ay * h / 2;
        const box = [left, top, left + w, top + h];
        if (within(box, frame) && !taken.hits(box) && clear(box)) return box;
      }
    }
    return null;
  }

  /* The point of a box that is nearest to another point. */
  function nearest(box, x, y) { return [Math.max(box[0], Math.min(box[2], x)), Math.max(box[1], Math.min(box[3], y))]; }

  muster.spots = { within, takeAreas, beside, around, off, nearest };
})(window.muster = window.muster || {});
