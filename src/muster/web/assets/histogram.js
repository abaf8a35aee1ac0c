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
    if (bar.state.histogram) return bar.state.histogram(bar);
    const { claims, theme, data } = bar.state;
    const days = bar.last - bar.first + 1, { first } = bar;
    const order = [...new Set(data.source_kinds.map((k) => muster.theme.colour(theme, k)))];
    const slot = data.source_kinds.map((k) => order.indexOf(muster.theme.colour(theme, k)));
    const lane = () => ({ solid: order.map(() => new Float32Array(days)), pale: order.map(() => new Float32Array(days)), later: new Float32Array(days), most: 1 });
    const happened = lane(), known = lane();
    // The days on which the map changes as a clock passes them.
    const turns = { happened: new Uint8Array(days + 1), known: new Uint8Array(days + 1) };
    for (let row = 0; row < claims.size; row++) {
      const passes = claims.passes[row], base = claims.base[row];
      if (passes !== SHOWN && passes !== NO_PLACE) continue;
      const layer = slot[claims.sourceKind[claims.originator[row]]], late = base === 2;
      const put = (on, list, day) => { if (late && on === happened) on.later[day - first] += 1; else list[layer][day - first] += 1; };
      const a = claims.maybeKnown[row], b = claims.known[row];
      if (a === b) put(known, known.solid, a);
      else if (a !== OPEN_START) put(known, known.pale, a);
      else if (b !== OPEN_END) put(known, known.pale, b);
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
    for (const one of [happened, known]) {
      for (let d = 0; d < days; d++) {
        let sum = one.later[d];
        for (let k = 0; k < order.length; k++) sum += one.solid[k][d] + one.pale[k][d];
        one.most = Math.max(one.most, sum);
      }
    }
    return { order, happened, known, days, turns };
  }

  /* A lane at full strength, once for a count and a size: a frame then only shows parts of the picture paler. */
  function picture(bar, name, { width, height, ratio }) {
    const { order, days } = bar.cached, { theme } = bar.state, { lanes } = bar;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const step = bar.width / days, thick = Math.max(1, Math.min(26, step - (step > 4 ? 2 : 0)));
    const draw = (lane, { top, floor }) => {
      const scale = (floor - top) / lane.most;
      const base = new Float32Array(days).fill(floor);
      for (const [layer, alpha] of [[lane.solid, 1], [lane.pale, 0.42]]) {
        ctx.globalAlpha = alpha;
        for (let k = 0; k < order.length; k++) {
          ctx.fillStyle = order[k];
          for (let d = 0; d < days; d++) {
            if (!layer[k][d]) continue;
            const tall = layer[k][d] * scale;
            ctx.fillRect(bar.x(bar.first + d) + (step - thick) / 2, base[d] - tall, thick, Math.max(1, tall - 0.8));
            base[d] -= tall;
          }
        }
      }
      const outlined = thick >= 6;
      ctx.globalAlpha = outlined ? 0.55 : 0.22;
      ctx.strokeStyle = ctx.fillStyle = theme.quiet;
      ctx.lineWidth = 1;
      ctx.setLineDash([2, 2]);
      for (let d = 0; d < days; d++) {
        if (!lane.later[d]) continue;
        const tall = lane.later[d] * scale;
        if (outlined) ctx.strokeRect(bar.x(bar.first + d) + (step - thick) / 2 + 0.5, base[d] - tall + 0.5, Math.max(1, thick - 1), Math.max(1, tall - 1));
        else ctx.fillRect(bar.x(bar.first + d) + (step - thick) / 2, base[d] - tall, thick, Math.max(1, tall));
      }
    };
    draw(bar.cached[name], lanes[name]);
    return canvas;
  }

  function paint(bar, canvas, { width, height }) {
    const { theme } = bar.state, { lanes } = bar;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const w = Math.round(width * ratio), h = Math.round(height * ratio);
    const ctx = canvas.getContext("2d");
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
    const held = bar.cached;
    const key = `${w}x${h}`;
    if (!held.happenedPicture || held.key !== key) held.happenedPicture = picture(bar, "happened", { width, height, ratio });
    // The second clock changes nothing of when what was said.
    if (!bar.saidPicture || bar.saidPicture.key !== key) bar.saidPicture = { key, canvas: picture(bar, "known", { width, height, ratio }) };
    held.key = key;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const end = (day) => Math.max(0, Math.min(width, bar.x(day)));
    for (const [source, lane, from, to] of [[held.happenedPicture, { top: 0, floor: lanes.happened.floor }, end(bar.from), end(bar.to + 1)],
      [bar.saidPicture.canvas, lanes.known, 0, end(bar.known + 1)]]) {
      for (const [a, b, alpha] of [[0, from, 0.3], [from, to, 1], [to, width, 0.3]]) {
        const x = Math.round(a * ratio), wide = Math.round(b * ratio) - x;
        const y = Math.round(lane.top * ratio), tall = Math.round(lane.floor * ratio) - y;
        if (wide <= 0) continue;
        ctx.globalAlpha = alpha;
        ctx.drawImage(source, x, y, wide, tall, x / ratio, y / ratio, wide / ratio, tall / ratio);
      }
      ctx.globalAlpha = 1;
      ctx.fillStyle = theme.coast;
      ctx.fillRect(bar.inset, lane.floor, bar.width, 1);
    }
    axis(bar, ctx, { theme, step: bar.width / held.days, top: lanes.axis });
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
      const text = every >= 91 || now.getUTCMonth() !== month
        ? (every >= 91 ? `${MONTHS[now.getUTCMonth()]} ${now.getUTCFullYear()}` : shortDay(day)) : String(now.getUTCDate());
      const half = ctx.measureText(text).width / 2;
      if (x - half < Math.max(0, lastX + 8) || x + half > bar.inset * 2 + bar.width) continue;
      month = now.getUTCMonth();
      lastX = x + half;
      ctx.fillRect(Math.round(x), top, 1, 4);
      ctx.fillText(text, x, top + 6);
    }
  }

  muster.histogram = { count, paint };
})(window.muster = window.muster || {});
