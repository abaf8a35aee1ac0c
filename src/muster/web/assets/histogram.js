/* What lies behind the two clocks, on one axis: claims by the day that they speak of, and by the day that they were made.
   Counted and painted once; as the second clock moves, only the days on which it changes something are. */
(function (muster) {
  "use strict";
  const { shortDay, longDay, yearOf, date, MONTHS } = muster.text;
  const { OPEN_START, OPEN_END, SHOWN } = muster.Claims;
  const LONGEST_SPREAD = 31, NO_PLACE = 3, PALE = 0.3, NEAR = 4;

  class Histogram {
    constructor(bar) {
      this.bar = bar;
      this.asOf = null;
      this.count();
    }

    /* Claims by day and kind of source. Solid: it may be that day, in an interval that is given. Pale: only a bound is
       given, and the claim stands on that bound. `later`: hidden by the second clock. Claims with no date have no place
       in the upper lane. */
    count() {
      const { claims, theme, data } = this.bar.state, { first } = this.bar;
      const days = this.days = this.bar.last - first + 1;
      this.order = [...new Set(data.source_kinds.map((k) => muster.theme.colour(theme, k)))];
      const slot = data.source_kinds.map((k) => this.order.indexOf(muster.theme.colour(theme, k)));
      const lane = () => ({ solid: this.order.map(() => new Float32Array(days)), pale: this.order.map(() => new Float32Array(days)), later: new Float32Array(days), most: 1 });
      this.happened = lane();
      this.known = lane();
      // The days on which the map changes as a clock passes them: how many claims change on each.
      this.turns = { happened: new Int32Array(days + 1), known: new Int32Array(days + 1) };
      this.layer = new Uint8Array(claims.size);
      this.late = new Uint8Array(claims.size);
      this.touched = new Uint8Array(days);
      for (let row = 0; row < claims.size; row++) {
        const passes = claims.passes[row];
        if (passes !== SHOWN && passes !== NO_PLACE) continue;
        const layer = this.layer[row] = slot[claims.sourceKind[claims.originator[row]]];
        const a = claims.maybeKnown[row], b = claims.known[row];
        if (a === b) this.known.solid[layer][a - first]++;
        else if (a !== OPEN_START) this.known.pale[layer][a - first]++;
        else if (b !== OPEN_END) this.known.pale[layer][b - first]++;
        if (a !== OPEN_START) this.turns.known[a - first]++;
        if (b !== OPEN_END) this.turns.known[b - first]++;
        if (passes === SHOWN) this.put(row, 1);
      }
      for (const one of [this.happened, this.known]) {
        for (let d = 0; d < days; d++) {
          let sum = one.later[d];
          for (let k = 0; k < this.order.length; k++) sum += one.solid[k][d] + one.pale[k][d];
          one.most = Math.max(one.most, sum);
        }
      }
    }

    /* Count a claim in, or out, by the days that it speaks of. */
    put(row, by) {
      const { claims } = this.bar.state, { first } = this.bar, late = this.late[row], layer = this.layer[row];
      const s = claims.start[row], e = claims.end[row];
      const on = (list, day) => { (late ? this.happened.later : list[layer])[day - first] += by; this.touched[day - first] = 1; };
      if (s !== OPEN_START && e !== OPEN_END && e - s <= LONGEST_SPREAD) {
        for (let day = s; day <= e; day++) on(this.happened.solid, day);
      } else if (e !== OPEN_END) on(this.happened.pale, e);
      else if (s !== OPEN_START) on(this.happened.pale, s);
      if (late) return;
      const { happened } = this.turns;
      if (s !== OPEN_START) happened[s - first] += by;
      if (e !== OPEN_END) { happened[e - first] += by; happened[e - first + 1] += by; }
    }

    /* To the day of knowledge: what was said between the one before and this one changes sides. How high a day stands does
       not change by it, so that the scale stays. */
    follow(asOf) {
      if (asOf === this.asOf) return;
      const { claims } = this.bar.state, limit = asOf === null ? Infinity : asOf;
      const { rows, days } = claims.inTurn.maybeKnown;
      const before = this.asOf === null ? Infinity : this.asOf;
      this.asOf = asOf;
      this.touched.fill(0);
      for (let i = muster.Claims.upTo(days, Math.min(limit, before)), end = muster.Claims.upTo(days, Math.max(limit, before)); i < end; i++) {
        const row = rows[i];
        if (claims.passes[row] !== SHOWN) continue;
        this.put(row, -1);
        this.late[row] = claims.maybeKnown[row] > limit ? 1 : 0;
        this.put(row, 1);
      }
      if (this.pictures) this.drawTouched();
    }

    /* The days that changed, in runs: an echo of something long past must not have all the days since drawn anew. */
    drawTouched() {
      const { touched } = this;
      for (let day = touched.indexOf(1); day >= 0; ) {
        let last = day;
        for (let next = day + 1; next < this.days && next <= last + NEAR; next++) if (touched[next]) last = next;
        this.draw("happened", day, last);
        this.isPatched = true;
        day = touched.indexOf(1, last + 1);
      }
    }

    /* A lane at full strength, kept: a frame then only shows parts of the picture paler. Whole, or some of its days anew. */
    draw(name, from = 0, to = this.days - 1) {
      const { bar, order } = this, { theme } = bar.state, lane = this[name], { top, floor } = bar.lanes[name];
      const ctx = this.pictures[name], step = bar.width / this.days, thick = Math.max(1, Math.min(26, step - (step > 4 ? 2 : 0)));
      const left = (d) => bar.x(bar.first + d) + (step - thick) / 2, scale = (floor - top) / lane.most, outlined = thick >= 6;
      // Cut at whole pixels, and with the neighbours that reach into them.
      const more = Math.ceil(1 / step) + 1;
      const x0 = from ? Math.floor(bar.x(bar.first + from)) : 0, x1 = to < this.days - 1 ? Math.ceil(bar.x(bar.first + to + 1)) : bar.inset * 2 + bar.width;
      ctx.save();
      ctx.beginPath();
      ctx.rect(x0, 0, x1 - x0, floor + 1);
      ctx.clip();
      ctx.clearRect(x0, 0, x1 - x0, floor + 1);
      for (let d = Math.max(0, from - more); d <= Math.min(this.days - 1, to + more); d++) {
        let base = floor;
        for (const [layer, alpha] of [[lane.solid, 1], [lane.pale, 0.42]]) {
          for (let k = 0; k < order.length; k++) {
            if (!layer[k][d]) continue;
            const tall = layer[k][d] * scale;
            ctx.globalAlpha = alpha;
            ctx.fillStyle = order[k];
            ctx.fillRect(left(d), base - tall, thick, Math.max(1, tall - 0.8));
            base -= tall;
          }
        }
        if (!lane.later[d]) continue;
        const tall = lane.later[d] * scale;
        ctx.globalAlpha = outlined ? 0.55 : 0.22;
        ctx.strokeStyle = ctx.fillStyle = theme.quiet;
        ctx.lineWidth = 1;
        ctx.setLineDash([2, 2]);
        if (outlined) ctx.strokeRect(left(d) + 0.5, base - tall + 0.5, Math.max(1, thick - 1), Math.max(1, tall - 1));
        else ctx.fillRect(left(d), base - tall, thick, Math.max(1, tall));
      }
      ctx.restore();
    }

    /* The pictures of both lanes and of the axis, for a size. */
    prepare(canvas, { width, height, ratio }) {
      const { theme } = this.bar.state, { lanes } = this.bar;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      const sheet = () => {
        const ctx = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
        ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
        return ctx;
      };
      this.pictures = { happened: sheet(), known: sheet(), axis: sheet() };
      this.draw("happened");
      this.draw("known");
      const axis = this.pictures.axis;
      axis.fillStyle = theme.coast;
      for (const lane of [lanes.happened, lanes.known]) axis.fillRect(this.bar.inset, lane.floor, this.bar.width, 1);
      drawAxis(this.bar, axis, { theme, step: this.bar.width / this.days, top: lanes.axis });
      this.ctx = canvas.getContext("2d");
    }

    paint(canvas, { width, height }) {
      const { bar } = this, { lanes } = bar, ratio = Math.min(2, window.devicePixelRatio || 1), key = `${width}x${height}x${ratio}`;
      if (this.key !== key) { this.key = key; this.prepare(canvas, { width, height, ratio }); }
      // Where a part was cut out a bar's edge is a shade off: all is drawn anew once time rests.
      if (this.isPatched && !bar.state.moving) { this.isPatched = false; this.draw("happened"); }
      const { ctx, pictures } = this;
      const end = (day) => Math.max(0, Math.min(width, bar.x(day)));
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.globalAlpha = 1;
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      ctx.drawImage(pictures.axis.canvas, 0, 0);
      for (const [picture, lane, from, to] of [[pictures.happened, { top: 0, floor: lanes.happened.floor }, end(bar.from), end(bar.to + 1)],
        [pictures.known, lanes.known, 0, end(bar.known + 1)]]) {
        for (const [a, b, alpha] of [[0, from, PALE], [from, to, 1], [to, width, PALE]]) {
          const x = Math.round(a * ratio), wide = Math.round(b * ratio) - x;
          const y = Math.round(lane.top * ratio), tall = Math.round(lane.floor * ratio) - y;
          if (wide <= 0) continue;
          ctx.globalAlpha = alpha;
          ctx.drawImage(picture.canvas, x, y, wide, tall, x, y, wide, tall);
        }
      }
    }
  }

  function drawAxis(bar, ctx, { theme, step, top }) {
    ctx.font = "400 11px Inter, sans-serif";
    ctx.fillStyle = theme.quiet;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    const every = [1, 2, 3, 7, 14, 30, 61, 91, 182, 365].find((n) => n * step > 58) || 730;
    // Over more than one year a month is not enough: the first day that is named of each has its year.
    const ofYears = yearOf(bar.first) !== yearOf(bar.last);
    let month = -1, year = -1, lastX = -Infinity;
    for (let day = bar.first + 1; day <= bar.last; day += every) {
      const x = bar.x(day) + step / 2;
      const now = date(day);
      const text = every >= 91 || now.getUTCMonth() !== month
        ? (every >= 91 ? `${MONTHS[now.getUTCMonth()]} ${now.getUTCFullYear()}` : ofYears && yearOf(day) !== year ? longDay(day) : shortDay(day))
        : String(now.getUTCDate());
      const half = ctx.measureText(text).width / 2;
      if (x - half < Math.max(0, lastX + 8) || x + half > bar.inset * 2 + bar.width) continue;
      month = now.getUTCMonth();
      year = now.getUTCFullYear();
      lastX = x + half;
      ctx.fillRect(Math.round(x), top, 1, 4);
      ctx.fillText(text, x, top + 6);
    }
  }

  muster.Histogram = Histogram;
})(window.muster = window.muster || {});
