/* What is reported, drawn honestly: the extent of what a name covers, and apart from it a symbol for the number.
   A region is a polygon, an area is hatched, a country is an outline, and only a site has a point. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { CanvasLayer, mercX, mercY, copies, trace, seen } = muster.base;
  const EARTH_M = 40075016.686;
  const SMALLEST = 6.5, LARGEST = 22, ELSEWHERE = 4.5;
  const LEAST_HIT = 9, MOST_LOOKS = 1200, MOST_PATTERNS = 200, BESIDE_PX = 40, BADGE_PX = 7.2, WARM_FROM = 300, NUMBER_FROM = 13, MOST_NUMBERED = 200, NAME_GRID = 16;

  /* Paler by the age of the newest first report, in a few steps that the eye can tell apart; never so pale as to hide. */
  const FADES = [{ days: 3, alpha: 1 }, { days: 7, alpha: 0.86 }, { days: 14, alpha: 0.74 }, { days: 30, alpha: 0.63 }, { days: Infinity, alpha: 0.52 }];
  const fadeOf = (summary) => FADES[fadeStep(summary)].alpha;
  function fadeStep({ age, tone }) {
    let step = 0;
    if (age !== null && tone === "present") while (age > FADES[step].days) step++;
    return step;
  }

  /* On a narrow screen everything is smaller, the legend too, so that neighbours stay apart. */
  const sizes = (state) => (state.small ? { smallest: 5, largest: 15 } : { smallest: SMALLEST, largest: LARGEST });

  /* Two lists in one order: those of the first that still stand, and the fresh ones. */
  function merged(before, fresh, order) {
    const all = [];
    fresh = fresh.slice().sort(order);
    let next = 0;
    for (const mark of before) {
      if (mark.isGone) continue;
      while (next < fresh.length && order(fresh[next], mark) < 0) all.push(fresh[next++]);
      all.push(mark);
    }
    while (next < fresh.length) all.push(fresh[next++]);
    return all;
  }

  /* A small disc on a mark: how many independent origins, "?" for disputed, "×" for denied. */
  function badge(ctx, { x, y, words }, theme) {
    ctx.beginPath();
    ctx.arc(x, y, BADGE_PX + 1.3, 0, 7);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y, BADGE_PX, 0, 7);
    ctx.fillStyle = theme.ink;
    ctx.fill();
    ctx.font = "700 11px Inter, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.paper;
    ctx.fillText(words, x, y + 0.5);
  }

  /* Pattern of thin diagonal lines: an area that is larger or vaguer than a division. */
  function hatch(ctx, colour, ratio, gap) {
    const tile = document.createElement("canvas");
    const side = Math.round(gap * ratio);
    tile.width = tile.height = side;
    const c = tile.getContext("2d");
    c.strokeStyle = colour;
    c.lineWidth = ratio * 1.1;
    c.beginPath();
    for (const shift of [-side, 0, side]) { c.moveTo(shift, side); c.lineTo(shift + side, 0); }
    c.stroke();
    const pattern = ctx.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    return pattern;
  }

  /* Flat bands in turn: an area of which several kinds of source speak shows the colour of each, and no mixture. */
  function bands(ctx, colours, ratio) {
    const wide = 7, side = Math.round(wide * colours.length * ratio);
    const tile = document.createElement("canvas");
    tile.width = side;
    tile.height = 1;
    const c = tile.getContext("2d");
    colours.forEach((colour, i) => { c.fillStyle = colour; c.fillRect(i * wide * ratio, 0, wide * ratio, 1); });
    const pattern = ctx.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().rotate(45).scale(1 / ratio));
    return pattern;
  }

  /* Stroke that gives every kind of source its share of the line. */
  function sharedStroke(ctx, path, colours, width, dashed) {
    ctx.lineWidth = width;
    ctx.lineJoin = "round";
    const run = dashed ? 6 : 9, gap = dashed ? 5 : 0;
    colours.forEach((colour, i) => {
      const period = (run + gap) * colours.length;
      if (colours.length > 1 || dashed) {
        ctx.setLineDash([run, period - run]);
        ctx.lineDashOffset = -i * (run + gap);
      }
      ctx.strokeStyle = colour;
      ctx.stroke(path);
    });
    ctx.setLineDash([]);
    ctx.lineDashOffset = 0;
  }

  const MarksLayer = CanvasLayer.extend({
    initialize(state, options) {
      L.Renderer.prototype.initialize.call(this, { pane: "muster-claims" });
      this.state = state;
      this.labels = options.labels;
      this.insets = options.insets || null;
      this.drawn = [];
      this.sprites = new Map();
      this.easels = new Map();
      this.patterns = new Map();
      this.names = new muster.NamesLayer(state);
    },

    // The names of the base map have a canvas of their own, as they need not be written anew in every frame. It follows the
    // map before this one does, which has it written, and lies above.
    onAdd(map) {
      map.addLayer(this.names);
      CanvasLayer.prototype.onAdd.call(this, map);
      this.getPane().append(this.names._container);
    },
    onRemove(map) { CanvasLayer.prototype.onRemove.call(this, map); map.removeLayer(this.names); },

    /* The marks of this view. A place of which nothing changed since the last frame keeps its mark, and its turn. */
    marksOf(view) {
      const { claims, data, theme, small, shapes } = this.state;
      const exact = view.zoom < muster.base.DETAIL_ZOOM ? 0 : [...shapes.values()].filter((shape) => shape.exact).length;
      const key = [view.scale, view.left, view.top, view.width, view.height, view.ratio, theme.name, small, exact].join();
      if (key !== this.heldKey) { this.heldKey = key; this.heldRound = -2; this.held = new Array(data.places.length).fill(null); this.inTurn = this.ranked = this.points = this.wide = []; this.areas = new Map(); }
      const { held } = this, fresh = [], missed = claims.round - this.heldRound;
      let gone = 0;
      for (const place of missed === 0 ? [] : missed === 1 ? claims.changed : held.keys()) {
        const before = held[place], summary = claims.summaries[place];
        if (before === null ? summary === null : before.summary === summary) continue;
        if (before !== null) { before.isGone = true; gone++; }
        held[place] = summary && (this.markOf(summary, data.places[place], view, theme) || { summary, none: true });
        if (summary && !held[place].none) { this.prepare(held[place], view); fresh.push(held[place]); }
      }
      this.heldRound = claims.round;
      if (fresh.length || gone) {
        // Wide and vague below, exact and small above; a larger number below a smaller one so that both are seen.
        this.inTurn = merged(this.inTurn, fresh, (a, b) => a.level - b.level || b.radius - a.radius || a.summary.place - b.summary.place);
        this.ranked = merged(this.ranked, fresh, (a, b) => b.weight - a.weight || a.level - b.level || b.radius - a.radius || a.summary.place - b.summary.place);
        this.points = this.inTurn.filter((mark) => mark.point);
        this.wide = this.inTurn.filter((mark) => mark.tinted || mark.shape);
        this.clearNumbers(this.points);
      }
      return this.inTurn;
    },

    /* What of a mark depends on nothing but its summary and the view. */
    prepare(mark, view) {
      const { summary } = mark;
      mark.flag = this.labels.flagOf(summary, this.state.claims);
      mark.badged = Boolean(mark.flag) || (summary.origins >= 2 && mark.tone === "present");
      mark.tinted = mark.circle > Math.max(4, mark.radius + 2) || (mark.circle > 4 && !mark.point);
      mark.weight = (summary.figure ? 1e6 + summary.figure.size : 0) + mark.level * 10 + summary.shown.length;
      mark.anchor = [mark.x, mark.y];
      if (mark.tinted) {
        mark.tint = new Path2D();
        mark.tint.arc(mark.x, mark.y, mark.circle, 0, 7);
        mark.paths.push(mark.tint);
      }
      if (!mark.shape) return;
      mark.area = this.areas.get(summary.place);
      if (!mark.area) {
        mark.area = new Path2D();
        for (const part of mark.shape.parts) {
          for (const dx of copies(view)) if (seen(part.box, view, dx)) trace(mark.area, part, view, dx, !mark.shape.line);
        }
        this.areas.set(summary.place, mark.area);
      }
      if (!mark.extents.includes("country")) mark.paths.push(mark.area);
    },

    draw(ctx, view) {
      const { claims, theme } = this.state;
      const list = this.marksOf(view);
      for (const mark of this.wide) {
        ctx.globalAlpha = fadeOf(mark.summary);
        this.drawExtents(ctx, view, mark, theme);
        if (this.insets && (mark.level === 1 || mark.level === 3)) this.nameInView(mark);
      }
      // The symbol carries its own fade: what is written in it and beside it does not pale.
      ctx.globalAlpha = 1;
      this.drawSymbols(ctx, theme, view);
      this.drawn = list;
      const boxes = this.insets ? this.insets.boxes(view) : [];
      if (boxes.length) this.locate(ctx, boxes, theme);
      const named = this.labels.layout(this, view, list, claims, boxes);
      // Where an area's name found no room, what qualifies it still stands.
      for (const mark of this.wide) {
        if (mark.point || mark.level === 0 || !mark.flag || named.has(mark.summary.place)) continue;
        badge(ctx, { x: mark.x, y: mark.y, words: mark.flag === "denied" ? "×" : "?" }, theme);
      }
    },

    /* A large area whose middle is out of sight is named in the part of it that is seen: at the point of a coarse grid
       that lies in it and nearest to the middle of all such points. */
    nameInView(mark) {
      const ctx = this._ctx, size = this._map.getSize();
      const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
      const [ax, ay] = mark.anchor;
      if (ax > corner.x && ax < corner.x + size.x && ay > corner.y && ay < corner.y + size.y) return;
      const cards = this.labels.obstacles(this), key = [corner.x, corner.y, size.x, size.y, ...cards.flat()].join();
      if (mark.soughtIn === key) return;
      mark.soughtIn = key;
      [mark.x, mark.y] = mark.anchor;
      const inside = [];
      ctx.save();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      for (let i = 1; i < NAME_GRID; i++) {
        for (let j = 1; j < NAME_GRID; j++) {
          const x = corner.x + size.x * i / NAME_GRID, y = corner.y + size.y * j / NAME_GRID;
          if (cards.some((box) => x > box[0] && x < box[2] && y > box[1] && y < box[3])) continue;
          if (mark.paths.some((path) => ctx.isPointInPath(path, x, y, "evenodd"))) inside.push([x, y]);
        }
      }
      ctx.restore();
      if (!inside.length) return;
      const [mx, my] = [0, 1].map((k) => inside.reduce((sum, p) => sum + p[k], 0) / inside.length);
      inside.sort((a, b) => Math.hypot(a[0] - mx, a[1] - my) - Math.hypot(b[0] - mx, b[1] - my));
      [mark.x, mark.y] = inside[0];
    },

    /* A ring carries its number only where no other symbol lies over it. */
    clearNumbers(points) {
      for (const mark of points) {
        mark.numbered = mark.radius >= NUMBER_FROM && points.length <= MOST_NUMBERED && !points.some((other) => other !== mark &&
          Math.hypot(other.x - mark.x, other.y - mark.y) < other.radius + mark.radius * 0.75);
      }
    },

    /* Where the insets lie: a thin frame, as in an atlas. */
    locate(ctx, boxes, theme) {
      ctx.save();
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.ink;
      ctx.globalAlpha = 0.55;
      for (const { box } of boxes) ctx.strokeRect(Math.round(box[0]) + 0.5, Math.round(box[1]) + 0.5, Math.round(box[2] - box[0]), Math.round(box[3] - box[1]));
      ctx.restore();
    },

    /* Where and how one place stands in this view, before anything is drawn. */
    markOf(summary, place, view, theme) {
      const data = this.state.data;
      const tone = summary.tone;
      const colours = tone === "planned" || tone === "elsewhere" ? [theme.planned] : this.coloursOf(summary.kinds, theme);
      const has = (...wanted) => wanted.some((p) => summary.precisions.has(p));
      const extents = [];
      const shape = place.shape ? muster.base.shapeAt(this.state.shapes, place.shape, view.zoom, this.state.fetchExact) : null;
      if (shape) {
        if (place.kind === "country") extents.push("country");
        else if (shape.line) extents.push("line");
        else if (has(5, 6, 7) || place.kind === "area" || place.kind === "macro_region") extents.push("hatch");
        else extents.push("polygon");
      } else if (place.lat !== null && has(2, 3, 4, 5) && place.radius_m) extents.push("circle");
      const point = place.lat !== null && !shape && has(1, 2, 3);
      if (!extents.length && !point) return null;
      const anchor = place.anchor;
      if (!anchor) return null;
      const dx = this.nearestCopy(anchor[0], view);
      const x = (mercX(anchor[0]) + dx) * view.scale - view.left;
      const y = mercY(anchor[1]) * view.scale - view.top;
      if (!shape && (x < -60 || y < -60 || x > view.width + 60 || y > view.height + 60) && !(place.radius_m > 20000)) return null;
      const circle = extents.includes("circle") && place.radius_m
        ? place.radius_m / (EARTH_M * Math.cos(place.lat * Math.PI / 180)) * 256 * view.scale : 0;
      const radius = point ? this.radiusOf(summary) : 0;
      const small = shape && !shape.line ? this.smallBox(shape, view, dx) : null;
      const level = extents.includes("country") ? 0 : extents.includes("hatch") ? 1 : extents.includes("line") ? 2
        : extents.includes("polygon") ? 3 : 4;
      // What is filled in later stands there from the first, so that thousands of marks are of one make.
      return { summary, place, colours, tone, extents, point, x, y, dx, circle, radius, level, shape, small, paths: [],
        numbered: false, spriteNumbered: null, fade: -1, look: undefined, pattern: null, side: 0, left: 0, top: 0, isGone: false };
    },

    /* The box of a polygon on the screen while it is too small to carry a name inside; else null. */
    smallBox(shape, view, dx) {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const part of shape.parts) {
        box[0] = Math.min(box[0], part.box[0]); box[1] = Math.min(box[1], part.box[1]);
        box[2] = Math.max(box[2], part.box[2]); box[3] = Math.max(box[3], part.box[3]);
      }
      const on = [(box[0] + dx) * view.scale - view.left, box[1] * view.scale - view.top,
                  (box[2] + dx) * view.scale - view.left, box[3] * view.scale - view.top];
      return on[2] - on[0] < 150 && on[3] - on[1] < 110 ? on : null;
    },

    /* Summaries share their lists of kinds, so the colours of one are found once for a theme. */
    coloursOf(kinds, theme) {
      if (this.coloured !== theme) { this.coloured = theme; this.palette = new Map(); }
      if (!this.palette.has(kinds)) this.palette.set(kinds, muster.theme.colours(theme, kinds.map((k) => this.state.data.source_kinds[k])));
      return this.palette.get(kinds);
    },

    nearestCopy(lon, view) {
      const middle = (view.box[0] + view.box[2]) / 2;
      return Math.round((middle - mercX(lon)) / 256) * 256;
    },

    radiusOf(summary) {
      if (summary.tone === "elsewhere") return ELSEWHERE;
      const { smallest, largest } = sizes(this.state);
      if (!summary.figure) return smallest;
      const share = Math.sqrt(summary.figure.size / this.state.data.largest_at_a_point);
      return Math.max(smallest, Math.min(largest, largest * share));
    },

    drawExtents(ctx, view, mark, theme) {
      const { summary, colours, tone, area } = mark;
      const dashed = summary.disputed || summary.denied || tone !== "present";
      const strong = summary.origins >= 2;
      const chosen = this.state.place === summary.place;
      if (mark.tinted) {
        // What the name covers, true to scale: a tint with a hairline, unlike the ring that stands for a number.
        ctx.save();
        const alpha = ctx.globalAlpha;
        ctx.fillStyle = colours[0];
        ctx.globalAlpha = alpha * theme.wash;
        if (tone === "present") ctx.fill(mark.tint);
        ctx.globalAlpha = alpha * 0.55;
        sharedStroke(ctx, mark.tint, colours, 1, tone !== "present");
        ctx.restore();
      }
      if (!mark.shape) return;
      if (mark.extents.includes("line")) {
        sharedStroke(ctx, area, colours, 3, true);
      } else if (mark.extents.includes("country")) {
        // A country is the weakest of all statements: a thin, quiet outline; who says so stands in the list.
        ctx.save();
        ctx.globalAlpha = chosen ? 1 : 0.6;
        sharedStroke(ctx, area, [chosen ? theme.ink : theme.quiet], chosen ? 2.4 : 1.3, dashed);
        ctx.restore();
      } else {
        ctx.save();
        if (tone === "present") {
          if (mark.extents.includes("hatch")) {
            ctx.globalAlpha *= strong ? 0.8 : 0.5;
            colours.forEach((colour, i) => { ctx.fillStyle = this.pattern(`hatch ${colour} ${i} ${view.ratio}`, () => hatch(ctx, colour, view.ratio, 9 + 3 * i)); ctx.fill(area, "evenodd"); });
          } else {
            // What is hatched beneath is a vaguer area: it must not make a region look hatched.
            ctx.save();
            ctx.globalAlpha = 1;
            ctx.fillStyle = theme.land;
            ctx.fill(area, "evenodd");
            ctx.restore();
            ctx.globalAlpha = fadeOf(summary) * (strong ? theme.solid : summary.certain ? theme.wash + 0.06 : theme.wash * 0.7);
            ctx.fillStyle = colours.length > 1 ? this.pattern(`bands ${colours} ${view.ratio}`, () => bands(ctx, colours, view.ratio)) : colours[0];
            ctx.fill(area, "evenodd");
          }
        }
        ctx.restore();
        const width = summary.certain ? mark.extents.includes("hatch") ? 1.3 : 2 : 1;
        sharedStroke(ctx, area, colours, chosen ? width + 1.4 : width, dashed);
      }
    },

    /* The part of the canvas that the window shows, and a little more. */
    visible() {
      const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min), size = this._map.getSize();
      return { min: { x: corner.x - BESIDE_PX, y: corner.y - BESIDE_PX }, max: { x: corner.x + size.x + BESIDE_PX, y: corner.y + size.y + BESIDE_PX } };
    },

    /* Paint ahead, while nothing else is to be done, the symbols that one origin's report gives: in every size, at every age. */
    warm(kinds) {
      if (!window.requestIdleCallback || this.points.length < WARM_FROM) return;
      const { theme } = this.state, { smallest, largest } = sizes(this.state), ratio = Math.min(2, window.devicePixelRatio || 1);
      const looks = [];
      for (const colour of muster.theme.colours(theme, kinds)) {
        for (let radius = Math.round(smallest); radius <= largest; radius++) {
          for (const certain of [true, false]) for (const fade of FADES.keys()) looks.push({ radius, colours: [colour], certain, fade });
        }
      }
      const go = (deadline) => {
        while (looks.length && deadline.timeRemaining() > 1) {
          const { radius, colours, certain, fade } = looks.pop();
          this.spriteOf({ summary: { origins: 1, certain, figure: null, disputed: false, denied: false }, radius, colours, tone: "present", flag: "", numbered: false }, theme, ratio, fade);
        }
        if (looks.length && theme === this.state.theme) window.requestIdleCallback(go);
      };
      window.requestIdleCallback(go);
    },

    pattern(key, make) {
      if (!this.patterns.has(key)) {
        if (this.patterns.size > MOST_PATTERNS) this.patterns.clear();
        this.patterns.set(key, make());
      }
      return this.patterns.get(key);
    },

    /* The rings that stand for numbers, with the number in where there is room. Equal ones are painted once, and laid as
       a pattern: a canvas takes thousands of these several times faster than as many images. */
    drawSymbols(ctx, theme, view) {
      // In a frame of playing only what is seen is drawn; what lies beside the window is once time rests.
      const near = this.state.moving ? this.visible() : null, { ratio } = view, chosen = this.state.place;
      for (const mark of this.points) {
        if (near && (mark.x <= near.min.x || mark.x >= near.max.x || mark.y <= near.min.y || mark.y >= near.max.y)) continue;
        const fade = fadeStep(mark.summary);
        if (mark.fade !== fade || mark.spriteNumbered !== mark.numbered) {
          const { pattern, side, half } = this.spriteOf(mark, theme, ratio, fade);
          mark.fade = fade;
          mark.spriteNumbered = mark.numbered;
          mark.pattern = pattern;
          mark.side = side;
          // On whole pixels: nothing has to be mixed.
          mark.left = Math.round((mark.x - half) * ratio);
          mark.top = Math.round((mark.y - half) * ratio);
        }
        ctx.setTransform(1, 0, 0, 1, mark.left, mark.top);
        ctx.fillStyle = mark.pattern;
        ctx.fillRect(0, 0, mark.side, mark.side);
        if (chosen === mark.summary.place) this.encircle(ctx, mark, theme, ratio);
      }
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    },

    /* The chosen place. */
    encircle(ctx, { x, y, radius }, theme, ratio) {
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.beginPath();
      ctx.arc(x, y, radius + 4.5, 0, 7);
      ctx.lineWidth = 1.8;
      ctx.strokeStyle = theme.ink;
      ctx.stroke();
    },

    /* Of all that look alike there is one for each step of fading. */
    spriteOf(mark, theme, ratio, fade) {
      const { summary, radius, colours, tone, flag } = mark;
      const size = summary.figure && mark.numbered ? summary.figure.size : null;
      const dashed = summary.disputed || summary.denied || tone !== "present";
      if (mark.look === undefined || mark.spriteNumbered !== mark.numbered) {
        mark.look = `${Math.round(radius)}|${colours.join()}|${summary.origins}|${summary.certain}|${flag}|${dashed}|${tone}|${size}|${theme.name}|${ratio}`;
      }
      let alike = this.sprites.get(mark.look);
      if (!alike) {
        if (this.sprites.size > MOST_LOOKS) this.sprites.clear();
        this.sprites.set(mark.look, alike = FADES.map(() => null));
      }
      if (!alike[fade]) alike[fade] = this.paintSymbol(mark, theme, ratio, { size, dashed, flag, fade: FADES[fade].alpha });
      return alike[fade];
    },

    paintSymbol({ summary, radius, colours, tone }, theme, ratio, { size, dashed, flag, fade }) {
      const badged = flag || (summary.origins >= 2 && tone === "present");
      const half = Math.ceil(radius + (badged ? 14 : 4)), side = Math.ceil(2 * half * ratio);
      const ctx = this.easel(side);
      ctx.setTransform(side / (2 * half), 0, 0, side / (2 * half), side / 2, side / 2);
      const strong = summary.origins >= 2 && tone === "present";
      // A casing keeps the ring apart from whatever lies beneath it.
      ctx.beginPath();
      ctx.arc(0, 0, radius + 2.4, 0, 7);
      ctx.fillStyle = theme.paper;
      ctx.globalAlpha = tone === "present" ? 0.9 : 0.6;
      ctx.fill();
      ctx.globalAlpha = fade;
      const turn = 2 * Math.PI / colours.length;
      const thin = !summary.certain;
      colours.forEach((colour, i) => {
        const from = -Math.PI / 2 + i * turn, to = from + turn;
        if (strong) {
          ctx.beginPath();
          ctx.moveTo(0, 0);
          ctx.arc(0, 0, thin ? Math.max(2, radius - 3) : radius, from, to);
          ctx.closePath();
          ctx.fillStyle = colour;
          ctx.fill();
        }
        ctx.beginPath();
        ctx.arc(0, 0, radius, from, to);
        ctx.lineWidth = tone === "elsewhere" ? 1.3 : thin ? 1.5 : 2.6;
        ctx.strokeStyle = colour;
        if (dashed) ctx.setLineDash(tone === "elsewhere" ? [1.5, 2] : [Math.max(2.5, radius * 0.32), Math.max(2, radius * 0.26)]);
        ctx.stroke();
        ctx.setLineDash([]);
      });
      ctx.globalAlpha = 1;
      if (size !== null) {
        const words = muster.text.grouped(size);
        ctx.font = "600 11px Inter, sans-serif";
        if (ctx.measureText(words).width <= 2 * radius - 7) {
          ctx.textAlign = "center";
          ctx.textBaseline = "middle";
          ctx.fillStyle = strong && fade > 0.6 ? theme.paper : theme.ink;
          ctx.fillText(words, 0, 0.5);
        }
      }
      const at = Math.max(6, radius * 0.74);
      if (strong) badge(ctx, { x: at, y: -at, words: String(Math.min(9, summary.origins)) }, theme);
      if (flag) badge(ctx, { x: at, y: at, words: flag === "denied" ? "×" : "?" }, theme);
      return { pattern: this._ctx.createPattern(ctx.canvas, "repeat"), half, side };
    },

    /* An empty sheet to paint one symbol on. There is one for each size, as a new one takes longer than the painting. */
    easel(side) {
      let ctx = this.easels.get(side);
      if (!ctx) this.easels.set(side, ctx = new OffscreenCanvas(side, side).getContext("2d"));
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, side, side);
      return ctx;
    },

    /* The place under a point of the map container: the symbol whose middle is nearest for its size, so that a small
       one in front of a large one can be reached; else the topmost extent; -1 when there is none. */
    hit(point) {
      const shift = this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
      let best = -1, nearest = 1;
      for (const mark of this.drawn) {
        if (!mark.point) continue;
        const share = Math.hypot(mark.x - shift.x, mark.y - shift.y) / Math.max(LEAST_HIT, mark.radius + 3);
        if (share <= nearest) { best = mark.summary.place; nearest = share; }
      }
      if (best >= 0) return best;
      const ctx = this._ctx;
      ctx.save();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      for (let i = this.drawn.length - 1; i >= 0 && best < 0; i--) {
        const mark = this.drawn[i];
        for (const path of mark.paths) {
          ctx.lineWidth = 10;
          const inside = mark.extents.includes("line") ? ctx.isPointInStroke(path, shift.x, shift.y)
            : ctx.isPointInPath(path, shift.x, shift.y, "evenodd");
          if (inside) { best = mark.summary.place; break; }
        }
      }
      ctx.restore();
      return best;
    },
  });

  muster.marks = { MarksLayer, FADES, fadeOf, sizes, badge, hatch, sharedStroke };
})(window.muster = window.muster || {});
