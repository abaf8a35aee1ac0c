/* The base map: land, water, borders and names, drawn on one canvas from Natural Earth shapes that the app serves
   itself. An overview comes at once; detail arrives by 15-degree tiles where the view is close enough. */
(function (muster) {
  "use strict";
  const L = window.L;
  const TILE_DEGREES = 15;
  const DETAIL_ZOOM = 5;
  const WORLD = 256;

  const mercX = (lon) => (lon + 180) / 360 * WORLD;
  function mercY(lat) {
    const clipped = Math.max(-85.05, Math.min(85.05, lat));
    const s = Math.sin(clipped * Math.PI / 180);
    return (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * WORLD;
  }

  /* A delta-coded ring or line -> { xy: Float32Array of world pixels at zoom 0, box } */
  function path(coded, q) {
    const xy = new Float32Array(coded.length);
    let x = 0, y = 0, minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
    for (let i = 0; i < coded.length; i += 2) {
      x += coded[i]; y += coded[i + 1];
      const px = mercX(x / q), py = mercY(y / q);
      xy[i] = px; xy[i + 1] = py;
      if (px < minX) minX = px; if (px > maxX) maxX = px;
      if (py < minY) minY = py; if (py > maxY) maxY = py;
    }
    return { xy, box: [minX, minY, maxX, maxY] };
  }

  function joined(paths) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const p of paths) {
      box[0] = Math.min(box[0], p.box[0]); box[1] = Math.min(box[1], p.box[1]);
      box[2] = Math.max(box[2], p.box[2]); box[3] = Math.max(box[3], p.box[3]);
    }
    return { paths, box };
  }

  const POLYGONS = ["land", "lakes"];
  const LINES = ["rivers", "coast", "admin1", "countries", "disputed"];

  function decode(raw) {
    const out = {};
    for (const name of POLYGONS) out[name] = (raw[name] || []).map((rings) => joined(rings.map((r) => path(r, raw.q))));
    for (const name of LINES) out[name] = (raw[name] || []).map((line) => joined([path(line, raw.q)]));
    return out;
  }

  /* What an encoded claim extent becomes: same world pixels, so that one transform draws everything. */
  function decodeShape(coded, q) {
    const parts = coded.t === "line" ? coded.c.map((line) => [line]) : coded.c;
    return { line: coded.t === "line", parts: parts.map((rings) => joined(rings.map((r) => path(r, q)))) };
  }

  class Store {
    constructor(url) {
      this.url = url;
      this.world = null;
      this.tiles = new Map();
      this.labels = [];
      this.listeners = new Set();
    }
    async json(name) {
      const answer = await fetch(this.url + name);
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    }
    async open() {
      // Each part stands alone: a map without names is still a map.
      const parts = [["world.json", (raw) => { this.world = decode(raw); }],
        ["tiles/index.json", (raw) => { this.index = new Set(raw); }],
        ["labels.json", (raw) => { this.labels = raw.map((l) => ({ ...l, px: mercX(l.x), py: mercY(l.y) })).sort((a, b) => a.r - b.r); }]];
      const done = await Promise.allSettled(parts.map(async ([name, take]) => { take(await this.json(name)); this.changed(); }));
      if (done.some((part) => part.status === "rejected")) throw new Error("the base map is incomplete");
    }
    changed() { for (const listener of this.listeners) listener(); }
    /* The detail tiles of a view, those that are here; the others are asked for and announced later. */
    detail(bounds) {
      const have = [];
      const x0 = Math.floor((bounds.getWest() + 180) / TILE_DEGREES), x1 = Math.floor((bounds.getEast() + 180) / TILE_DEGREES);
      const y0 = Math.max(0, Math.floor((bounds.getSouth() + 90) / TILE_DEGREES));
      const y1 = Math.min(11, Math.floor((bounds.getNorth() + 90) / TILE_DEGREES));
      let complete = true;
      for (let tx = x0; tx <= x1; tx++) {
        for (let y = y0; y <= y1; y++) {
          const x = ((tx % 24) + 24) % 24, key = `${x}_${y}`;
          if (!this.index || !this.index.has(key)) continue;
          const tile = this.tiles.get(key);
          if (tile === undefined) {
            this.tiles.set(key, null);
            this.json(`tiles/${key}.json`).then((raw) => { this.tiles.set(key, decode(raw)); this.changed(); })
              .catch(() => this.tiles.delete(key));
          }
          if (tile) have.push(tile); else complete = false;
        }
      }
      return complete && have.length ? have : null;
    }
  }

  /* A canvas that Leaflet moves and scales with the map; subclasses draw(). */
  const CanvasLayer = L.Renderer.extend({
    options: { padding: 0.35 },
    _initContainer() {
      this._container = document.createElement("canvas");
      this._ctx = this._container.getContext("2d");
    },
    _destroyContainer() { this._container.remove(); this._container = null; },
    _updatePaths() {},
    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      events.move = this._onMove;
      events.resize = this._update;
      return events;
    },
    _onMove() {
      const size = this._map.getSize();
      const view = L.bounds(this._map.containerPointToLayerPoint([0, 0]), this._map.containerPointToLayerPoint(size));
      if (this._bounds && !this._bounds.contains(view)) this._update();
    },
    _update() {
      if (!this._map || !this._container || this._map._animatingZoom) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1);
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
        canvas.width = Math.round(size.x * ratio);
        canvas.height = Math.round(size.y * ratio);
        canvas.style.width = size.x + "px";
        canvas.style.height = size.y + "px";
      }
      this.redraw();
    },
    redraw() {
      if (!this._map || !this._bounds || !this._ctx) return;
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const scale = Math.pow(2, this._zoom);
      const origin = this._map.getPixelOrigin();
      const size = this._bounds.getSize();
      const ctx = this._ctx;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, size.x, size.y);
      const left = origin.x + this._bounds.min.x, top = origin.y + this._bounds.min.y;
      const view = { scale, left, top, width: size.x, height: size.y, ratio, zoom: this._zoom,
                     min: this._bounds.min,
                     box: [left / scale, top / scale, (left + size.x) / scale, (top + size.y) / scale] };
      this.draw(ctx, view);
    },
  });

  /* Whole-world offsets (in world pixels) at which something may be seen in a view. */
  function copies(view) {
    const out = [];
    for (let k = -1; k <= 1; k++) if (view.box[2] > k * WORLD && view.box[0] < (k + 1) * WORLD + 20) out.push(k * WORLD);
    return out;
  }
  const seen = (box, view, dx) => box[2] + dx >= view.box[0] && box[0] + dx <= view.box[2] &&
    box[3] >= view.box[1] && box[1] <= view.box[3];

  function trace(target, shape, view, dx, closed) {
    for (const p of shape.paths) {
      const xy = p.xy;
      for (let i = 0; i < xy.length; i += 2) {
        const x = (xy[i] + dx) * view.scale - view.left, y = xy[i + 1] * view.scale - view.top;
        if (i) target.lineTo(x, y); else target.moveTo(x, y);
      }
      if (closed) target.closePath();
    }
  }

  const BaseLayer = CanvasLayer.extend({
    initialize(store, theme) {
      L.Renderer.prototype.initialize.call(this, { pane: "muster-base" });
      this.store = store;
      this.theme = theme;
      this._redraw = () => this.redraw();
    },
    onAdd(map) { CanvasLayer.prototype.onAdd.call(this, map); this.store.listeners.add(this._redraw); },
    onRemove(map) { this.store.listeners.delete(this._redraw); CanvasLayer.prototype.onRemove.call(this, map); },
    draw(ctx, view) {
      const t = this.theme;
      ctx.fillStyle = t.water;
      ctx.fillRect(0, 0, view.width, view.height);
      if (!this.store.world) return;
      const detail = this._zoom >= DETAIL_ZOOM ? this.store.detail(this._map.getBounds()) : null;
      const sets = detail || [this.store.world];
      const offsets = copies(view);
      const fill = (name, style) => {
        // Tiles overlap by a hair, so each is filled by itself: together, even-odd would cut the overlap out.
        ctx.fillStyle = style;
        for (const set of sets) {
          ctx.beginPath();
          for (const s of set[name]) for (const dx of offsets) if (seen(s.box, view, dx)) trace(ctx, s, view, dx, true);
          ctx.fill("evenodd");
        }
      };
      const line = (name, style, width, dash) => {
        ctx.beginPath();
        for (const set of sets) for (const s of set[name]) for (const dx of offsets) if (seen(s.box, view, dx)) trace(ctx, s, view, dx, false);
        ctx.setLineDash(dash || []);
        ctx.strokeStyle = style;
        ctx.lineWidth = width;
        ctx.lineJoin = "round";
        ctx.stroke();
        ctx.setLineDash([]);
      };
      fill("land", t.land);
      if (view.zoom >= 3.2) line("admin1", t.admin, view.zoom < 5 ? 0.7 : 1);
      fill("lakes", t.water);
      if (view.zoom >= 4) line("rivers", t.river, view.zoom < 6 ? 0.8 : 1.3);
      line("coast", t.coast, 0.8);
      line("countries", t.country, view.zoom < 4 ? 0.9 : 1.3);
      line("disputed", t.disputed, 1.1, [4, 4]);
    },
  });

  /* The shape to draw at a zoom: the overview's, and from DETAIL_ZOOM on the exact one, fetched when first wanted. */
  function shapeAt(shapes, id, zoom, fetchExact) {
    const held = shapes.get(id);
    if (!held || !held.coarse || zoom < DETAIL_ZOOM) return held;
    if (held.exact) return held.exact;
    if (!held.asked) { held.asked = true; fetchExact(id, held); }
    return held;
  }

  muster.base = { DETAIL_ZOOM, shapeAt, Store, BaseLayer, CanvasLayer, decodeShape, mercX, mercY, copies, trace, seen, WORLD };
})(window.muster = window.muster || {});
