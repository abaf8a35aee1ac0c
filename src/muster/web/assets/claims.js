/* The claims as columns: which are shown, in which bin of the tally, and what each place adds up to.
   Nothing here touches the page; the same answers are given by muster.query on the server, and a
   browser test compares the two. Days are whole numbers since 1970-01-01. */
(function (muster) {
  "use strict";

  const OPEN_START = -1e9;
  const OPEN_END = 1e9;
  const BINS = ["background", "filtered", "not_yet_known", "no_place", "no_date", "outside", "shown"];
  const SHOWN = BINS.indexOf("shown");
  const PRESENT = 1, ANSWER = 3;
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
                          "statement", "reliability", "credibility", "precision", "present", "group", "number"]) {
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
      this.elsewhere = new Uint8Array(this.size);
      this.perhaps = new Uint8Array(this.size);
      this.dating = this.datingRows();
      this.daysOf = new Map();
      this.alliesOf = this.groupsOfAssertions();
      this.counting = Int32Array.from([...this.number.keys()].filter((row) => this.number[row] >= 0 && this.assertion[row] >= 0));
      this.finest = new Int32Array(data.assertions.wholes.length);
      this.selection = {};
      this.choose({});
    }

    /* The rows that date an assertion. */
    datingRows() {
      const { stances, tiers } = this.data;
      const says = new Set(["asserts", "confirms"].map((stance) => stances.indexOf(stance)));
      const background = tiers.indexOf("secondary");
      const rows = [];
      for (let row = 0; row < this.size; row++) {
        if (this.assertion[row] >= 0 && this.tier[row] !== background && says.has(this.stance[row])) rows.push(row);
      }
      return rows;
    }

    /* What each assertion is linked with by "supports", itself among it, by group. */
    groupsOfAssertions() {
      const groups = new Map();
      for (let row = 0; row < this.size; row++) {
        if (this.assertion[row] < 0) continue;
        if (!groups.has(this.group[row])) groups.set(this.group[row], new Set());
        groups.get(this.group[row]).add(this.assertion[row]);
      }
      return groups;
    }

    /* The days of every assertion, by role: what its claims have in common. No claim that is added makes an assertion
       newer: where they have no day in common, those that start after the earliest last day are passed over, and "from
       that day on" narrows nothing that another claim leaves open at its start. */
    dateAssertions(asOf) {
      const known = asOf === null ? this.dating : this.dating.filter((row) => this.maybeKnown[row] <= asOf);
      const found = new Map();
      for (const row of known) {
        const key = this.assertion[row] * 4 + this.present[row];
        let days = found.get(key);
        if (!days) found.set(key, days = { end: OPEN_END, bounded: OPEN_START, first: OPEN_END });
        if (this.end[row] < days.end) days.end = this.end[row];
        if (this.start[row] < days.first) days.first = this.start[row];
      }
      for (const row of known) {
        const days = found.get(this.assertion[row] * 4 + this.present[row]);
        if (this.end[row] !== OPEN_END && this.start[row] <= days.end && this.start[row] > days.bounded) days.bounded = this.start[row];
      }
      this.daysOf = new Map();
      for (const [key, { end, bounded, first }] of found) {
        const start = bounded !== OPEN_START ? bounded : first <= end ? first : OPEN_START;
        this.daysOf.set(key, [start, end]);
      }
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
        [this.reliability, sieve(selection.reliabilities, 6)],
        [this.credibility, sieve(selection.credibilities, 6)],
      ].filter((t) => t[1]);
      const places = sieve(selection.places, d.places.length);
      const rows = sieve(selection.claims, this.size);
      const asOf = selection.as_of === undefined || selection.as_of === null ? null : selection.as_of;
      for (let row = 0; row < this.size; row++) {
        let bin = SHOWN;
        if (this.tier[row] === background) bin = 0;
        else if (!tests.every(([column, pass]) => pass[column[row]])) bin = 1;
        else if (places && !(this.place[row] >= 0 && places[this.place[row]])) bin = 1;
        else if (rows && !rows[row]) bin = 1;
        else if (asOf !== null && this.maybeKnown[row] > asOf) bin = 2;
        this.perhaps[row] = asOf !== null && this.maybeKnown[row] <= asOf && this.known[row] > asOf ? 1 : 0;
        if (bin !== SHOWN) { this.base[row] = bin; continue; }
        if (this.place[row] < 0 || !d.places[this.place[row]].anchor) bin = 3;
        this.base[row] = bin;
      }
      this.asOf = asOf;
      this.dateAssertions(asOf);
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
      const outside = new Set();
      if (from !== null || to !== null) {
        for (const [key, days] of this.daysOf) if (Claims.fitOf(days[0], days[1], from, to) === NOT_IN) outside.add(key);
      }
      this.finest.fill(9);
      let certain = 0, possible = 0, undatedShown = 0, elsewhere = 0;
      for (let row = 0; row < this.size; row++) {
        let bin = this.base[row];
        let fit = 0;
        if (bin === SHOWN) {
          fit = Claims.fitOf(this.start[row], this.end[row], from, to);
          if (fit === NOT_IN) bin = 5;
          else if (fit === UNDATED && !undated) bin = 4;
        }
        const away = bin === SHOWN && this.present[row] !== ANSWER && this.assertion[row] >= 0 &&
          outside.size > 0 && outside.has(this.assertion[row] * 4 + this.present[row]);
        if (away) elsewhere++;
        else if (bin === SHOWN && fit === CERTAIN) certain++;
        else if (bin === SHOWN && fit === POSSIBLE) possible++;
        else if (bin === SHOWN && fit === UNDATED) undatedShown++;
        this.bin[row] = bin;
        this.fit[row] = fit;
        this.elsewhere[row] = away ? 1 : 0;
        if (bin === SHOWN && !away && this.number[row] >= 0 && this.present[row] === PRESENT && this.assertion[row] >= 0) {
          this.finest[this.assertion[row]] = Math.min(this.finest[this.assertion[row]], this.precision[row] || 9);
        }
        counts[bin]++;
      }
      const tally = { certain, possible, elsewhere, undated: undatedShown, total: this.size };
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

    /* Whether a claim surely lies in the window, and had surely been made by the day that is asked. */
    isSure(row) { return !this.perhaps[row] && (this.fit[row] === CERTAIN || this.fit[row] === UNASKED); }

    /* What is drawn at a place under the current window, or null when nothing is. */
    placeSummary(place) {
      const shown = [], answers = [], planned = [], elsewhere = [];
      for (const row of this.rowsOfPlace[place]) {
        if (this.bin[row] !== SHOWN) continue;
        if (this.elsewhere[row]) elsewhere.push(row);
        else if (this.present[row] === 1) shown.push(row);
        else if (this.present[row] === 2) planned.push(row);
        else answers.push(row);
      }
      if (!shown.length && !planned.length && !answers.length && !elsewhere.length) return null;
      const tone = shown.length ? "present" : planned.length ? "planned" : answers.length ? "answer" : "elsewhere";
      const speaking = { present: shown, planned, answer: answers, elsewhere }[tone];
      const precisions = new Set();
      let mask = 0, certain = false;
      for (const row of speaking) {
        precisions.add(this.precision[row]);
        mask |= 1 << this.sourceKind[this.originator[row]];
        certain = certain || (tone !== "elsewhere" && this.isSure(row));
      }
      const kinds = this.kindsOf(mask);
      const denies = this.data.stances.indexOf("denies");
      return {
        place, tone, speaking, shown, planned, answers, elsewhere, precisions, kinds, certain,
        origins: this.independent(shown),
        // A status belongs to an assertion: a place is disputed when all that is said of it is.
        disputed: shown.length > 0 && shown.every((row) => this.challenged(row, "disputed_from")),
        partly: shown.some((row) => this.challenged(row, "disputed_from") || this.challenged(row, "denied_from")),
        denied: shown.length ? shown.every((row) => this.challenged(row, "denied_from")) : answers.some((row) => this.stance[row] === denies),
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
        // An assertion counts at the most specific place that its claims give.
        if (this.number[row] < 0 || (this.assertion[row] >= 0 && (this.precision[row] || 9) > this.finest[this.assertion[row]])) continue;
        const key = this.assertion[row] < 0 ? "row" + row : this.assertion[row];
        if (seen.has(key)) seen.get(key).push(row); else seen.set(key, [row]);
      }
      if (!seen.size) return null;
      const inside = (key) => typeof key === "number" &&
        this.data.assertions.wholes[key].some((whole) => seen.has(whole));
      const tops = [...seen].filter(([key]) => !inside(key)).map(([, rows]) => {
        const row = this.firstSaid(rows);
        return { row, size: this.sizeOf(row) };
      });
      tops.sort((a, b) => b.size - a.size);
      return { rows: tops.map((t) => t.row), size: tops[0].size };
    }

    /* The row that gives an assertion's number: the largest of the statement that was made first, headlines last. So no
       echo that inflates a number ever raises it. */
    firstSaid(rows) {
      const headline = this.data.tiers.indexOf("summary");
      const late = (row) => (this.tier[row] === headline ? 1 : 0);
      const earlier = (a, b) => late(a) - late(b) || this.maybeKnown[a] - this.maybeKnown[b] || a - b;
      const first = rows.reduce((found, row) => (earlier(row, found) < 0 ? row : found));
      const together = rows.filter((row) => this.statement[row] === this.statement[first]);
      return together.reduce((found, row) => (this.sizeOf(row) > this.sizeOf(found) ? row : found));
    }

    sizeOf(row) {
      const n = this.data.numbers[this.number[row]];
      return n.best ?? n.high ?? n.low;
    }

    /* What is said of the whole deployment: assertions that no other one in the window contains or replaces, be it
       directly or through what it bears out. Those that speak of a country or a large area are totals; one that speaks
       of less stands beside them only where it is larger than each. Nothing is added up. Every figure keeps the rows
       that gave it, and the largest number that it contains or replaces: that bounds an "up to" from below. */
    totals(wanted) {
      const a = this.data.assertions;
      const rowsOf = new Map();
      for (const row of this.counting) {
        if (this.bin[row] !== SHOWN || this.present[row] !== wanted || this.elsewhere[row]) continue;
        const rows = rowsOf.get(this.assertion[row]);
        if (rows) rows.push(row); else rowsOf.set(this.assertion[row], [row]);
      }
      const contained = (key, row) => {
        for (const ally of this.alliesOf.get(this.group[row])) {
          if (a.wholes[ally].some((whole) => whole !== key && rowsOf.has(whole))) return true;
        }
        return a.replaced_by[key].some((newer) => rowsOf.has(newer));
      };
      let tops = [];
      for (const [key, rows] of rowsOf) {
        if (contained(key, rows[0])) continue;
        const row = this.firstSaid(rows);
        // Coarser than this no claim of the assertion is: one that names a town says nothing of the whole.
        const isTotal = rows.every((other) => this.precision[other] >= 5);
        tops.push({ assertion: key, row, rows, size: this.sizeOf(row), number: this.data.numbers[this.number[row]], isTotal, part: null });
      }
      const largest = tops.reduce((most, f) => (f.isTotal ? Math.max(most, f.size) : most), -1);
      const local = tops.filter((f) => !f.isTotal && f.size > largest).sort((x, y) => y.size - x.size).slice(0, 1);
      tops = tops.filter((f) => f.isTotal).concat(local).sort((x, y) => y.size - x.size);
      tops = tops.filter((f) => !tops.some((other) => other !== f && other.size === f.size &&
        this.group[other.row] === this.group[f.row] &&
        this.informedBy[this.originator[f.row]].has(this.originator[other.row])));
      for (const figure of tops) {
        if ((figure.number.low ?? figure.number.best) !== null) continue;
        for (const [key, rows] of rowsOf) {
          if (!a.wholes[key].includes(figure.assertion) && !a.replaced_by[key].includes(figure.assertion)) continue;
          // What is said of one town bounds the whole from below, and is no total that a range could start at.
          const wide = rows.filter((row) => this.precision[row] >= 5);
          if (!wide.length) continue;
          const row = this.firstSaid(wide);
          if (!figure.part || this.sizeOf(row) > figure.part.size) {
            figure.part = { row, rows, size: this.sizeOf(row), number: this.data.numbers[this.number[row]] };
          }
        }
      }
      return tops;
    }

    /* The row with the largest number that surely lies in the window, or -1. */
    largestSure(wanted) {
      let best = -1;
      for (const row of this.counting) {
        if (this.bin[row] !== SHOWN || this.present[row] !== wanted || this.elsewhere[row] || this.fit[row] !== CERTAIN || !this.isSure(row)) continue;
        if (best < 0 || this.sizeOf(row) > this.sizeOf(best)) best = row;
      }
      return best;
    }
  }

  Object.assign(Claims, { BINS, SHOWN, CERTAIN, POSSIBLE, UNDATED, UNASKED, OPEN_START, OPEN_END });
  muster.Claims = Claims;
})(window.muster = window.muster || {});
