/* The date bar: two clocks on one axis. "Happened" is a window with two handles, "as known on" a single marker. It never
   asks the server; it tells it once the hand is off. */
(function (muster) {
  "use strict";
  const { element, button, span, isoDay, longDay, plural, grouped, put, set, hide } = muster.text;
  const { OPEN_START, OPEN_END } = muster.Claims;
  const AXIS_PX = 20, GAP_PX = 7, KEY_REST_MS = 350;
  const WAYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };

  class TimeBar {
    constructor(root, state, on) {
      this.state = state;
      this.on = on;
      this.player = new muster.Player(this);
      this.styled = new Map();
      this.domain();
      this.build(root);
      this.sheets = new muster.Sheets(this, root);
      this.observer = new ResizeObserver(() => { this.box = null; this.paint(); });
      this.observer.observe(this.track);
    }

    get playing() { return this.player.playing; }
    get speed() { return this.player.speed; }
    set speed(step) { this.player.speed = step; }

    /* From a day before the first that is told, of an event or a report, to a day after the last. */
    domain() {
      if (this.state.data.days) {
        [this.first, this.last] = this.state.data.days;
        this.empty = this.last - this.first < 2;
        return;
      }
      const { claims } = this.state;
      let low = Infinity, high = -Infinity, dated = false;
      const background = this.state.data.tiers.indexOf("secondary");
      for (let row = 0; row < claims.size; row++) {
        if (claims.tier[row] === background) continue;
        const event = [claims.start[row], claims.end[row]].filter((day) => day !== OPEN_START && day !== OPEN_END);
        const report = [claims.maybeKnown[row], claims.known[row]].filter((day) => day !== OPEN_START && day !== OPEN_END);
        dated = dated || event.length > 0 || report.length > 0;
        for (const day of event.concat(report)) { low = Math.min(low, day); high = Math.max(high, day); }
      }
      this.empty = !dated;
      this.first = this.empty ? 0 : low - 1;
      this.last = this.empty ? 1 : high + 1;
    }

    build(root) {
      root.replaceChildren();
      this.playButton = button("muster-play", "", () => (this.playing ? this.pause() : this.play()));
      this.playButton.setAttribute("aria-label", "Play");
      const lane = (name, label) => {
        const box = element("div", `muster-lane muster-lane-${name}`);
        const head = element("div", "muster-lane-head"), line = element("div", "muster-lane-line");
        const title = button("muster-window", "", () => this.sheets.toggle("days", title));
        title.setAttribute("aria-haspopup", "dialog");
        title.title = "Type the days";
        const called = element("span", "muster-lane-name", label);
        head.append(called, title);
        box.append(head, line);
        return { box, called, title, line };
      };
      this.happened = lane("happened", "Happened");
      this.knownLane = lane("known", "As known on");
      this.detail = element("span", "muster-window-detail");
      this.all = button("muster-link", "All dates", () => { this.set(null, null); this.settle(); });
      this.happened.line.append(this.detail);
      this.happened.title.after(this.all);
      this.later = button("muster-link muster-later", "", () => this.on.open("not_yet_known"));
      this.later.title = "Read what was published after that day";
      this.hint = element("span", "muster-known-hint", "Drag the marker back in time");
      this.everything = button("muster-link", "Show all", () => { this.know(null); this.settle(); });
      this.perhaps = element("span", "muster-perhaps");
      this.perhaps.title = "Shown with a thin line: when they were published is known within bounds only";
      this.knownLane.line.append(this.later, this.perhaps, this.hint);
      this.knownLane.title.after(this.everything);
      this.optionsButton = button("muster-link muster-options", "", () => this.sheets.toggle("play", this.optionsButton));
      this.optionsButton.setAttribute("aria-haspopup", "dialog");
      this.track = element("div", "muster-track");
      this.track.title = "Above: claims by the day that they speak of. Below: claims by the day that they were made. Solid: that day; pale: only a bound is given; dotted: said later than the day of knowledge.";
      this.canvas = element("canvas", "muster-histogram");
      this.band = element("div", "muster-band");
      this.veil = element("div", "muster-veil");
      this.handles = ["from", "to"].map((end) => this.handle("muster-handle", end, end === "from" ? "First day of the window" : "Last day of the window"));
      this.marker = this.handle("muster-marker", "known", "As known on");
      this.track.append(this.canvas, this.band, this.veil, this.marker, ...this.handles);
      this.track.addEventListener("pointerdown", (event) => this.grab(event));
      root.append(this.playButton, this.happened.box, this.knownLane.box, this.optionsButton, this.track);
      if (this.empty) this.playButton.disabled = true;
      this.words();
    }

    handle(name, end, label) {
      const handle = element("div", name);
      handle.dataset.end = end;
      handle.tabIndex = 0;
      handle.setAttribute("role", "slider");
      handle.setAttribute("aria-label", label);
      handle.addEventListener("keydown", (event) => this.key(event, end));
      return handle;
    }

    get from() { return this.state.from === null ? this.first : this.state.from; }
    get to() { return this.state.to === null ? this.last : this.state.to; }
    get known() { return this.state.asOf === null ? this.last : this.state.asOf; }

    set(from, to) {
      if (from !== null && to !== null && from <= this.first && to >= this.last) { from = null; to = null; }
      if (from === this.state.from && to === this.state.to) return;
      this.state.from = from;
      this.state.to = to;
      this.on.change();
    }

    /* The second clock; null, and every day from the last on: everything known. */
    know(day) {
      if (day !== null && day >= this.last) day = null;
      if (day === this.state.asOf) return;
      this.state.asOf = day;
      this.on.change();
    }

    x(day) { return this.inset + (day - this.first) / Math.max(1, this.last - this.first + 1) * this.width; }
    day(x) {
      const share = (x - this.inset) / this.width;
      return Math.max(this.first, Math.min(this.last, Math.floor(this.first + share * (this.last - this.first + 1))));
    }

    grab(event) {
      if (this.empty || event.button > 0) return;
      event.preventDefault();
      this.pause(true);
      const rect = this.track.getBoundingClientRect();
      const at = (e) => e.clientX - rect.left;
      const start = at(event), a = this.x(this.from), b = this.x(this.to + 1);
      const named = event.target.dataset ? event.target.dataset.end : undefined;
      const near = Math.abs(start - a) <= Math.abs(start - b) ? "from" : "to";
      const inside = start > a + 14 && start < b - 14 && (this.state.from !== null || this.state.to !== null);
      const below = event.clientY - rect.top > this.lanes.known.top - GAP_PX / 2;
      const what = named || (below ? "known" : inside ? "band" : near);
      const grabbed = { from: this.from, to: this.to };
      const move = (e) => {
        const day = this.day(at(e));
        if (what === "known") this.know(day);
        else if (what === "from") this.set(Math.min(day, this.to), this.to);
        else if (what === "to") this.set(this.from, Math.max(day, this.from));
        else {
          const wide = grabbed.to - grabbed.from;
          const shift = Math.round((at(e) - start) / this.width * (this.last - this.first + 1));
          const from = Math.max(this.first, Math.min(this.last - wide, grabbed.from + shift));
          this.set(from, from + wide);
        }
      };
      const stop = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", stop);
        window.removeEventListener("pointercancel", stop);
        this.settle();
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", stop);
      window.addEventListener("pointercancel", stop);
      if (what !== "band" && !named) move(event);
      const handle = [...this.handles, this.marker].find((h) => h.dataset.end === what);
      if (handle) handle.focus({ preventScroll: true });
    }

    /* On a handle the keys move that handle. */
    key(event, end) {
      const step = WAYS[event.key];
      if (!step && event.key !== "Home" && event.key !== "End") return;
      event.preventDefault();
      event.stopPropagation();
      this.pause(true);
      let day = { from: this.from, to: this.to, known: this.known }[end];
      if (step) day += step;
      else if (event.key === "Home") day = end === "to" ? this.from : this.first;
      else day = end === "from" ? this.to : this.last;
      day = Math.max(this.first, Math.min(this.last, day));
      if (end === "known") this.know(day);
      else if (end === "from") this.set(Math.min(day, this.to), this.to);
      else this.set(this.from, Math.max(day, this.from));
      this.rest();
    }

    /* Anywhere else they step the clock that plays. Returns whether the key was one of the bar's. */
    stepBy(key) {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (this.empty || (!way && key !== "Home" && key !== "End")) return false;
      this.pause(true);
      if (way) {
        const { state, player } = this;
        if (player.clock === "happened" && way > 0 && state.from === null && state.to === null) player.rewind();
        else player.step(way);
      } else if (key === "Home") this.player.rewind();
      else this.player.toEnd();
      this.rest();
      return true;
    }

    /* Tell the server when the keys have been left alone for a moment. */
    rest() {
      clearTimeout(this.keyTimer);
      this.keyTimer = setTimeout(() => this.settle(), KEY_REST_MS);
    }

    settle() { this.on.settle(); }
    play() { this.player.play(); }

    pause(quiet) {
      if (!this.playing) return;
      this.player.pause();
      this.words();
      if (!quiet) this.settle();
    }

    /* `turns`: the days on which each clock changes what is shown. */
    turns() {
      if (!this.cached) this.cached = this.state.histogram ? this.state.histogram(this) : new muster.Histogram(this);
      this.cached.follow(this.state.asOf);
      return this.cached.turns;
    }

    words() {
      const { state } = this, { tally } = state, asked = state.from !== null || state.to !== null;
      put(this.happened.title, this.empty ? "No dates given" : asked ? span(state.from, state.to) : "all dates");
      if (tally) {
        let detail = asked
          ? `${grouped(tally.certain)} certain · ${grouped(tally.possible)} possible · ${grouped(tally.undated)} undated` + (tally.elsewhere ? ` · ${grouped(tally.elsewhere)} dated outside by another report` : "")
          : plural(tally.shown, "claim");
        if (this.player.skipped) detail += ` · ${plural(this.player.skipped, "day")} without a claim skipped`;
        put(this.detail, detail);
        const n = tally.not_yet_known;
        put(this.later, n ? `${plural(n, "claim")} came later` : "nothing came later");
        put(this.perhaps, state.asOf !== null && tally.perhaps ? `${grouped(tally.perhaps)} perhaps by then` : "");
      }
      const off = state.asOf === null;
      put(this.knownLane.called, off ? "As known with" : "As known on");
      put(this.knownLane.title, off ? "all that was published" : longDay(state.asOf));
      set(this.happened.title, "aria-label", `Happened: ${this.happened.title.put}. Type the days`);
      set(this.knownLane.title, "aria-label", `As known on: ${this.knownLane.title.put}. Type the day`);
      hide(this.later, off);
      hide(this.everything, off);
      hide(this.hint, !off);
      hide(this.all, !asked);
      const { player } = this;
      put(this.optionsButton, state.small ? "Play options" : `Play ${player.clock === "known" ? "what was known" : "what happened"} · speed ${player.speed + 1} of 5`);
      this.playButton.classList.toggle("playing", this.playing);
      set(this.playButton, "aria-label", this.playing ? "Pause" : "Play");
      for (const [handle, day] of [[this.handles[0], this.from], [this.handles[1], this.to], [this.marker, this.known]]) {
        set(handle, "aria-valuemin", this.first);
        set(handle, "aria-valuemax", this.last);
        set(handle, "aria-valuenow", day);
        set(handle, "aria-valuetext", handle === this.marker && off ? "everything known" : isoDay(day));
      }
      if (this.sheets) this.sheets.follow();
    }

    /* The histogram is counted anew the next time that it is painted. */
    forget() { this.cached = this.box = null; }

    paint() {
      this.words();
      // Asked once for a size: in every frame it would have the whole page laid out anew.
      if (!this.box) this.box = this.track.getBoundingClientRect();
      const { width, height } = this.box;
      if (!width) { this.box = null; return; }
      this.inset = 12;
      this.width = width - 24;
      this.turns();
      const floor = Math.round(height - AXIS_PX), high = floor - GAP_PX, split = Math.round(high * 0.64);
      this.lanes = { happened: { top: 4, floor: split }, known: { top: split + GAP_PX, floor }, axis: floor };
      this.cached.paint(this.canvas, { width, height });
      this.place();
    }

    place() {
      const within = (x) => Math.max(0, Math.min(this.inset * 2 + this.width, x));
      const a = within(this.x(this.from)), b = within(this.x(this.to + 1)), k = within(this.x(this.known + 1));
      const { happened, known } = this.lanes;
      const [from, to] = this.handles;
      this.style(from, { left: a, height: happened.floor });
      this.style(to, { left: b, height: happened.floor });
      this.style(this.band, { left: a, width: Math.max(0, b - a), height: happened.floor });
      this.style(this.marker, { left: k, height: known.floor });
      if (this.split !== known.top) { this.split = known.top; this.marker.style.setProperty("--split", known.top + "px"); }
      this.style(this.veil, { left: k, right: 0, top: known.top, height: known.floor - known.top });
      for (const [name, on] of [["none", this.empty], ["gliding", this.player.glides], ["everything", this.state.asOf === null]]) {
        if (this.track.classList.contains(name) !== on) this.track.classList.toggle(name, on);
      }
    }

    style(node, sides) {
      const before = this.styled.get(node) || {};
      for (const [name, px] of Object.entries(sides)) if (before[name] !== px) node.style[name] = px + "px";
      this.styled.set(node, sides);
    }
  }

  muster.TimeBar = TimeBar;
})(window.muster = window.muster || {});
