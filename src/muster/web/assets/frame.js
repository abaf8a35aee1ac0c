/* The frame that holds map, cards and date bar. Data comes once by URL; commands are a few numbers; the server hears
   of the reader's doing only when a hand is off or a place is chosen. */
(function (muster) {
  "use strict";
  const TELLING = { ArrowLeft: "back", PageUp: "back", ArrowRight: "next", PageDown: "next", Escape: "end", f: "screen" };
  const L = window.L;
  const { element, button, isoDay, longDay, plural } = muster.text;
  const waiting = [];
  const SETTLED_MS = 4000, REST_MS = 180;
  let running = null;

  function dayOf(text) { return text ? Math.round(Date.parse(text + "T00:00:00Z") / 86400000) : null; }

  class Frame {
    constructor(map, config) {
      this.map = map;
      this.config = config;
      this.from = this.to = this.asOf = null;
      this.undated = true;
      this.place = -1;
      this.opened = null;
      this.extent = null;
      this.summaries = [];
      this.tally = null;
      this.shapes = new Map();
      this.sent = 0;
      this.token = null;
      this.theme = muster.theme[this.themeName()];
      this.small = window.innerWidth < 640;
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
      const body = document.body;
      document.documentElement.dataset.theme = this.theme.name;
      body.classList.add("muster");
      const map = this.map;
      this.panes(map);
      map.attributionControl.setPrefix(false);
      map.attributionControl.addAttribution("Natural Earth · GeoNames · boundaries as on the method page");
      map.getContainer().setAttribute("aria-label", "Map of reported presence");
      map.getContainer().setAttribute("role", "application");
      const host = document.getElementById("parent") || body;
      this.parts = {};
      for (const [name, tag, label] of [["headline", "section", "Headline"], ["countries", "section", "Countries"],
        ["extents", "nav", "Quick extents"], ["zoom", "nav", "Zoom"], ["legend", "aside", "Legend"]]) {
        const node = element(tag, `muster-card muster-${name}`);
        node.setAttribute("aria-label", label);
        this.parts[name] = node;
        host.append(node);
      }
      this.parts.left = element("div", "muster-left");
      this.parts.left.append(this.parts.headline, this.parts.countries, this.parts.legend);
      this.parts.right = element("div", "muster-right");
      this.parts.right.append(this.parts.extents, this.parts.zoom);
      host.append(this.parts.left, this.parts.right);
      this.parts.bar = element("footer", "muster-bar");
      this.parts.time = element("section", "muster-time");
      this.parts.time.setAttribute("aria-label", "Dates");
      this.parts.ledger = element("section", "muster-ledger");
      this.parts.ledger.setAttribute("aria-label", "Tally");
      this.parts.bar.append(this.parts.time, this.parts.ledger);
      host.append(this.parts.bar);
      this.parts.tip = element("div", "muster-tip");
      this.parts.tip.hidden = true;
      host.append(this.parts.tip);
      this.parts.note = element("div", "muster-note", "Loading the claims …");
      this.parts.note.setAttribute("role", "status");
      host.append(this.parts.note);
      const zoomBy = (d) => () => this.map.zoomIn(d);
      this.parts.zoom.append(button("", "+", zoomBy(1)), button("", "−", zoomBy(-1)));
      this.parts.zoom.children[0].setAttribute("aria-label", "Zoom in");
      this.parts.zoom.children[1].setAttribute("aria-label", "Zoom out");
      L.DomEvent.disableClickPropagation(this.parts.left);
      new ResizeObserver(() => this.size()).observe(this.parts.bar);
      window.addEventListener("resize", () => this.size());
      window.addEventListener("message", (event) => {
        if (event.data && event.data.type === "streamlit:render") setTimeout(() => this.restyle(), 0);
      });
      this.size();
    }

    panes(map) {
      for (const [name, z] of [["muster-base", 210], ["muster-claims", 420], ["muster-labels", 460]]) {
        const pane = map.getPane(name) || map.createPane(name);
        pane.style.zIndex = z;
        if (name !== "muster-labels") pane.style.pointerEvents = "none";
      }
    }

    size() {
      document.documentElement.style.setProperty("--bar", this.parts.bar.offsetHeight + "px");
      this.small = window.innerWidth < 640;
      this.map.invalidateSize({ animate: false, pan: false });
      // While a whole extent is looked at, it stays whole when the window changes; a line more in the bar counts where it
      // would cut something.
      const now = this.map.getSize(), then = this.fitted;
      const isCut = () => this.extent === "All" && this.ground && !this.ground.isEmpty && !muster.fitting.isWhole(this);
      if (then && this.extent && (now.x !== then.x || Math.abs(now.y - then.y) > 60 || isCut())) this.go(this.current, false);
      else if (this.spot) this.goTo(this.spot);
      if (this.ready) this.inset.update();
    }

    restyle() {
      const name = this.themeName();
      if (name === this.theme.name) return;
      this.theme = muster.theme[name];
      document.documentElement.dataset.theme = name;
      if (this.base) { this.base.theme = this.theme; this.base.redraw(); this.inset.restyle(this.theme); }
      if (this.bar) { this.bar.forget(); this.legend(); this.show(); }
    }

    async open() {
      this.store = new muster.base.Store(this.config.basemap);
      const basemap = this.store.open().catch(() => this.note("Part of the base map could not be loaded: reload the page."));
      // Browsers keep the answer for a year: other scripts may want other columns of the same data.
      const answer = await fetch(this.config.data + (this.config.form ? `?for=${this.config.form}` : ""));
      if (!answer.ok) { this.note(`The claims could not be loaded (${answer.status}): reload the page.`); return; }
      this.data = await answer.json();
      this.claims = new muster.Claims(this.data);
      for (const [id, coded] of Object.entries(this.data.shapes)) {
        this.shapes.set(id, { ...muster.base.decodeShape(coded, this.data.q), coarse: coded.coarse });
      }
      this.fetchExact = async (id, held) => {
        const answer = await fetch(this.config.shapes + encodeURIComponent(id) + ".json");
        if (!answer.ok) return;
        held.exact = muster.base.decodeShape(await answer.json(), this.data.q);
        this.marks.redraw();
      };
      this.base = new muster.base.BaseLayer(this.store, this.theme).addTo(this.map);
      this.labels = new muster.Labels(this, this.map, (place) => this.choose(place));
      this.inset = new muster.Insets(this, document.getElementById("parent") || document.body);
      this.marks = new muster.marks.MarksLayer(this, { labels: this.labels, insets: this.inset });
      this.store.listeners.add(() => this.marks.redraw());
      this.compute();
      this.bar = new muster.TimeBar(this.parts.time, this, { change: () => this.move(), options: () => this.keepView(), settle: () => this.tell({}), open: (bin) => this.unfold(bin) });
      this.bar.player.take(new URL(window.parent.location.href).searchParams.get("play"));
      this.bind();
      this.followSwitches();
      this.legend();
      this.go({ name: "All", bounds: this.data.bounds }, false);
      this.goTo(this.linked());
      this.marks.addTo(this.map);
      await Promise.all(["400 12px Inter", "600 13px Inter"].map((font) => document.fonts.load(font))).catch(() => []);
      await document.fonts.ready;
      this.labels.sizes.clear();
      await basemap;
      this.begin();
    }

    /* Whether there is room for a list beside the map. */
    roomy() { return this.map.getSize().x > 860 && this.map.getSize().y > 690; }

    legend() { muster.cards.legend(this.parts.legend, this); }

    note(words) { this.noted = true; this.parts.note.hidden = false; this.parts.note.textContent = words; }

    bind() {
      this.map.on("click", (event) => this.click(event));
      this.map.on("mousemove", (event) => this.hover(event));
      this.map.on("mouseout", () => { this.parts.tip.hidden = true; });
      this.map.on("moveend", () => { this.keepView(); if (this.ready && !this.going) muster.covering.settleLegend(this, false); });
      this.map.on("dragstart zoomstart", () => {
        if (this.going) return;
        this.extent = this.spot = null;
        this.inset.update();
        muster.cards.extents(this.parts.extents, this, (extent) => this.go(extent, true));
      });
      document.addEventListener("keydown", (event) => this.key(event), true);
    }

    click(event) {
      const place = this.marks.hit(event.containerPoint);
      if (place >= 0) this.choose(place);
    }

    /* Space plays, arrows, Home and End step the clock that plays, anywhere in the frame; with shift the arrows still move
       the map. Fields and handles keep their own keys. */
    key(event) {
      const on = (what) => event.target.closest && event.target.closest(what);
      if (event.ctrlKey || event.metaKey || event.altKey || on("input, select, textarea")) return;
      if (this.told && TELLING[event.key] && !on("[role=slider]")) {
        // A story is being told around the frame: its keys are the page's.
        const button = window.parent.document.querySelector(`.st-key-story-${TELLING[event.key]} button`);
        if (button) button.click();
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (event.key === "Escape" && this.place >= 0 && !on(".muster-sheet")) this.choose(-1);
      if (event.key === " " && !on("button, summary, [role=button]")) {
        if (this.bar.playing) this.bar.pause(); else this.bar.play();
      } else if (event.shiftKey || on("[role=slider]") || !this.bar.stepBy(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }

    hover(event) {
      const place = this.marks.hit(event.containerPoint);
      const container = this.map.getContainer(), tip = this.parts.tip;
      container.style.cursor = place >= 0 ? "pointer" : "";
      tip.hidden = place < 0;
      if (place < 0) return;
      const summary = this.summaries.find((s) => s.place === place);
      if (!summary) return;
      const [title, line] = this.labels.words(summary, this.claims);
      tip.replaceChildren(element("b", "", title), element("span", "", line));
      const support = this.labels.support(summary, this.claims);
      if (support) tip.append(element("span", "", support));
      if (summary.age !== null && summary.tone === "present") tip.append(element("em", "", this.agedWords(summary)));
      if (summary.tone !== "elsewhere" && !summary.certain) tip.append(element("em", "", "possible in this window, or undated"));
      const x = Math.min(event.containerPoint.x + 14, container.clientWidth - tip.offsetWidth - 8);
      tip.style.transform = `translate(${x}px, ${event.containerPoint.y + 16}px)`;
    }

    /* When the newest was first reported, seen from the window's end or the day of knowledge. */
    agedWords({ age, shown }) {
      const day = longDay(this.claims.newestFirst(shown));
      if (age < 0) return `first reported ${plural(-age, "day")} after these days, on ${day}`;
      return age ? `last reported ${plural(age, "day")} ago, on ${day}; an echo does not count` : `last reported on that day, ${day}`;
    }

    /* Recount for both clocks; nothing is drawn yet. */
    compute() {
      if (this.claims.asOf !== this.asOf) this.claims.knowOn(this.asOf);
      this.tally = this.claims.window(this.from, this.to, this.undated);
      this.summaries = this.claims.summarise();
    }

    /* One frame of scrubbing or playing. What is only a matter of looks (names in the room that is left) is put right once
       time rests. */
    move() {
      this.moving = true;
      clearTimeout(this.restTimer);
      this.restTimer = setTimeout(() => { if (this.moving) this.show(); }, REST_MS);
      this.draw();
    }

    /* Recount and draw everything. */
    show() {
      clearTimeout(this.restTimer);
      this.moving = false;
      this.draw();
      if (this.ready) muster.covering.settleLegend(this, false);
      muster.storycard.place(this);
    }

    draw() {
      const started = performance.now();
      this.compute();
      if (!this.bar) return;
      const { cards } = muster;
      muster.headline.show(this.parts.headline, this, (figure) => this.unfold(figure));
      cards.countries(this.parts.countries, this, (place) => this.choose(place));
      cards.ledger(this.parts.ledger, this, (bin) => this.unfold(bin));
      if (!this.moving) cards.extents(this.parts.extents, this, (extent) => this.go(extent, true));
      this.bar.paint();
      const aged = this.from !== null || this.to !== null || this.asOf !== null;
      if (aged !== this.aged) { this.aged = aged; this.legend(); }
      if (this.moving) this.inset.follow(); else this.inset.update();
      this.marks.redraw();
      this.frameMs = performance.now() - started;
      this.frames = (this.frames || 0) + 1;
    }

    /* Open a part of the tally, or a figure of the headline, in the panel. */
    unfold(bin) {
      this.opened = bin;
      this.place = -1;
      this.tell({});
      this.show();
    }

    /* The claims behind an opened figure, as they stand in this window; null where none is open. */
    figureRows() {
      const wanted = { figure: 1, "figure-planned": 2 }[this.opened];
      return wanted ? muster.headline.givers(this.claims.totals(wanted)).flatMap((f) => f.rows) : null;
    }

    relabel() {
      if (!this.ready) return;
      this.inset.update();
      this.marks.redraw();
    }

    choose(place) {
      this.place = this.place === place ? -1 : place;
      this.opened = null;
      this.show();
      this.tell({});
    }

    reset() {
      this.from = this.to = this.asOf = this.opened = null;
      this.bar.forget();
      this.place = -1;
      this.tell({ reset: true });
      this.show();
    }

    wait(order) { waiting.push(order); }

    /* Once everything is there: take over what the server said in the meantime. */
    begin() {
      this.ready = true;
      if (!this.noted) this.parts.note.hidden = true;
      for (const command of waiting.splice(0)) this.command(command);
      this.show();
      // Only now the cards stand that nothing may lie under.
      this.size();
      if (this.extent && !this.spot) this.go(this.current, false);
      if (this.marks.warm) this.marks.warm(this.data.source_kinds);
      this.heardOwn = [this.spotWords(), this.bar.player.words].join(" ");
      document.documentElement.dataset.ready = "1";
    }

    /* What the server has chosen: both clocks, the place and the open part of the tally. */
    takePush(push) {
      this.pushed = push.id;
      this.from = dayOf(push.from);
      this.to = dayOf(push.to);
      this.asOf = dayOf(push.as_of);
      this.place = push.place;
      this.opened = push.bin || null;
    }

    /* A command from the server: indices, days and switches, never text from data. */
    command(order) {
      if (!this.ready) { this.wait(order); return; }
      if (order.token === this.token) return;
      this.token = order.token;
      setTimeout(() => this.sweep(), 0);
      const pushed = order.push && order.push.id !== this.pushed;
      this.switches = order.switches;
      // The order for a first click must not undo a second that is drawn already: its own order is on the way.
      const recent = !pushed && this.switchedAt && performance.now() - this.switchedAt < SETTLED_MS ? this.switchedOn() : null;
      this.claims.choose(recent ? this.withSwitches(order.selection, recent) : order.selection, this.asOf);
      this.undated = order.undated;
      if (pushed) {
        this.takePush(order.push);
      }
      if (pushed && order.told) this.bar.player.take(new URL(window.parent.location.href).searchParams.get("play"));
      if (Boolean(order.present) !== Boolean(this.presenting)) this.present(Boolean(order.present));
      if (order.told && order.told !== this.told) {
        if (order.spot) this.goTo(order.spot.map((n) => n / 10000)); else this.go({ name: "All", bounds: this.data.bounds }, false);
      }
      this.told = order.told;
      this.bar.forget();
      this.show();
      // The server writes the address as it knew it: the frame's own part of it is put right.
      this.keepView();
      this.applied = order.token;
      this.appliedAt = performance.timeOrigin + performance.now();
      if (pushed && this.place >= 0 && !this.linked() && !order.spot) this.reveal(this.place);
      else if (pushed && order.selection.places && !this.linked()) this.frameOn(order.selection.places);
      if (pushed && this.figureRows()) this.tell({});
    }

    /* Every order comes in a feature group, and often with a style sheet, that nobody takes away: the list of groups and
       the document would grow for as long as the page is open. */
    sweep() {
      for (const group of (window.feature_group || []).splice(0)) this.map.removeLayer(group);
      const seen = new Set();
      for (const sheet of document.head.querySelectorAll("style")) {
        if (seen.has(sheet.textContent)) sheet.remove();
        seen.add(sheet.textContent);
      }
    }

    /* Only map, headline, legend and date bar: for a screenshot or a projector. */
    present(on) {
      this.presenting = on;
      document.body.classList.toggle("present", on);
      if (on) this.parts.bar.prepend(this.parts.legend);
      else this.parts.left.append(this.parts.legend);
      this.legend();
      this.size();
      this.show();
      if (this.extent === "All") this.go({ name: "All", bounds: this.data.bounds }, false);
    }

    tell(extra) {
      if (!this.bar) return;
      this.sent++;
      const value = {
        seq: `${Date.now().toString(36)}-${this.sent}`,
        from: this.from === null ? null : isoDay(this.from),
        to: this.to === null ? null : isoDay(this.to),
        as_of: this.asOf === null ? null : isoDay(this.asOf),
        place: this.place,
        bin: this.opened,
        claims: this.figureRows(),
        map: this.spotWords(),
        play: this.bar.player.words,
        ...extra,
      };
      this.heardOwn = [value.map, value.play].join(" ");
      if (window.Streamlit) window.Streamlit.setComponentValue(value);
    }

    /* Whether the server knows where the map stands, how play goes, and the days. */
    isHeard() { return !this.bar.playing && this.heardOwn === [this.spotWords(), this.bar.player.words].join(" "); }

    /* The switches at the left stand in the page around the frame. What they say is drawn at once; the server's order,
       which follows, says the same and stays the last word. */
    followSwitches() {
      const around = window.parent === window ? null : window.parent.document;
      if (!around) return;
      around.addEventListener("change", (event) => {
        const box = event.target.closest && event.target.closest(".st-key-who");
        const on = box && this.ready && document.body.isConnected ? this.switchedOn() : null;
        if (!on) return;
        this.switchedAt = performance.now();
        this.claims.choose(this.withSwitches(this.claims.selection, on), this.asOf);
        this.token = this.applied = null;
        this.bar.forget();
        this.show();
        this.drawnAt = performance.timeOrigin + performance.now();
      }, true);
    }

    /* The sources that the switches in the page around the frame show as on; null where there are no such switches. */
    switchedOn() {
      const inputs = [...window.parent.document.querySelectorAll(".st-key-who input[type=checkbox]")];
      return this.switches && inputs.length === this.switches.length ? this.switches.filter((_, i) => inputs[i].checked) : null;
    }

    withSwitches(selection, on) {
      const changed = { ...selection, originators: on };
      if (on.length === this.switches.length) delete changed.originators;
      return changed;
    }

    /* What a test reads: the same facts that the page shows. */
    report() {
      return {
        ready: Boolean(this.ready), tally: this.tally, from: this.from === null ? null : isoDay(this.from),
        to: this.to === null ? null : isoDay(this.to), as_of: this.asOf === null ? null : isoDay(this.asOf), sentence: muster.headline.sentence(this.claims), sent: this.sent, frames: this.frames, frameMs: this.frameMs,
        token: this.applied, appliedAt: this.appliedAt, zoom: this.map.getZoom(), center: this.map.getCenter(),
        places: this.summaries.map((s) => ({
          id: this.data.places[s.place].id, name: this.data.places[s.place].name, rows: s.shown.map((r) => this.data.claims.id[r]), origins: s.origins,
          disputed: s.disputed, denied: s.denied, certain: s.certain, tone: s.tone, elsewhere: s.elsewhere.map((r) => this.data.claims.id[r]),
          figure: s.figure ? s.figure.size : null, age: s.age, documents: this.claims.documentsOf(s.shown), flag: this.labels.flagOf(s, this.claims),
        })),
        drawn: this.marks.drawn.map((m) => ({ id: this.data.places[m.summary.place].id, extents: m.extents, point: m.point, radius: m.radius, circle: m.circle,
          x: m.x, y: m.y })),
        totals: [1, 2].map((w) => this.claims.totals(w).map((f) => f.number.words)),
      };
    }
  }

  Object.assign(Frame.prototype, muster.whereabouts);
  muster.Frame = Frame;
  muster.start = function (map, config) {
    running = new (config.layer ? muster.CellsFrame : Frame)(map, config);
    muster.frame = running;
    running.open().catch((error) => { running.note("The map could not be started: reload the page."); throw error; });
  };
  muster.command = function (order) {
    if (running) running.command(order); else waiting.push(order);
  };
})(window.muster = window.muster || {});
