/* The gazetteer's map: what a name could be, numbered as in the list beside it, each with its extent drawn honestly.
   Commands bring ids and numbers; names come by URL and reach the page through textContent alone. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { element, button } = muster.text;
  const { CanvasLayer, mercX, mercY, copies, trace, seen } = muster.base;
  const EARTH_RADIUS_M = 6371008.8;
  const RING_POINTS = 96, SMALLEST_PX = 3, WIDEST_ZOOM = 11;
  const WORLD = [[-40, -115], [70, 160]];
  const STATES = {
    empty: ["Type a name", "What it could be appears here, each place with its extent."],
    unknown: ["Nothing to draw", "No place of the gazetteer comes close to this name."],
    nowhere: ["Listed, not drawn", "These places have no coordinates that somebody could check."],
    settled: ["Nothing left to settle", "Every name of the loaded data has its place or its judgement."],
    judged: ["Nothing to draw", "Every judgement says that none of the places was meant."],
    unjudged: ["No judgement yet", "The places that somebody settled on are drawn here."],
    adding: ["A new place", "Give its coordinates and radius and check the row: its extent is drawn here."],
  };
  const LEGEND = {
    circle: "a circle true to scale: how far from its point the place may be",
    polygon: "a division or district: the whole of it, no point inside is truer",
    hatch: "a larger or vaguer area",
    outline: "a country: known no closer",
    line: "a border",
  };
  /* Where a number may stand, nearest first: on its place, else on rings around it. */
  const ASIDE = [[0, 0]];
  for (const [far, steps] of [[27, 8], [54, 16], [81, 24]]) {
    for (let i = 0; i < steps; i++) ASIDE.push([far * Math.cos(2 * Math.PI * i / steps), far * Math.sin(2 * Math.PI * i / steps)]);
  }
  const waiting = [];
  let running = null;

  /* The ring of radius_m around a point on the sphere, true to scale at any latitude, as one part in world pixels. */
  function ring(lat, lon, radiusM) {
    const rad = Math.PI / 180, d = radiusM / EARTH_RADIUS_M, phi = lat * rad;
    const xy = new Float32Array(RING_POINTS * 2), box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < RING_POINTS; i++) {
      const turn = 2 * Math.PI * i / RING_POINTS;
      const sin = Math.sin(phi) * Math.cos(d) + Math.cos(phi) * Math.sin(d) * Math.cos(turn);
      const dl = Math.atan2(Math.sin(turn) * Math.sin(d) * Math.cos(phi), Math.cos(d) - Math.sin(phi) * sin);
      const x = mercX(lon + dl / rad), y = mercY(Math.asin(sin) / rad);
      xy[2 * i] = x; xy[2 * i + 1] = y;
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
    return { line: false, parts: [{ paths: [{ xy, box }], box }] };
  }

  function hatching(ctx, colour, ratio) {
    const tile = document.createElement("canvas"), side = Math.round(9 * ratio), c = tile.getContext("2d");
    tile.width = tile.height = side;
    c.strokeStyle = colour;
    c.lineWidth = ratio * 1.1;
    c.beginPath();
    for (const shift of [-side, 0, side]) { c.moveTo(shift, side); c.lineTo(shift + side, 0); }
    c.stroke();
    const pattern = ctx.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    return pattern;
  }

  const Extents = CanvasLayer.extend({
    initialize(board) {
      L.Renderer.prototype.initialize.call(this, { pane: "muster-claims" });
      this.board = board;
    },
    draw(ctx, view) {
      const order = { outline: 0, hatch: 1, polygon: 2, line: 3, circle: 4 };
      const items = this.board.items.filter((item) => item.shape).sort((a, b) => order[a.draw] - order[b.draw]);
      for (const item of items) this.extent(ctx, view, item);
      muster.placenames.draw(ctx, view, this.board.store.labels, this.board.theme, this.board.items.map((item) => this.room(item, view)).filter(Boolean));
      this.board.place();
    },
    /* What a candidate's number and name need, so that the names of the base map keep clear of them. */
    room(item, view) {
      if (!item.anchor) return null;
      const turns = Math.round((view.box[0] + view.box[2] - 2 * mercX(item.anchor[0])) / 512) * 256;
      const x = (mercX(item.anchor[0]) + turns) * view.scale - view.left, y = mercY(item.anchor[1]) * view.scale - view.top;
      const name = item.mark && item.mark.querySelector("b");
      return [x - 15, y - 14, x + 24 + (name ? name.offsetWidth : 0), y + 14];
    },
    extent(ctx, view, item) {
      const theme = this.board.theme, chosen = item.n === this.board.chosen;
      const other = this.board.chosen > 0 && !chosen;
      const held = this.board.shapeOf(item, view.zoom);
      const path = new Path2D();
      for (const part of held.parts) for (const dx of copies(view)) if (seen(part.box, view, dx)) trace(path, part, view, dx, !held.line);
      const colour = other ? theme.quiet : theme.accent;
      ctx.save();
      ctx.globalAlpha = other ? 0.55 : 1;
      if (item.draw === "hatch") { ctx.save(); ctx.globalAlpha *= 0.6; ctx.fillStyle = hatching(ctx, colour, view.ratio); ctx.fill(path, "evenodd"); ctx.restore(); }
      if (item.draw === "polygon" || item.draw === "circle") {
        ctx.save(); ctx.globalAlpha *= chosen ? 0.26 : 0.14; ctx.fillStyle = colour; ctx.fill(path, "evenodd"); ctx.restore();
      }
      ctx.strokeStyle = colour;
      ctx.lineWidth = (item.draw === "line" ? 3 : 1.5) + (chosen ? 1 : 0);
      ctx.lineJoin = "round";
      if (item.draw === "line") ctx.setLineDash([7, 5]);
      ctx.stroke(path);
      ctx.restore();
    },
  });

  class Board {
    constructor(map, config) {
      this.map = map;
      this.config = config;
      this.items = [];
      this.known = new Map();
      this.chosen = -1;
      this.sent = 0;
      this.theme = muster.theme[this.themeName()];
      this.dress();
    }

    themeName() {
      const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
      const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
      if (!hex) return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const [r, g, b] = hex.slice(1).map((h) => parseInt(h, 16));
      return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
    }

    dress() {
      const { map } = this, body = document.body, host = document.getElementById("parent") || body;
      document.documentElement.dataset.theme = this.theme.name;
      body.classList.add("muster", "places");
      for (const [name, z] of [["muster-base", 210], ["muster-claims", 420]]) {
        const pane = map.getPane(name) || map.createPane(name);
        pane.style.zIndex = z;
        pane.style.pointerEvents = "none";
      }
      map.attributionControl.setPrefix(false);
      map.attributionControl.addAttribution("Natural Earth · GeoNames · boundaries as on the method page");
      map.getContainer().setAttribute("aria-label", "Map of the places that the name could mean");
      map.getContainer().setAttribute("role", "application");
      this.marks = element("div", "muster-place-marks");
      this.legend = element("aside", "muster-card muster-place-legend");
      this.legend.setAttribute("aria-label", "Legend");
      this.legend.hidden = true;
      this.state = element("section", "muster-card muster-place-state");
      this.state.setAttribute("role", "status");
      this.state.hidden = true;
      this.zoom = element("nav", "muster-card muster-zoom muster-place-zoom");
      this.zoom.setAttribute("aria-label", "Zoom");
      this.zoom.append(button("", "+", () => map.zoomIn(1)), button("", "−", () => map.zoomOut(1)), button("", "⤢", () => this.fit(true)));
      ["Zoom in", "Zoom out", "Show all candidates"].forEach((words, i) => this.zoom.children[i].setAttribute("aria-label", words));
      host.append(this.marks, this.legend, this.state, this.zoom);
      map.on("move zoom viewreset resize", () => this.place());
      new ResizeObserver(() => { map.invalidateSize({ animate: false, pan: false }); this.fit(); }).observe(map.getContainer());
      window.addEventListener("message", (event) => {
        if (event.data && event.data.type === "streamlit:render") setTimeout(() => this.restyle(), 0);
      });
    }

    restyle() {
      this.map.invalidateSize({ animate: false, pan: false });
      const name = this.themeName();
      if (name === this.theme.name) return;
      this.theme = muster.theme[name];
      document.documentElement.dataset.theme = name;
      if (this.base) { this.base.theme = this.theme; this.base.redraw(); this.extents.redraw(); }
    }

    async open() {
      const store = this.store = new muster.base.Store(this.config.basemap);
      const basemap = store.open().catch(() => this.say("The base map is incomplete", "Reload the page to try again."));
      this.base = new muster.base.BaseLayer(store, this.theme).addTo(this.map);
      this.extents = new Extents(this).addTo(this.map);
      store.listeners.add(() => this.extents.redraw());
      this.map.invalidateSize({ animate: false, pan: false });
      this.fit();
      await Promise.all(["400 12px Inter", "600 13px Inter"].map((font) => document.fonts.load(font))).catch(() => []);
      await basemap;
      this.ready = true;
      for (const order of waiting.splice(0)) await this.command(order);
      document.documentElement.dataset.ready = "1";
    }

    async command(order) {
      if (!this.ready) { waiting.push(order); return; }
      if (order.token === this.token) return;
      this.token = order.token;
      const items = await Promise.all(order.items.map((asked) => this.item(asked)));
      if (order.token !== this.token) return;
      const before = this.items.map((item) => item.key).join(" "), now = items.map((item) => item.key).join(" ");
      this.items = items;
      this.chosen = order.chosen;
      this.lay();
      if (before !== now) this.fit();
      this.extents.redraw();
      const drawn = items.some((item) => item.anchor);
      if (drawn) this.state.hidden = true;
      else this.say(...(STATES[items.length ? "nowhere" : order.state] || STATES.empty));
      document.documentElement.dataset.token = order.token;
    }

    /* One candidate, from what is known of its id, or from the coordinates in the order where the id has no record. */
    async item(asked) {
      const key = JSON.stringify([asked.id, asked.at, asked.radius_m]);
      let place = { name: "", kind: "", draw: "circle" };
      if (asked.id) place = await this.fetchPlace(asked.id);
      if (asked.at) place = { ...place, lat: asked.at[0] / 1e5, lon: asked.at[1] / 1e5, radius_m: asked.radius_m };
      const item = { ...place, n: asked.n, minor: Boolean(asked.minor), key, radius_m: asked.radius_m || place.radius_m };
      item.anchor = place.anchor || (typeof place.lat === "number" ? [place.lon, place.lat] : null);
      if (place.shape) item.shape = place.decoded;
      else if (item.anchor && item.radius_m) { item.draw = "circle"; item.shape = ring(item.anchor[1], item.anchor[0], item.radius_m); }
      if (!item.shape && !item.anchor) item.draw = "nothing";
      return item;
    }

    async fetchPlace(id) {
      if (!this.known.has(id)) {
        const answer = await fetch(`${this.config.data}${encodeURIComponent(id)}.json`);
        if (!answer.ok) { this.say("A place could not be loaded", "The data has changed since this page was made: reload it."); return {}; }
        const place = await answer.json();
        if (place.shape) place.decoded = { ...muster.base.decodeShape(place.shape, place.shape.q), coarse: place.coarse };
        this.known.set(id, place);
      }
      return this.known.get(id);
    }

    /* The outline at a zoom: the overview's, and close up the exact one, fetched when it is first wanted. */
    shapeOf(item, zoom) {
      const shapes = new Map([[item.id, item.shape]]);
      return muster.base.shapeAt(shapes, item.id, zoom, async (id, held) => {
        const answer = await fetch(`${this.config.data}${encodeURIComponent(id)}/outline.json`);
        if (!answer.ok) return;
        const coded = await answer.json();
        held.exact = muster.base.decodeShape(coded, coded.q);
        this.extents.redraw();
      });
    }

    /* A mark for each candidate: its number, and its name where there is room. */
    lay() {
      this.marks.replaceChildren();
      for (const item of this.items) {
        if (!item.anchor) continue;
        const mark = button("muster-place", "", () => this.tell(item.n));
        // What covers an area carries its number as a label in it, never as a pin.
        mark.classList.toggle("extent", item.draw !== "circle");
        mark.classList.toggle("chosen", item.n === this.chosen);
        mark.classList.toggle("other", this.chosen > 0 && item.n !== this.chosen);
        mark.append(element("s"), element("i", "", String(item.n)));
        if (item.name) mark.append(element("b", "", item.name));
        mark.title = item.name;
        mark.dataset.n = item.n;
        item.mark = mark;
        this.marks.append(mark);
      }
      const kinds = Object.keys(LEGEND).filter((draw) => this.items.some((item) => item.draw === draw));
      this.legend.replaceChildren(...kinds.map((draw) => {
        const row = element("div", "muster-place-row");
        row.append(element("span", `muster-place-swatch ${draw}`), element("span", "", LEGEND[draw]));
        return row;
      }));
      this.legend.hidden = !kinds.length;
    }

    /* Put the marks where their places are: numbers keep apart, with a line to the place where one had to give way;
       names give way to numbers. */
    place() {
      const taken = [], size = this.map.getSize();
      const free = (box) => !taken.some((o) => box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1]);
      const around = (x, y) => [x - 12, y - 12, x + 12, y + 12];
      const shown = this.items.filter((item) => item.mark).sort((a, b) => (b.n === this.chosen) - (a.n === this.chosen) || a.n - b.n);
      for (const item of shown) {
        const turns = Math.round((this.map.getCenter().lng - item.anchor[0]) / 360) * 360;
        const at = this.map.latLngToContainerPoint([item.anchor[1], item.anchor[0] + turns]);
        item.mark.hidden = at.x < -40 || at.y < -40 || at.x > size.x + 40 || at.y > size.y + 40;
        if (item.mark.hidden) continue;
        const [dx, dy] = ASIDE.find(([x, y]) => free(around(at.x + x, at.y + y))) || [0, 0];
        item.at = [at.x + dx, at.y + dy];
        taken.push(around(...item.at));
        item.mark.style.transform = `translate(${item.at[0] - 12}px, ${item.at[1] - 12}px)`;
        const line = item.mark.querySelector("s");
        line.hidden = !dx && !dy;
        line.style.width = `${Math.hypot(dx, dy)}px`;
        line.style.transform = `rotate(${Math.atan2(-dy, -dx)}rad)`;
      }
      for (const item of shown) {
        const name = item.mark.hidden ? null : item.mark.querySelector("b");
        if (!name) continue;
        name.hidden = false;
        const wide = name.offsetWidth, [x, y] = item.at;
        const right = [x + 13, y - 11, x + 20 + wide, y + 11], left = [x - 20 - wide, y - 11, x - 13, y + 11];
        const side = free(right) && right[2] < size.x ? right : free(left) && left[0] > 0 ? left : null;
        name.hidden = !side;
        item.mark.classList.toggle("leftward", side === left);
        if (side) taken.push(side);
      }
    }

    /* Show the candidates that matter, or all, whole; with none, the world. */
    fit(all) {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const item of this.items) {
        if (item.minor && !all) continue;
        for (const part of item.shape ? item.shape.parts : []) {
          box[0] = Math.min(box[0], part.box[0]); box[1] = Math.min(box[1], part.box[1]);
          box[2] = Math.max(box[2], part.box[2]); box[3] = Math.max(box[3], part.box[3]);
        }
      }
      if (box[0] > box[2]) { this.map.fitBounds(WORLD, { animate: false }); return; }
      const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
      const small = this.map.getSize().x < 600;
      this.map.fitBounds(L.latLngBounds(corner(box[0], box[1]), corner(box[2], box[3])), {
        animate: false, maxZoom: WIDEST_ZOOM, paddingTopLeft: [small ? 40 : 70, 50], paddingBottomRight: [small ? 60 : 150, small ? 50 : 90],
      });
    }

    say(head, words) {
      this.state.replaceChildren(element("h2", "", head), element("p", "", words));
      this.state.hidden = false;
    }

    tell(n) {
      this.sent++;
      const value = { seq: `${Date.now().toString(36)}-${this.sent}`, chosen: n };
      if (window.Streamlit) window.Streamlit.setComponentValue(value);
    }

    /* What a test reads. */
    report() {
      return {
        ready: Boolean(this.ready), token: this.token, chosen: this.chosen, zoom: this.map.getZoom(),
        items: this.items.map((item) => ({
          n: item.n, id: item.id || null, name: item.name, draw: item.draw, anchor: item.anchor, radius_m: item.radius_m || null,
          box: item.shape ? item.shape.parts.map((p) => p.box) : null,
        })),
      };
    }
  }

  muster.start = function (map, config) {
    running = new Board(map, config);
    muster.frame = running;
    running.open().catch((error) => { running.say("The map could not be started", "Reload the page."); throw error; });
  };
  muster.command = function (order) {
    if (running) running.command(order); else waiting.push(order);
  };
})(window.muster = window.muster || {});
