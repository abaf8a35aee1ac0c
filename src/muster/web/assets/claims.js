/* The claims as columns: which are shown, in which bin of the tally, and what each place adds up to.
   Nothing here touches the page; the same answers are given by muster.query on the server, and a
   browser test compares the two. Days are whole numbers since 1970-01-01. */
(function (muster) {
  "use strict";

  const OPEN_START = -1e9;
  const OPEN_END = 1e9;
  const BINS = ["background", "filtered", "not_yet_known", "no_place", "no_date", "outside", "shown"];
  const SHOWN = BINS.indexOf("shown");
  const CERTAIN = 1, POSSIBLE = 2, UNDATED = 3, UNASKED = 4, NOT_IN = 0;

  function days(column, fallback) {
    return Int32Array.from(column, (day) => (day === null ? fallback : day));
  }

  class Claims {
    constructor(data) {
      const c = data.claims;
      this.data = data;
      this.size = c.place.length;
      this.place = Int32Array.from(c.place);
      this.start = days(c.start, OPEN_START);
      this.end = days(c.end, OPEN_END);
      this.known = days(c.known, OPEN_END);
      this.maybeKnown = days(c.maybe_known, OPEN_START);
      for (const name of ["originator", "publisher", "kind", "stance", "tier", "troops", "assertion",
                          "precision", "present", "group", "number"]) {
        this[name] = Int32Array.from(c[name]);
      }
      this.sourceKind = Uint8Array.from(data.sources, (s) => data.source_kinds.indexOf(s.kind));
      this.informedBy = data.sources.map((s) => new Set(s.informed_by));
      this.masks = new Map();
      this.base = new Uint8Array(this.size);
      this.bin = new Uint8Array(this.size);
      this.fit = new Uint8Array(this.size);
      this.rowsOfPlace = data.places.map(() => []);
      for (let row = 0; row < this.size; row++) {
        if (this.place[row] >= 0) this.rowsOfPlace[this.place[row]].push(row);
      }
      this.totalling = this.totallingAssertions();
      this.selection = {};
      this.choose({});
    }

    /* The rows of those assertions that can make a total, and of what contains, replaces or makes up one of them. */
    totallingAssertions() {
      const a = this.data.assertions, wanted = new Set(), rowsOf = new Map();
      for (let row = 0; row < this.size; row++) {
        if (this.assertion[row] >= 0 && this.precision[row] >= 5 && this.number[row] >= 0) wanted.add(this.assertion[row]);
      }
      const near = new Set(wanted);
      for (let key = 0; key < a.wholes.length; key++) {
        const linked = a.wholes[key].concat(a.replaced_by[key]);
        if (wanted.has(key)) for (const other of linked) near.add(other);
        if (linked.some((other) => wanted.has(other))) near.add(key);
      }
      for (let row = 0; row < this.size; row++) {
        const key = this.assertion[row];
        if (!near.has(key)) continue;
        if (!rowsOf.has(key)) rowsOf.set(key, []);
        rowsOf.get(key).push(row);
      }
      return rowsOf;
    }

    /* Filters that do not depend on the window. Lists hold indices; a missing list lets everything pass. */
    choose(selection) {
      this.selection = selection;
      const background = this.data.tiers.indexOf("secondary");
      const sieve = (list, length) => {
        if (!list) return null;
        const pass = new Uint8Array(length);
        for (const i of list) pass[i] = 1;
        return pass;
      };
      const d = this.data;
      const tests = [
        [this.originator, sieve(selection.originators, d.sources.length)],
        [this.publisher, sieve(selection.publishers, d.sources.length)],
        [this.kind, sieve(selection.kinds, d.kinds.length)],
        [this.stance, sieve(selection.stances, d.stances.length)],
        [this.tier, sieve(selection.tiers, d.tiers.length)],
        [this.troops, sieve(selection.troops, d.troop_origins.length)],
      ].filter((t) => t[1]);
      const places = sieve(selection.places, d.places.length);
      const asOf = selection.as_of === undefined || selection.as_of === null ? null : selection.as_of;
      for (let row = 0; row < this.size; row++) {
        let bin = SHOWN;
        if (this.tier[row] === background) bin = 0;
        else if (!tests.every(([column, pass]) => pass[column[row]])) bin = 1;
        else if (places && !(this.place[row] >= 0 && places[this.place[row]])) bin = 1;
        else if (asOf !== null && this.maybeKnown[row] > asOf) bin = 2;
        else if (this.place[row] < 0 || !d.places[this.place[row]].anchor) bin = 3;
        this.base[row] = bin;
      }
      this.asOf = asOf;
    }

    /* How the event interval start..end lies to the window from..to (null: open). */
    static fitOf(start, end, from, to) {
      if (from === null && to === null) return UNASKED;
      const open = start === OPEN_START, openEnd = end === OPEN_END;
      if (open && openEnd) return UNDATED;
      const low = from === null ? OPEN_START : from, high = to === null ? OPEN_END : to;
      if (start > high || end < low) return NOT_IN;
      return !open && !openEnd && start >= low && end <= high ? CERTAIN : POSSIBLE;
    }

    /* Put every claim in its bin for a window; returns the tally by name. */
    window(from, to, undated) {
      const counts = new Int32Array(BINS.length);
      let certain = 0, possible = 0, undatedShown = 0;
      for (let row = 0; row < this.size; row++) {
        let bin = this.base[row];
        let fit = 0;
        if (bin === SHOWN) {
          fit = Claims.fitOf(this.start[row], this.end[row], from, to);
          if (fit === NOT_IN) bin = 5;
          else if (fit === UNDATED && !undated) bin = 4;
          if (bin === SHOWN) {
            if (fit === CERTAIN) certain++;
            else if (fit === POSSIBLE) possible++;
            else if (fit === UNDATED) undatedShown++;
          }
        }
        this.bin[row] = bin;
        this.fit[row] = fit;
        counts[bin]++;
      }
      const tally = { certain, possible, undated: undatedShown, total: this.size };
      BINS.forEach((name, i) => { tally[name] = counts[i]; });
      return tally;
    }

    /* Independent originators among rows that speak of the same thing: the largest linked group counts. */
    independent(rows) {
      if (!rows.length) return 0;
      const only = this.originator[rows[0]];
      if (rows.every((row) => this.originator[row] === only)) return 1;
      const groups = new Map();
      for (const row of rows) {
        const group = this.group[row];
        if (!groups.has(group)) groups.set(group, new Set());
        groups.get(group).add(this.originator[row]);
      }
      let most = 0;
      for (const speakers of groups.values()) {
        let count = 0;
        for (const speaker of speakers) {
          let led = false;
          for (const other of this.informedBy[speaker]) if (other !== speaker && speakers.has(other)) led = true;
          if (!led) count++;
        }
        most = Math.max(most, count);
      }
      return most;
    }

    challenged(row, column) {
      const since = this.assertionAt(row, column);
      return since !== null && (this.asOf === null || since <= this.asOf);
    }

    assertionAt(row, column) {
      const index = this.assertion[row];
      return index < 0 ? null : this.data.assertions[column][index];
    }

    /* What is drawn at a place under the current window, or null when nothing is. */
    placeSummary(place) {
      const shown = [], answers = [], planned = [];
      for (const row of this.rowsOfPlace[place]) {
        if (this.bin[row] !== SHOWN) continue;
        if (this.present[row] === 1) shown.push(row);
        else if (this.present[row] === 2) planned.push(row);
        else answers.push(row);
      }
      if (!shown.length && !planned.length && !answers.length) return null;
      const speaking = shown.length ? shown : planned.length ? planned : answers;
      const precisions = new Set();
      let mask = 0, certain = false;
      for (const row of speaking) {
        precisions.add(this.precision[row]);
        mask |= 1 << this.sourceKind[this.originator[row]];
        certain = certain || this.fit[row] === CERTAIN || this.fit[row] === UNASKED;
      }
      const kinds = this.kindsOf(mask);
      const denies = this.data.stances.indexOf("denies");
      return {
        place, shown, planned, answers, precisions, kinds, certain,
        origins: this.independent(shown),
        disputed: shown.some((row) => this.challenged(row, "disputed_from")),
        denied: answers.some((row) => this.stance[row] === denies) ||
          shown.some((row) => this.challenged(row, "denied_from")),
        figure: this.figure(shown),
      };
    }

    /* The source kinds in a bit mask, in order; the few masks that there are are kept. */
    kindsOf(mask) {
      if (!this.masks.has(mask)) {
        this.masks.set(mask, this.data.source_kinds.map((_, i) => i).filter((i) => mask & (1 << i)));
      }
      return this.masks.get(mask);
    }

    /* The number said of one place: parts are not added to their whole, echoes are not added at all. */
    figure(rows) {
      if (!rows.some((row) => this.number[row] >= 0)) return null;
      const seen = new Map();
      for (const row of rows) {
        if (this.number[row] < 0) continue;
        const key = this.assertion[row] < 0 ? "row" + row : this.assertion[row];
        const size = this.sizeOf(row);
        if (!seen.has(key) || seen.get(key).size < size) seen.set(key, { row, size });
      }
      if (!seen.size) return null;
      const inside = (key) => typeof key === "number" &&
        this.data.assertions.wholes[key].some((whole) => seen.has(whole));
      const tops = [...seen].filter(([key]) => !inside(key)).map(([, value]) => value);
      tops.sort((a, b) => b.size - a.size);
      return { rows: tops.map((t) => t.row), size: tops[0].size };
    }

    sizeOf(row) {
      const n = this.data.numbers[this.number[row]];
      return n.best ?? n.high ?? n.low;
    }

    /* Totals of the whole deployment: assertions that no other shown assertion contains or replaces, said of a
       country or a large area. Present and planned apart; every figure keeps the rows that gave it. */
    totals(wanted) {
      const rowsOf = new Map();
      for (const [key, all] of this.totalling) {
        const rows = all.filter((row) => this.bin[row] === SHOWN && this.present[row] === wanted);
        if (rows.length) rowsOf.set(key, rows);
      }
      const a = this.data.assertions;
      const counted = new Set([...rowsOf.keys()].filter((key) => rowsOf.get(key).some((row) => this.number[row] >= 0)));
      const figures = [];
      for (const key of counted) {
        if (a.wholes[key].some((other) => counted.has(other))) continue;
        if (a.replaced_by[key].some((other) => counted.has(other))) continue;
        const rows = rowsOf.get(key).filter((row) => this.number[row] >= 0);
        if (Math.min(...rowsOf.get(key).map((row) => this.precision[row])) < 5) continue;
        let best = rows[0];
        for (const row of rows) if (this.sizeOf(row) > this.sizeOf(best)) best = row;
        figures.push({ assertion: key, row: best, rows, size: this.sizeOf(best),
                       number: this.data.numbers[this.number[best]], parts: [] });
      }
      figures.sort((x, y) => y.size - x.size);
      // What a figure contains or replaces: smaller numbers that bound it from below when it has only a high end.
      for (const figure of figures) {
        for (const key of counted) {
          if (!a.wholes[key].includes(figure.assertion) && !a.replaced_by[key].includes(figure.assertion)) continue;
          const rows = rowsOf.get(key).filter((row) => this.number[row] >= 0);
          const best = rows.reduce((x, y) => (this.sizeOf(y) > this.sizeOf(x) ? y : x));
          figure.parts.push({ row: best, rows, size: this.sizeOf(best), number: this.data.numbers[this.number[best]] });
        }
        figure.parts.sort((x, y) => y.size - x.size);
      }
      return figures.filter((f) => !figures.some((other) => other !== f && other.size === f.size &&
        this.group[other.row] === this.group[f.row] &&
        this.informedBy[this.originator[f.row]].has(this.originator[other.row])));
    }
  }

  Object.assign(Claims, { BINS, SHOWN, CERTAIN, POSSIBLE, UNDATED, UNASKED, OPEN_START, OPEN_END });
  muster.Claims = Claims;
})(window.muster = window.muster || {});
