/* The cells of a bulk layer as the server counts them: which to ask for, the newest question first, none twice.
   Nothing here touches the page. */
(function (muster) {
  "use strict";
  const { isoDay } = muster.text;
  const SPREAD = 3, LEAST_LEVEL = 3, MOST_LEVEL = 11, BLOCK = 8, KEPT = 60;

  /* A square is about 32 pixels wide, and never smaller than what the name of a town covers (some 11 km at 55 degrees):
     a claim that knows the town is not drawn more exactly than that. */
  const levelFor = (zoom) => Math.max(LEAST_LEVEL, Math.min(MOST_LEVEL, Math.round(zoom) + SPREAD));

  const lonOf = (x, size) => x / size * 360 - 180;
  const latOf = (y, size) => Math.atan(Math.sinh(Math.PI * (1 - 2 * y / size))) * 180 / Math.PI;

  /* West, south, east and north of a cell, in degrees. */
  const boxOf = ([level, x, y]) => {
    const size = 2 ** level;
    return [lonOf(x, size), latOf(y + 1, size), lonOf(x + 1, size), latOf(y, size)];
  };

  /* The cells that cover a view and a little more, in whole blocks: a short move of the map asks for nothing new.
     `world` is the view's box in pixels of the world at zoom 0, which is 256 wide. */
  function windowOf(world, level) {
    const size = 2 ** level, cell = 256 / size;
    const down = (v) => Math.floor(v / cell / BLOCK) * BLOCK, up = (v) => Math.floor(v / cell / BLOCK) * BLOCK + BLOCK - 1;
    const west = down(world[0]), east = Math.min(up(world[2]), west + size - 1);
    return { level, west, east, north: Math.max(0, down(world[1])), south: Math.min(size - 1, up(world[3])) };
  }

  const covers = (held, wanted) => Boolean(held) && held.level === wanted.level && held.west <= wanted.west && held.east >= wanted.east &&
    held.north <= wanted.north && held.south >= wanted.south;

  /* A window as the parameters of a question: the middles of its outermost cells, so that no rounding moves an edge. */
  function boxParams(w) {
    const size = 2 ** w.level, lon = (x) => lonOf(x + 0.5, size).toFixed(5), lat = (y) => latOf(y + 0.5, size).toFixed(5);
    const [north, south] = w.north === w.south ? [latOf(w.north + 0.3, size).toFixed(5), latOf(w.north + 0.7, size).toFixed(5)] : [lat(w.north), lat(w.south)];
    return `box=${lon(w.west)},${south},${lon(w.east)},${north}&level=${w.level}`;
  }

  /* The filters and clocks as the parameters of a question; values are numbers in the layer's own order. */
  function filterParams({ selection, undated }) {
    const parts = Object.keys(selection).sort().map((key) => `${key}=${selection[key].length ? selection[key].map((n) => `~${n}`).join(",") : "-"}`);
    if (!undated) parts.push("undated=0");
    return parts.join("&");
  }
  function clockParams({ from, to, asOf }) {
    return [["from", from], ["to", to], ["asof", asOf]].filter(([, day]) => day !== null).map(([key, day]) => `${key}=${isoDay(day)}`).join("&");
  }

  /* One question at a time of a kind, the newest next. `urgent` lets go of the one that is out; without it a run of
     changes, as under a dragging hand, draws each answer that comes and then asks for where the hand is. */
  class Stream {
    constructor(take, fail) {
      this.take = take;
      this.fail = fail;
      this.out = null;
      this.next = null;
      this.kept = new Map();
      this.asked = 0;
      this.dropped = 0;
    }

    want(url, about, urgent) {
      if (this.kept.has(url)) {
        this.next = null;
        if (this.out) this.drop();
        this.take(this.kept.get(url), about);
        return;
      }
      if (this.out && this.out.url === url) { this.next = null; this.out.about = about; return; }
      this.next = { url, about };
      if (this.out && urgent) this.drop();
      if (!this.out) this.send();
    }

    drop() {
      this.out.stop.abort();
      this.out = null;
      this.dropped++;
    }

    /* Nothing that is out or next is wanted any more. */
    leave() {
      this.next = null;
      if (this.out) this.drop();
    }

    get busy() { return Boolean(this.out || this.next); }

    async send() {
      const mine = { ...this.next, stop: new AbortController() };
      this.out = mine;
      this.next = null;
      this.asked++;
      let answer = null, words = "";
      try {
        const got = await fetch(mine.url, { signal: mine.stop.signal });
        if (got.ok) answer = await got.json(); else words = await got.text();
      } catch (error) {
        if (this.out !== mine) return;
        words = "the server could not be reached.";
      }
      if (this.out !== mine) return;
      this.out = null;
      if (answer) {
        if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value);
        this.kept.set(mine.url, answer);
        this.take(answer, mine.about);
      } else this.fail(words);
      if (this.next && !this.out) this.send();
    }
  }

  /* Columns of counts as one object a row, with what it shows first: presence, else plans, else answers. */
  function rowsOf(columns, kinds) {
    const names = Object.keys(columns), { length } = columns.claims, rows = new Array(length);
    for (let i = 0; i < length; i++) {
      const row = {};
      for (const name of names) row[name] = columns[name][i];
      row.tone = row.present ? "present" : row.planned ? "planned" : row.answers ? "answer" : "elsewhere";
      row.count = { present: row.present, planned: row.planned, answer: row.answers, elsewhere: row.elsewhere }[row.tone];
      row.speakers = kinds.filter((_, bit) => row.kinds & (1 << bit));
      row.flag = row.disputed ? "disputed" : row.tone === "answer" && row.denials ? "denied" : "";
      rows[i] = row;
    }
    return rows;
  }

  /* Short enough for a square: 87, 1.2k, 34k. */
  function compact(n) {
    if (n < 1000) return String(n);
    const thousands = n / 1000;
    if (thousands < 9.95) return `${thousands.toFixed(1).replace(/\.0$/, "")}k`;
    return thousands < 999.5 ? `${Math.round(thousands)}k` : `${(n / 1e6).toFixed(1).replace(/\.0$/, "")}M`;
  }

  muster.cells = { levelFor, boxOf, windowOf, covers, boxParams, filterParams, clockParams, Stream, rowsOf, compact };
})(window.muster = window.muster || {});
