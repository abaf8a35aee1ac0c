/* The frame of a bulk layer: the same map, cards and clocks, but every count is asked of the server: the cells of the view
   when it has moved, the sums when filters or clocks have changed. Of several changes the newest is asked for. */
(function (muster) {
  "use strict";
  const { element, button, isoDay, plural, grouped } = muster.text;
  const { levelFor, boxOf, windowOf, covers, boxParams, filterParams, clockParams, Stream, rowsOf } = muster.cells;
  const { mercX, mercY } = muster.base;
  const MOVED_MS = 40, REST_MS = 250, LONGEST_REST_MS = 1500, SLOW_MS = 350, LONG_DAYS = 200, STEPS_OF_A_RUN = 180, SHAPES_AT_ONCE = 4, CLOSE_ZOOM = 5;
  const NO_INSET = { update() {}, follow() {}, restyle() {}, boxes: () => [] };
  const dayOf = (text) => (text ? Math.round(Date.parse(text + "T00:00:00Z") / 86400000) : null);

  /* What lies behind the clocks, from the server's days: they are counted there, for all that is known. */
  class DaysHistogram extends muster.Histogram {
    count() {
      const { theme, data, daysAnswer } = this.bar.state;
      const days = this.days = this.bar.last - this.bar.first + 1;
      this.order = [...new Set(data.source_kinds.map((k) => muster.theme.colour(theme, k)))];
      this.turns = { happened: new Int32Array(days + 1).fill(1), known: new Int32Array(days + 1).fill(1) };
      const lane = (name) => {
        const found = { solid: this.order.map(() => new Float32Array(days)), pale: this.order.map(() => new Float32Array(days)), later: new Float32Array(days), most: 1 };
        const sum = new Float32Array(days);
        for (const part of ["solid", "pale"]) {
          for (const [kind, column] of Object.entries(daysAnswer ? daysAnswer[name][part] : {})) {
            const slot = this.order.indexOf(muster.theme.colour(theme, kind));
            for (let d = 0; d < days; d++) { found[part][slot][d] += column[d]; sum[d] += column[d]; }
          }
        }
        found.most = sum.reduce((most, n) => Math.max(most, n), 1);
        return found;
      };
      this.happened = lane("happened");
      this.known = lane("known");
    }

    follow() {}
  }

  class CellsFrame extends muster.Frame {
    constructor(map, config) {
      super(map, config);
      this.selection = {};
      this.cells = [];
      this.areas = [];
      this.level = 0;
      this.cell = null;
      this.held = null;
      this.strength = null;
      this.heldBy = {};
      this.inset = NO_INSET;
      this.wantedShapes = [];
      this.fetchingShapes = 0;
      this.cellStream = new Stream((answer, about) => this.takeCells(answer, about), (words) => this.failed(words));
      this.streams = {};
      for (const [name, take] of [["areas", this.takeAreas], ["tally", this.takeTally], ["strength", this.takeStrength], ["days", this.takeDays]]) {
        this.streams[name] = new Stream((answer, params) => { this.heldBy[name] = params; take.call(this, answer); this.markStale(); }, (words) => this.failed(words));
      }
    }

    async open() {
      this.parts.countries.setAttribute("aria-label", "Known without a point");
      this.store = new muster.base.Store(this.config.basemap);
      const basemap = this.store.open().catch(() => this.note("Part of the base map could not be loaded: reload the page."));
      const answer = await fetch(this.config.layer + "about.json");
      if (!answer.ok) { this.note(await answer.text()); return; }
      const about = await answer.json();
      // Places by number: those without a point alone have to be known here.
      this.data = { ...about, extents: [], places: Object.fromEntries(about.areas.map((a) => [a.place, { ...a, kind: a.draw }])) };
      const span = about.days[1] - about.days[0];
      this.stride = span > LONG_DAYS ? Math.ceil(span / STEPS_OF_A_RUN) : 1;
      this.tally = { ...Object.fromEntries(["shown", "outside", "no_date", "no_place", "not_yet_known", "filtered", "background", "certain", "possible", "undated", "elsewhere", "perhaps"].map((k) => [k, 0])), total: about.claims };
      this.base = new muster.base.BaseLayer(this.store, this.theme).addTo(this.map);
      this.marks = new muster.cellslayer.CellsLayer(this);
      this.store.listeners.add(() => this.marks.redraw());
      this.bar = new muster.TimeBar(this.parts.time, this, { change: () => this.show(), options: () => this.keepView(), settle: () => this.settle(), open: (bin) => this.unfold(bin) });
      this.bar.player.take(new URL(window.parent.location.href).searchParams.get("play"));
      this.bind();
      this.map.on("moveend resize", () => { clearTimeout(this.movedTimer); this.movedTimer = setTimeout(() => this.askCells(true), MOVED_MS); });
      this.legend();
      this.go({ name: "All", bounds: this.data.bounds }, false);
      this.goTo(this.linked());
      this.marks.addTo(this.map);
      this.enter = button("muster-card muster-enter", "Zoom in", () => this.zoomInto());
      this.enter.hidden = true;
      (document.getElementById("parent") || document.body).append(this.enter);
      this.map.on("move zoomend viewreset", () => this.placeEnter());
      await Promise.all(["400 12px Inter", "600 13px Inter"].map((font) => document.fonts.load(font))).catch(() => []);
      await document.fonts.ready;
      await basemap;
      this.begin();
    }

    legend() { muster.cellscards.legend(this.parts.legend, this); }
    figureRows() { return null; }
    compute() {}

    /* Whether what is drawn is still of an earlier question: play waits for it. */
    get isCounting() { return this.cellStream.busy; }

    get clocks() { return { from: this.from, to: this.to, asOf: this.asOf }; }
    params(clocks = true) {
      return [filterParams({ selection: this.selection, undated: this.undated }), clocks ? clockParams(this.clocks) : ""].filter(Boolean).join("&");
    }

    /* A change of filters or clocks: what is known here is drawn at once, the rest is asked for. */
    show() {
      if (!this.bar) return;
      this.bar.paint();
      this.cards();
      if (!this.ready) return;
      this.askCells(false);
      // Under a dragging hand the cells come first; the rest follows when it holds still for a moment, and what is still
      // out of it for an earlier moment makes way.
      const now = [this.params(), this.params(false)];
      for (const stream of Object.values(this.streams)) if (stream.out && !now.includes(stream.out.about)) stream.leave();
      clearTimeout(this.restTimer);
      this.restTimer = setTimeout(() => this.askRest(false), Math.min(LONGEST_REST_MS, Math.max(REST_MS, 2 * (this.tookMs || 0))));
      this.markStale();
      this.marks.redraw();
      this.frames = (this.frames || 0) + 1;
    }

    /* The hand is off: what is still out of an earlier moment is let go. */
    settle() {
      this.askCells(true);
      this.askRest(true);
      this.tell({});
    }

    /* What still says the counts of an earlier moment is paler until its own have come. */
    markStale() {
      const params = this.params();
      const stale = (name) => this.heldBy[name] !== params;
      this.staleAreas = stale("areas");
      for (const [part, name] of [["headline", "strength"], ["countries", "areas"], ["ledger", "tally"]]) this.parts[part].classList.toggle("muster-stale", stale(name));
      this.bar.detail.classList.toggle("muster-stale", stale("tally"));
    }

    cards() {
      muster.cellscards.headline(this.parts.headline, this, (figure) => this.unfold(figure));
      muster.cellscards.vague(this.parts.countries, this, (place) => this.choose(place));
      muster.cards.ledger(this.parts.ledger, this, (bin) => this.unfold(bin));
      muster.cards.extents(this.parts.extents, this, (extent) => this.go(extent, true));
    }

    /* ---- Questions ---- */
    viewBox() {
      const { x, y } = this.map.getSize(), scale = 2 ** this.map.getZoom();
      const origin = this.map.getPixelOrigin(), corner = this.map.containerPointToLayerPoint([0, 0]);
      const left = (origin.x + corner.x) / scale, top = (origin.y + corner.y) / scale;
      return [left, Math.max(0, top), left + x / scale, Math.min(255.999, top + y / scale)];
    }

    askCells(urgent) {
      if (!this.ready) return;
      const wanted = windowOf(this.viewBox(), levelFor(this.map.getZoom())), params = this.params();
      if (this.held && this.held.params === params && covers(this.held.window, wanted)) {
        if (this.cellStream.next) this.cellStream.next = null;
        if (this.cellStream.out && this.cellStream.out.about.params !== params) this.cellStream.drop();
        return;
      }
      const url = `${this.config.layer}cells.json?${[boxParams(wanted), params].filter(Boolean).join("&")}`;
      this.cellStream.want(url, { window: wanted, params, at: performance.now() }, urgent);
      this.markPending();
    }

    askRest(urgent) {
      clearTimeout(this.restTimer);
      const ask = (name, params) => {
        if (this.heldBy[name] !== params) this.streams[name].want(`${this.config.layer}${name}.json${params ? `?${params}` : ""}`, params, urgent);
      };
      const params = this.params();
      // While a clock runs, the strength, which is the dearest of them, waits for its end.
      for (const name of this.bar.playing ? ["tally", "areas"] : ["tally", "areas", "strength"]) ask(name, params);
      ask("days", this.params(false));
    }

    /* What came back is drawn if it is what is looked at, and also if it is one of a run of changes: each is true of the
       days that it was asked for, and the next is on its way. */
    takeCells(answer, about) {
      const started = performance.now();
      this.level = answer.level;
      this.cells = rowsOf(answer.cells, this.data.source_kinds);
      this.held = about;
      this.tookMs = started - about.at;
      this.marks.redraw();
      this.placeEnter();
      muster.covering.settleLegend(this, !this.answers);
      this.frameMs = performance.now() - started;
      this.drawnAt = performance.timeOrigin + performance.now();
      this.drawnParams = about.params;
      this.answers = (this.answers || 0) + 1;
      this.markPending();
    }

    takeAreas(answer) {
      this.areas = rowsOf(answer.areas, this.data.source_kinds).map((row) => ({ ...row, ...this.data.places[row.place] }));
      const order = ["", "country", "area", "region"];
      this.areas.sort((a, b) => order.indexOf(a.draw) - order.indexOf(b.draw));
      this.staleAreas = false;
      this.cards();
      this.marks.redraw();
    }

    takeTally(answer) {
      this.tally = answer.tally;
      this.cards();
      this.bar.words();
    }

    takeStrength(answer) {
      this.strength = answer.strength;
      this.cards();
    }

    takeDays(answer) {
      this.daysAnswer = answer;
      this.bar.forget();
      this.bar.paint();
    }

    failed(words) {
      this.parts.note.hidden = false;
      this.parts.note.textContent = `The claims could not be counted: ${words}`;
      this.failedNow = true;
      this.markPending();
    }

    /* "Counting" is said where it takes longer than a blink. */
    markPending() {
      clearTimeout(this.pendingTimer);
      const busy = this.cellStream.busy;
      document.documentElement.dataset.counting = busy ? "1" : "0";
      const canvas = this.marks._container;
      if (!busy) {
        if (canvas) canvas.style.opacity = "";
        if (!this.failedNow) this.parts.note.hidden = true;
        this.failedNow = false;
        return;
      }
      this.pendingTimer = setTimeout(() => {
        if (!this.cellStream.busy) return;
        if (canvas) canvas.style.opacity = 0.55;
        if (this.bar.playing) return;
        this.parts.note.hidden = false;
        this.parts.note.textContent = "Counting …";
      }, SLOW_MS);
    }

    histogram(bar) { return new DaysHistogram(bar); }

    /* ---- Outlines, one by one, those in view ---- */
    shapeOf(area, view) {
      const { box } = area;
      if (!area.draw || !box) return null;
      const west = mercX(box[0]), east = mercX(box[2]), north = mercY(box[3]), south = mercY(box[1]);
      const inView = [-256, 0, 256].some((dx) => east + dx >= view.box[0] && west + dx <= view.box[2]) && south >= view.box[1] && north <= view.box[3];
      if (!inView) return null;
      // Close up the exact outline, else a general one; until it is here, the other.
      const close = view.zoom >= CLOSE_ZOOM, key = (exact) => `${area.place}${exact ? ".exact" : ""}`;
      if (!this.shapes.has(key(close))) {
        this.shapes.set(key(close), null);
        this.wantedShapes.push(key(close));
        this.fetchShapes();
      }
      return this.shapes.get(key(close)) || this.shapes.get(key(!close)) || null;
    }

    async fetchShapes() {
      if (this.fetchingShapes >= SHAPES_AT_ONCE || !this.wantedShapes.length) return;
      const key = this.wantedShapes.shift(), [place, exact] = key.split(".");
      this.fetchingShapes++;
      try {
        const got = await fetch(`${this.config.layer}shapes/${place}.json${exact ? "?exact=1" : ""}`);
        if (got.ok) this.shapes.set(key, muster.base.decodeShape(await got.json(), this.data.q));
      } finally {
        this.fetchingShapes--;
        clearTimeout(this.shapeTimer);
        this.shapeTimer = setTimeout(() => this.marks.redraw(), 60);
        this.fetchShapes();
      }
    }

    /* ---- Choosing ---- */
    click(event) {
      const hit = this.marks.hit(event.containerPoint);
      if (hit && hit.cell) this.chooseCell([this.level, hit.cell.x, hit.cell.y]);
      else if (hit && hit.area) this.choose(hit.area.place);
    }

    hover(event) {
      const hit = this.marks.hit(event.containerPoint), tip = this.parts.tip, container = this.map.getContainer();
      container.style.cursor = hit ? "pointer" : "";
      tip.hidden = !hit;
      if (!hit) return;
      const row = hit.cell || hit.area;
      tip.replaceChildren(element("b", "", hit.area ? hit.area.name : plural(row.claims, "claim") + " in this square"));
      for (const line of muster.cellscards.lines(row)) tip.append(element("span", "", line));
      const x = Math.min(event.containerPoint.x + 14, container.clientWidth - tip.offsetWidth - 8);
      tip.style.transform = `translate(${x}px, ${event.containerPoint.y + 16}px)`;
    }

    chooseCell(cell) {
      const same = this.cell && this.cell.join() === cell.join();
      this.cell = same ? null : cell;
      this.place = -1;
      this.opened = null;
      this.redrawChoice();
      this.tell({});
    }

    choose(place) {
      this.cell = null;
      this.place = this.place === place ? -1 : place;
      this.opened = null;
      this.redrawChoice();
      this.tell({});
    }

    unfold(bin) {
      this.cell = null;
      this.place = -1;
      this.opened = bin;
      this.redrawChoice();
      this.tell({});
    }

    redrawChoice() {
      this.cards();
      this.placeEnter();
      this.marks.redraw();
    }

    /* The way into the chosen square stands at it. */
    placeEnter() {
      if (!this.enter) return;
      this.enter.hidden = !this.cell;
      if (!this.cell) return;
      const [west, , east, north] = boxOf(this.cell), middle = this.map.getCenter().lng;
      const shift = Math.round((middle - (west + east) / 2) / 360) * 360;
      const at = this.map.latLngToContainerPoint([north, (west + east) / 2 + shift]);
      const size = this.map.getSize(), closest = this.map.getZoom() >= 11;
      this.enter.hidden = closest || at.x < 0 || at.x > size.x || at.y < 0 || at.y > size.y;
      this.enter.style.transform = `translate(calc(${at.x}px - 50%), calc(${at.y - 8}px - 100%))`;
    }

    zoomInto() {
      const [west, south, east, north] = boxOf(this.cell), shift = Math.round((this.map.getCenter().lng - (west + east) / 2) / 360) * 360;
      this.extent = this.spot = null;
      this.map.fitBounds([[south, west + shift], [north, east + shift]], { maxZoom: Math.min(11, this.map.getZoom() + 3), animate: false });
      muster.cards.extents(this.parts.extents, this, (e) => this.go(e, true));
    }

    reveal(place) { if (this.data.places[place]) super.reveal(place); }
    frameOn(places) { super.frameOn(places.filter((place) => this.data.places[place])); }

    reset() {
      this.from = this.to = this.asOf = this.opened = this.cell = null;
      this.place = -1;
      this.tell({ reset: true });
      this.show();
    }

    tell(extra) { super.tell({ cell: this.cell, ...extra }); }

    address() {
      const place = this.data.places[this.place], held = this.place;
      // The base class looks a place's id up here; one with a point is the server's to name.
      if (!place) this.place = -1;
      const url = new URL(super.address());
      this.place = held;
      const put = (key, value) => { if (value) url.searchParams.set(key, value); else url.searchParams.delete(key); };
      put("cell", this.cell ? this.cell.join("/") : "");
      if (held >= 0 && !place) put("at", new URL(window.parent.location.href).searchParams.get("at"));
      url.search = url.search.replace(/%2C/gi, ",").replace(/%2F/gi, "/");
      return url.href;
    }

    /* A command from the server: numbers, days and switches, never text from data. */
    command(order) {
      if (!this.ready) { this.wait(order); return; }
      if (order.token === this.token) return;
      this.token = order.token;
      setTimeout(() => this.sweep(), 0);
      const pushed = order.push && order.push.id !== this.pushed;
      this.selection = order.selection;
      this.undated = order.undated;
      if (pushed) {
        this.takePush(order.push);
        this.cell = order.cell.length ? order.cell : null;
      }
      if (Boolean(order.present) !== Boolean(this.presenting)) this.present(Boolean(order.present));
      this.show();
      this.askCells(true);
      this.askRest(true);
      this.placeEnter();
      this.keepView();
      this.applied = order.token;
      this.appliedAt = performance.timeOrigin + performance.now();
      if (pushed && this.place >= 0 && !this.linked()) this.reveal(this.place);
    }

    /* What a test reads: the same facts that the page shows. */
    report() {
      const named = (row) => ({ claims: row.claims, present: row.present, planned: row.planned, answers: row.answers, elsewhere: row.elsewhere, denials: row.denials, origins: row.origins, kinds: row.kinds, disputed: row.disputed, tone: row.tone, flag: row.flag });
      return {
        ready: Boolean(this.ready), counting: this.isCounting || Object.values(this.streams).some((stream) => stream.busy) || this.heldBy.strength !== this.params() || this.heldBy.tally !== this.params() || this.heldBy.areas !== this.params(), tally: this.tally, level: this.level,
        from: this.from === null ? null : isoDay(this.from), to: this.to === null ? null : isoDay(this.to), as_of: this.asOf === null ? null : isoDay(this.asOf),
        cell: this.cell, place: this.place, opened: this.opened, params: this.held && this.held.params, window: this.held && this.held.window,
        cells: this.cells.map((row) => ({ x: row.x, y: row.y, ...named(row) })),
        areas: this.areas.map((row) => ({ place: row.place, name: row.name, draw: row.draw, ...named(row) })),
        drawn: this.marks.drawn.map((one) => ({ x: one.cell.x, y: one.cell.y, left: one.left, top: one.top, size: one.size })),
        strength: this.strength, asked: this.cellStream.asked, dropped: this.cellStream.dropped, answers: this.answers, frameMs: this.frameMs,
        zoom: this.map.getZoom(), center: this.map.getCenter(), token: this.applied, sent: this.sent,
      };
    }
  }

  muster.CellsFrame = CellsFrame;
})(window.muster = window.muster || {});
