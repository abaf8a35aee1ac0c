/* The date bar: a histogram, two handles, play. It never asks the server; it tells it once the hand is off. */
(function (muster) {
  "use strict";
  const { element, button, shortDay, span, isoDay, plural, date, MONTHS } = muster.text;
  const { OPEN_START, OPEN_END, SHOWN } = muster.Claims;
  const SPEEDS = [1, 2, 4];
  const STEP_MS = 640;
  const LONGEST_SPREAD = 31;

  class TimeBar {
    constructor(root, state, on) {
      this.state = state;
      this.on = on;
      this.playing = false;
      this.speed = 0;
      this.domain();
      this.build(root);
      this.observer = new ResizeObserver(() => this.paint());
      this.observer.observe(this.track);
    }

    domain() {
      const { claims } = this.state;
      let low = Infinity, high = -Infinity;
      const background = this.state.data.tiers.indexOf("secondary");
      for (let row = 0; row < claims.size; row++) {
        if (claims.tier[row] === background) continue;
        for (const day of [claims.start[row], claims.end[row]]) {
          if (day === OPEN_START || day === OPEN_END) continue;
          low = Math.min(low, day); high = Math.max(high, day);
        }
      }
      this.empty = low > high;
      this.first = this.empty ? 0 : low - 1;
      this.last = this.empty ? 1 : high + 1;
    }

    build(root) {
      root.replaceChildren();
      const controls = element("div", "muster-time-controls");
      this.playButton = button("muster-play", "", () => (this.playing ? this.pause() : this.play()));
      this.playButton.setAttribute("aria-label", "Play");
      this.speedButton = button("muster-speed", "", () => { this.speed = (this.speed + 1) % SPEEDS.length; this.words(); });
      this.title = element("strong", "muster-window");
      this.detail = element("span", "muster-window-detail");
      this.all = button("muster-link", "All dates", () => { this.set(null, null); this.settle(); });
      const text = element("div", "muster-time-text");
      const second = element("div", "muster-time-second");
      second.append(this.detail, this.speedButton, this.all);
      text.append(this.title, second);
      controls.append(this.playButton, text);
      this.track = element("div", "muster-track");
      this.canvas = element("canvas", "muster-histogram");
      this.track.title = "Claims by day. Solid: it may be that day; a span counts on each of its days. Pale: only a bound is given.";
      this.band = element("div", "muster-band");
      this.handles = ["from", "to"].map((end) => {
        const handle = element("div", "muster-handle");
        handle.dataset.end = end;
        handle.tabIndex = 0;
        handle.setAttribute("role", "slider");
        handle.setAttribute("aria-label", end === "from" ? "First day of the window" : "Last day of the window");
        handle.addEventListener("keydown", (event) => this.key(event, end));
        return handle;
      });
      this.track.append(this.canvas, this.band, ...this.handles);
      this.track.addEventListener("pointerdown", (event) => this.grab(event));
      root.append(controls, this.track);
      if (this.empty) this.playButton.disabled = true;
      this.words();
    }

    get from() { return this.state.from === null ? this.first : this.state.from; }
    get to() { return this.state.to === null ? this.last : this.state.to; }

    set(from, to) {
      if (from !== null && to !== null && from <= this.first && to >= this.last) { from = null; to = null; }
      if (from === this.state.from && to === this.state.to) return;
      this.state.from = from;
      this.state.to = to;
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
      const what = named || (inside ? "band" : near);
      const grabbed = { from: this.from, to: this.to };
      const move = (e) => {
        const day = this.day(at(e));
        if (what === "from") this.set(Math.min(day, this.to), this.to);
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
      if (!inside || named) move(event);
      const handle = this.handles.find((h) => h.dataset.end === what);
      if (handle) handle.focus({ preventScroll: true });
    }

    key(event, end) {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[event.key];
      let day = end === "from" ? this.from : this.to;
      if (step) day += step;
      else if (event.key === "Home") day = end === "from" ? this.first : this.from;
      else if (event.key === "End") day = end === "from" ? this.to : this.last;
      else return;
      event.preventDefault();
      day = Math.max(this.first, Math.min(this.last, day));
      if (end === "from") this.set(Math.min(day, this.to), this.to);
      else this.set(this.from, Math.max(day, this.from));
      clearTimeout(this.keyTimer);
      this.keyTimer = setTimeout(() => this.settle(), 350);
    }

    settle() { this.on.settle(); }

    /* With a window that spans everything the end runs through the days; else the window itself moves. */
    play() {
      if (this.empty) return;
      this.playing = true;
      this.slides = this.state.from !== null && this.state.from > this.first;
      this.wide = this.to - this.from;
      if (!this.slides) this.set(this.first, this.to >= this.last ? this.first + 1 : this.to);
      else if (this.to >= this.last) this.set(this.first + 1, this.first + 1 + this.wide);
      this.words();
      let before = performance.now();
      const tick = (now) => {
        if (!this.playing) return;
        if (now - before >= STEP_MS / SPEEDS[this.speed]) {
          before = now;
          if (this.to >= this.last) { this.pause(); return; }
          this.set(this.slides ? this.from + 1 : this.from, this.to + 1);
        }
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    }

    pause(quiet) {
      if (!this.playing) return;
      this.playing = false;
      this.words();
      if (!quiet) this.settle();
    }

    words() {
      this.title.textContent = this.empty ? "No dates given" : span(this.state.from, this.state.to);
      const tally = this.state.tally;
      if (tally) {
        const asked = this.state.from !== null || this.state.to !== null;
        this.detail.textContent = asked
          ? `${tally.certain} certain · ${tally.possible} possible · ${tally.undated} undated` + (tally.elsewhere ? ` · ${tally.elsewhere} dated outside by another report` : "")
          : plural(tally.shown, "claim");
      }
      this.speedButton.textContent = `speed ${SPEEDS[this.speed]}×`;
      this.all.hidden = this.state.from === null && this.state.to === null;
      this.playButton.classList.toggle("playing", this.playing);
      this.playButton.setAttribute("aria-label", this.playing ? "Pause" : "Play");
      this.handles.forEach((handle, i) => {
        const day = i ? this.to : this.from;
        handle.setAttribute("aria-valuemin", this.first);
        handle.setAttribute("aria-valuemax", this.last);
        handle.setAttribute("aria-valuenow", day);
        handle.setAttribute("aria-valuetext", isoDay(day));
      });
    }

    /* Claims by day and kind of source. Solid: the day lies in the interval that is given. Pale: only a bound is
       given, and the claim stands on that bound. Claims with no date at all have no place here. */
    counts() {
      const { claims, theme, data } = this.state;
      const days = this.last - this.first + 1;
      const order = [...new Set(data.source_kinds.map((k) => muster.theme.colour(theme, k)))];
      const solid = order.map(() => new Float32Array(days)), pale = order.map(() => new Float32Array(days));
      const slot = data.source_kinds.map((k) => order.indexOf(muster.theme.colour(theme, k)));
      for (let row = 0; row < claims.size; row++) {
        const base = claims.base[row];
        if (base !== SHOWN) continue;
        const s = claims.start[row], e = claims.end[row];
        const layer = slot[claims.sourceKind[claims.originator[row]]];
        if (s !== OPEN_START && e !== OPEN_END && e - s <= LONGEST_SPREAD) {
          for (let day = s; day <= e; day++) solid[layer][day - this.first] += 1;
        } else if (e !== OPEN_END) pale[layer][e - this.first] += 1;
        else if (s !== OPEN_START) pale[layer][s - this.first] += 1;
      }
      return { order, solid, pale, days };
    }

    /* The histogram is counted anew the next time that it is painted. */
    forget() { this.cached = null; }

    paint() {
      this.words();
      const box = this.track.getBoundingClientRect();
      if (!box.width) return;
      this.inset = 12;
      this.width = box.width - 24;
      if (!this.cached) this.cached = this.counts();
      const { order, solid, pale, days } = this.cached;
      const { theme } = this.state;
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const canvas = this.canvas, ctx = canvas.getContext("2d");
      const w = Math.round(box.width * ratio), h = Math.round(box.height * ratio);
      if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, box.width, box.height);
      const floor = box.height - 20, room = floor - 6;
      let most = 1;
      for (let d = 0; d < days; d++) {
        let sum = 0;
        for (let k = 0; k < order.length; k++) sum += solid[k][d] + pale[k][d];
        most = Math.max(most, sum);
      }
      const step = this.width / days, bar = Math.max(1, Math.min(26, step - (step > 4 ? 2 : 0)));
      for (let d = 0; d < days; d++) {
        const day = this.first + d, inside = day >= this.from && day <= this.to;
        let y = floor;
        for (const [layer, alpha] of [[solid, 1], [pale, 0.42]]) {
          for (let k = 0; k < order.length; k++) {
            const n = layer[k][d];
            if (!n) continue;
            const height = n / most * room;
            ctx.globalAlpha = alpha * (inside ? 1 : 0.3);
            ctx.fillStyle = order[k];
            ctx.fillRect(this.x(day) + (step - bar) / 2, y - height, bar, Math.max(1, height - 0.8));
            y -= height;
          }
        }
      }
      ctx.globalAlpha = 1;
      ctx.fillStyle = theme.coast;
      ctx.fillRect(this.inset, floor, this.width, 1);
      this.axis(ctx, floor, theme, step);
      this.place();
    }

    axis(ctx, floor, theme, step) {
      ctx.font = "400 11px Inter, sans-serif";
      ctx.fillStyle = theme.quiet;
      ctx.textAlign = "center";
      ctx.textBaseline = "top";
      const every = [1, 2, 3, 7, 14, 30, 61, 91, 182, 365].find((n) => n * step > 58) || 730;
      let month = -1, lastX = -Infinity;
      for (let day = this.first + 1; day <= this.last; day += every) {
        const x = this.x(day) + step / 2;
        const now = date(day);
        const text = now.getUTCMonth() !== month
          ? (every > 182 ? `${MONTHS[now.getUTCMonth()]} ${now.getUTCFullYear()}` : shortDay(day)) : String(now.getUTCDate());
        const half = ctx.measureText(text).width / 2;
        if (x - half < lastX + 8 || x + half > this.inset * 2 + this.width) continue;
        month = now.getUTCMonth();
        lastX = x + half;
        ctx.fillRect(Math.round(x), floor, 1, 4);
        ctx.fillText(text, x, floor + 6);
      }
    }

    place() {
      const a = this.x(this.from), b = this.x(this.to + 1);
      this.handles[0].style.left = a + "px";
      this.handles[1].style.left = b + "px";
      this.band.style.left = a + "px";
      this.band.style.width = Math.max(0, b - a) + "px";
      this.track.classList.toggle("none", this.empty);
    }
  }

  muster.TimeBar = TimeBar;
})(window.muster = window.muster || {});
