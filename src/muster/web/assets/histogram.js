/* What lies behind the two clocks, on one axis: claims by the day that they speak of, and by the day that they were made. */
(function (muster) {
  "use strict";
  const { shortDay, date, MONTHS } = muster.text;
  const { OPEN_START, OPEN_END, SHOWN } = muster.Claims;
  const LONGEST_SPREAD = 31, NO_PLACE = 3;

  /* Claims by day and kind of source. Solid: it may be that day, in an interval that is given. Pale: only a bound is
     given, and the claim stands on that bound. `later`: hidden by the second clock. Claims with no date have no place
     in the upper lane. */
  function count(bar) {
    const { claims, theme, data } = bar.state;
    const days = bar.last - bar.first + 1, { first } = bar;
    const order = [...new Set(data.source_kinds.map((k) => muster.theme.colour(theme, k)))];
    const slot = data.source_kinds.map((k) => order.indexOf(muster.theme.colour(theme, k)));
    const lane = () => ({ solid: order.map(() => new Float32Array(days)), pale: order.map(() => new Float32Array(days)), later: new Float32Array(days), most: 1 });
    const happened = lane(), said = lane();
    // The days on which the map changes as a clock passes them.
    const turns = { happened: new Uint8Array(days + 1), known: new Uint8Array(days + 1) };
    for (let row = 0; row < claims.size; row++) {
      const passes = claims.passes[row], base = claims.base[row];
      if (passes !== SHOWN && passes !== NO_PLACE) continue;
      const layer = slot[claims.sourceKind[claims.originator[row]]], late = base === 2;
      const put = (on, list, day) => { if (late && on === happened) on.later[day - first] += 1; else list[layer][day - first] += 1; };
      const a = claims.maybeKnown[row], b = claims.known[row];
      if (a === b) put(said, said.solid, a);
      else if (a !== OPEN_START) put(said, said.pale, a);
      else if (b !== OPEN_END) put(said, said.pale, b);
      if (a !== OPEN_START) turns.known[a - first] = 1;
      if (b !== OPEN_END) turns.known[b - first] = 1;
      if (passes !== SHOWN) continue;
      const s = claims.start[row], e = claims.end[row];
      if (s !== OPEN_START && e !== OPEN_END && e - s <= LONGEST_SPREAD) {
        for (let day = s; day <= e; day++) put(happened, happened.solid, day);
      } else if (e !== OPEN_END) put(happened, happened.pale, e);
      else if (s !== OPEN_START) put(happened, happened.pale, s);
      if (late) continue;
      if (s !== OPEN_START) turns.happened[s - first] = 1;
      if (e !== OPEN_END) turns.happened[e - first] = turns.happened[e - first + 1] = 1;
    }
    for (const one of [happened, said]) {
      for (let d = 0; d < days; d++) {
        let sum = one.later[d];
        for (let k = 0; k < order.length; k++) sum += one.solid[k][d] + one.pale[k][d];
        one.most = Math.max(one.most, sum);
      }
    }
    return { order, happened, said, days, turns };
  }

  function paint(bar, ctx, { width, lanes }) {
    const { order, happened, said, days } = bar.cached;
    const { theme } = bar.state;
    const step = bar.width / days, thick = Math.max(1, Math.min(26, step - (step > 4 ? 2 : 0)));
    const until = bar.known;
    const draw = (lane, { top, floor }, inside) => {
      const room = floor - top;
      for (let d = 0; d < days; d++) {
        const day = bar.first + d, x = bar.x(day) + (step - thick) / 2, strength = inside(day) ? 1 : 0.3;
        let y = floor;
        for (const [layer, alpha] of [[lane.solid, 1], [lane.pale, 0.42]]) {
          for (let k = 0; k < order.length; k++) {
            const n = layer[k][d];
            if (!n) continue;
            const height = n / lane.most * room;
            ctx.globalAlpha = alpha * strength;
            ctx.fillStyle = order[k];
            ctx.fillRect(x, y - height, thick, Math.max(1, height - 0.8));
            y -= height;
          }
        }
        if (!lane.later[d]) continue;
        const height = lane.later[d] / lane.most * room;
        ctx.globalAlpha = 0.55;
        ctx.strokeStyle = theme.quiet;
        ctx.lineWidth = 1;
        ctx.setLineDash([2, 2]);
        ctx.strokeRect(x + 0.5, y - height + 0.5, Math.max(1, thick - 1), Math.max(1, height - 1));
        ctx.setLineDash([]);
      }
      ctx.globalAlpha = 1;
      ctx.fillStyle = theme.coast;
      ctx.fillRect(bar.inset, floor, bar.width, 1);
    };
    draw(happened, lanes.happened, (day) => day >= bar.from && day <= bar.to);
    draw(said, lanes.known, (day) => day <= until);
    axis(bar, ctx, { theme, step, top: lanes.axis, width });
  }

  function axis(bar, ctx, { theme, step, top }) {
    ctx.font = "400 11px Inter, sans-serif";
    ctx.fillStyle = theme.quiet;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    const every = [1, 2, 3, 7, 14, 30, 61, 91, 182, 365].find((n) => n * step > 58) || 730;
    let month = -1, lastX = -Infinity;
    for (let day = bar.first + 1; day <= bar.last; day += every) {
      const x = bar.x(day) + step / 2;
      const now = date(day);
      const text = now.getUTCMonth() !== month
        ? (every > 182 ? `${MONTHS[now.getUTCMonth()]} ${now.getUTCFullYear()}` : shortDay(day)) : String(now.getUTCDate());
      const half = ctx.measureText(text).width / 2;
      if (x - half < lastX + 8 || x + half > bar.inset * 2 + bar.width) continue;
      month = now.getUTCMonth();
      lastX = x + half;
      ctx.fillRect(Math.round(x), top, 1, 4);
      ctx.fillText(text, x, top + 6);
    }
  }

  muster.histogram = { count, paint };
})(window.muster = window.muster || {});
