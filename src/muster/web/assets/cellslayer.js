/* Cells drawn honestly: a square is a count and no place. What is known to a region, an area or a country only is outlined, and
   never put into a square. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { CanvasLayer, copies, trace, seen, mercX, mercY } = muster.base;
  /* Five steps that the eye can tell apart: a square is darker by how many claims of presence it has. */
  const STEPS = [{ from: 1, alpha: 0.1 }, { from: 10, alpha: 0.2 }, { from: 100, alpha: 0.32 }, { from: 1000, alpha: 0.46 }, { from: 10000, alpha: 0.62 }];
  const stepOf = (n) => STEPS.reduce((found, step) => (n >= step.from ? step : found), STEPS[0]);
  const NUMBER_FROM_PX = 20, MOST_NAMES = 40;

  const CellsLayer = CanvasLayer.extend({
    initialize(state) {
      L.Renderer.prototype.initialize.call(this, { pane: "muster-claims" });
      this.state = state;
      this.drawn = [];
      this.areasDrawn = [];
    },

    draw(ctx, view) {
      const { theme } = this.state;
      this.areasDrawn = [];
      for (const area of this.state.areas) this.drawArea(ctx, view, area, theme);
      this.drawn = [];
      if (!this.labels) this.labels = new muster.Labels(this.state, this._map, () => {});
      const taken = this.labels.obstacles(this);
      for (const cell of this.state.cells) this.drawCell(ctx, view, cell, theme, taken);
      this.outline(ctx, view, theme);
      this.names(ctx, theme, taken);
      muster.placenames.draw(ctx, view, this.state.store.labels, theme, taken);
    },

    colourOf(speakers, theme) {
      const colours = muster.theme.colours(theme, speakers);
      return { colours, fill: colours.length === 1 ? colours[0] : theme.ink };
    },

    drawCell(ctx, view, cell, theme, taken) {
      const size = 256 / 2 ** this.state.level * view.scale;
      for (const dx of copies(view)) {
        const left = (cell.x * 256 / 2 ** this.state.level + dx) * view.scale - view.left, top = cell.y * size - view.top;
        if (left > view.width || top > view.height || left + size < 0 || top + size < 0) continue;
        const box = [left + 1, top + 1, size - 2, size - 2];
        this.paintCell(ctx, cell, box, theme);
        this.drawn.push({ cell, left, top, size });
        taken.push([left, top, left + size, top + size]);
      }
    },

    paintCell(ctx, cell, [x, y, w, h], theme) {
      const { colours, fill } = this.colourOf(cell.speakers, theme);
      const { tone } = cell, supported = tone === "present" && cell.origins >= 2;
      const step = stepOf(cell.count);
      ctx.save();
      ctx.beginPath();
      ctx.roundRect(x, y, w, h, 2.5);
      ctx.fillStyle = theme.land;
      ctx.globalAlpha = tone === "present" ? 0.72 : 0.5;
      ctx.fill();
      if (supported) {
        ctx.globalAlpha = step.alpha;
        ctx.fillStyle = fill;
        ctx.fill();
      }
      ctx.globalAlpha = tone === "present" ? 0.9 : 0.85;
      const quiet = tone === "planned" || tone === "elsewhere";
      ctx.lineWidth = tone === "elsewhere" ? 1 : supported ? 1 : 1.8;
      ctx.strokeStyle = quiet ? theme.planned : fill;
      if (cell.flag || tone !== "present") ctx.setLineDash(tone === "elsewhere" ? [1.5, 2.5] : [4, 3]);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
      // Who says so, where several kinds do: a strip below, each its share.
      if (!quiet && colours.length > 1) {
        const wide = (w - 4) / colours.length;
        colours.forEach((colour, i) => { ctx.fillStyle = colour; ctx.fillRect(x + 2 + i * wide, y + h - 4.5, wide, 3); });
      }
      // Presence and plans in one square: the plans are told apart, and never counted as presence.
      if (tone === "present" && cell.planned) {
        ctx.strokeStyle = theme.planned;
        ctx.lineWidth = 1.2;
        ctx.setLineDash([2, 1.6]);
        ctx.strokeRect(x + w - 8.5, y + 2.5, 6, 6);
        ctx.setLineDash([]);
      }
      if (w >= NUMBER_FROM_PX) {
        ctx.font = `${tone === "present" ? 600 : 500} 11px Inter, sans-serif`;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.fillStyle = quiet ? theme.quiet : supported && step.alpha > 0.5 && fill === theme.ink ? theme.paper : theme.ink;
        ctx.fillText(muster.cells.compact(cell.count), x + w / 2, y + h / 2 - (colours.length > 1 && !quiet ? 1.5 : 0));
      }
      ctx.restore();
      if (cell.flag && w >= NUMBER_FROM_PX) muster.marks.badge(ctx, { x: x + 2, y: y + 2, words: cell.flag === "denied" ? "×" : "?" }, theme);
    },

    /* The chosen square, at whatever level it was chosen. */
    outline(ctx, view, theme) {
      const { cell } = this.state;
      if (!cell) return;
      const [level, x, y] = cell, size = 256 / 2 ** level * view.scale;
      for (const dx of copies(view)) {
        const left = (x * 256 / 2 ** level + dx) * view.scale - view.left, top = y * size - view.top;
        ctx.lineWidth = 2.4;
        ctx.strokeStyle = theme.ink;
        ctx.strokeRect(left - 0.5, top - 0.5, size + 1, size + 1);
      }
    },

    drawArea(ctx, view, area, theme) {
      const shape = this.state.shapeOf(area, view);
      if (!shape) return;
      const path = new Path2D();
      for (const part of shape.parts) for (const dx of copies(view)) if (seen(part.box, view, dx)) trace(path, part, view, dx, !shape.line);
      const { colours, fill } = this.colourOf(area.speakers, theme), { tone } = area;
      const quiet = tone === "planned" || tone === "elsewhere", chosen = this.state.place === area.place;
      const dashed = Boolean(area.flag) || tone !== "present";
      ctx.save();
      const paler = this.state.staleAreas ? 0.35 : 1;
      if (area.draw !== "country" && tone === "present") {
        ctx.globalAlpha = paler * (area.draw === "area" ? 0.5 : area.origins >= 2 ? theme.wash + 0.1 : theme.wash);
        ctx.fillStyle = area.draw === "area" ? muster.marks.hatch(ctx, fill, view.ratio, 10) : fill;
        ctx.fill(path, "evenodd");
      }
      ctx.globalAlpha = paler * (area.draw === "country" && !chosen ? 0.6 : 1);
      const line = area.draw === "country" ? [chosen ? theme.ink : theme.quiet] : quiet ? [theme.planned] : colours;
      muster.marks.sharedStroke(ctx, path, line, chosen ? 2.6 : area.draw === "country" ? 1.3 : 1.6, dashed);
      ctx.restore();
      if (area.draw === "country") return;
      const shift = Math.round(((view.box[0] + view.box[2]) / 2 - mercX(area.anchor[0])) / 256) * 256;
      const x = (mercX(area.anchor[0]) + shift) * view.scale - view.left, y = mercY(area.anchor[1]) * view.scale - view.top;
      this.areasDrawn.push({ area, path, x, y });
    },

    /* Names of regions and areas with their counts, the most spoken of first, where nothing stands. */
    names(ctx, theme, taken) {
      const wanted = [...this.areasDrawn].sort((a, b) => b.area.count - a.area.count).slice(0, MOST_NAMES);
      ctx.save();
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      for (const { area, x, y } of wanted) {
        const words = muster.cellscards.areaWords(area);
        ctx.font = "600 12.5px Inter, 'Noto Sans KR', sans-serif";
        const half = Math.max(ctx.measureText(area.name).width, words.length * 5.6) / 2 + 4;
        const box = [x - half, y - 17, x + half, y + 17];
        if (taken.some((o) => box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1])) continue;
        taken.push(box);
        ctx.strokeStyle = theme.halo;
        ctx.lineWidth = 3;
        ctx.fillStyle = theme.ink;
        ctx.strokeText(area.name, x, y - 7);
        ctx.fillText(area.name, x, y - 7);
        ctx.font = "400 11px Inter, 'Noto Sans KR', sans-serif";
        ctx.fillStyle = theme.quiet;
        ctx.strokeText(words, x, y + 8);
        ctx.fillText(words, x, y + 8);
      }
      ctx.restore();
    },

    /* What lies under a point of the map container: a cell, else the topmost area, else null. */
    hit(point) {
      const at = this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
      for (const one of this.drawn) {
        if (at.x >= one.left && at.x < one.left + one.size && at.y >= one.top && at.y < one.top + one.size) return { cell: one.cell };
      }
      const ctx = this._ctx;
      ctx.save();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      let found = null;
      for (let i = this.areasDrawn.length - 1; i >= 0 && !found; i--) {
        if (ctx.isPointInPath(this.areasDrawn[i].path, at.x, at.y, "evenodd")) found = { area: this.areasDrawn[i].area };
      }
      ctx.restore();
      return found;
    },
  });

  muster.cellslayer = { CellsLayer, STEPS };
})(window.muster = window.muster || {});
