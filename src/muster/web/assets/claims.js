/* The claims as columns: which are shown, in which bin of the tally, and what each place adds up to.
   Nothing here touches the page; the same answers are given by muster.query on the server, and a
   browser test compares the two. Days are whole numbers since 1970-01-01. */
(function (muster) {
  "use strict";

  const OPEN_START = -1e9;
  const OPEN_END = 1e9;
  const BINS = ["background", "filtered", "not_yet_known", "no_place", "no_date", "outside", "shown"];
  const SHOWN = BINS.indexOf("shown");
  const PRESENT = 1, PLANNED = 2, ANSWER = 3;
  const CERTAIN = 1, POSSIBLE = 2, UNDATED = 3, UNASKED = 4, NOT_IN = 0;

  function days(column, fallback) {
    return Int32Array.from(column, (day) => (day === null ? fallback : day));
  }

  const NONE = Object.freeze([]);

  /* The rows of each value of a column, in order. */
  function gathered(column, length) {
    const lists = Array.from({ length }, () => []);
    column.forEach((value, row) => { if (value >= 0) lists[value].push(row); });
    return lists;
  }

  /* Rows in the order of their days, and these days. */
  function turns(column) {
    const rows = Int32Array.from(column.keys()).sort((a, b) => column[a] - column[b]);
    return { rows, days: rows.map((row) => column[row]) };
  }

  /* How many of some ordered days are not after `day`. */
  function upTo(ordered, day) {
    let low = 0, high = ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordered[middle] <= day) low = middle + 1; else high = middle;
    }
    return low;
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
                          "statement", "document", "reliability", "credibility", "precision", "present", "group", "number", "said"]) {
        this[name] = Int32Array.from(c[name]);
      }
      this.sourceKind = Uint8Array.from(data.sources, (s) => data.source_kinds.indexOf(s.kind));
      this.informedBy = data.sources.map((s) => new Set(s.informed_by));
      this.masks = new Map();
      for (const name of ["passes", "base", "bin", "fit", "elsewhere", "perhaps"]) this[name] = new Uint8Array(this.size);
      const asserted = data.assertions.wholes.length;
      this.rowsOfPlace = gathered(this.place, data.places.length);
      this.rowsOfAssertion = gathered(this.assertion, asserted);
      this.role = Int32Array.from(this.assertion, (key, row) => (key < 0 ? -1 : key * 4 + this.present[row]));
      this.dating = this.datingRows();
      this.dated = new Uint8Array(asserted);
      for (const row of this.dating) this.dated[this.assertion[row]] = 1;
      this.opening = new Int32Array(4);
      this.days = { end: new Int32Array(4 * asserted), start: new Int32Array(4 * asserted), bounded: new Int32Array(4 * asserted) };
      this.counting = Int32Array.from([...this.number.keys()].filter((row) => this.number[row] >= 0 && this.assertion[row] >= 0));
      this.numbered = Int32Array.from(new Set(Array.from(this.counting, (row) => this.assertion[row])));
      this.finest = new Uint8Array(asserted).fill(9);
      this.links(asserted);
      this.firstDay = this.earliest();
      // In the order in which the second clock passes them.
      this.inTurn = { maybeKnown: turns(this.maybeKnown), known: turns(this.known) };
      this.contested = [...data.assertions.disputed_from.entries()].filter(([, day]) => day !== null);
      data.assertions.denied_by.forEach((denials, key) => { for (const [, day] of denials) this.contested.push([key, day]); });
      this.denies = data.stances.indexOf("denies");
      // What each place and each assertion came to, and which of them has to be looked at again.
      this.summaries = new Array(data.places.length).fill(null);
      this.stale = new Uint8Array(data.places.length).fill(1);
      this.reach = { first: new Float64Array(data.places.length), last: new Float64Array(data.places.length) };
      this.changed = [];
      this.round = 0;
      this.staleFigures = new Set(this.numbered);
      this.figures = [null, new Map(), new Map()];
      this.countsDeserters = data.numbers.some((number) => number.fled);
      this.selection = {};
      // The totals of the window, once for each role.
      this.standing = new Map();
      this.limit = Infinity;
      for (let key = 0; key < asserted; key++) this.dateAssertion(key);
      this.choose({});
    }

    /* The first day that anything is dated to or was said on, background apart (muster.query.first_days). */
    earliest() {
      const background = this.data.tiers.indexOf("secondary");
      let first = OPEN_END;
      for (let row = 0; row < this.size; row++) {
        if (this.tier[row] === background) continue;
        for (const day of [this.start[row], this.end[row], this.maybeKnown[row], this.known[row]]) if (day !== OPEN_START && day < first) first = day;
      }
      return first;
    }

    /* What contains or replaces an assertion, be it directly or through what it bears out; and the other way round. */
    links(asserted) {
      const a = this.data.assertions, allies = this.groupsOfAssertions();
      this.containers = new Array(asserted).fill(NONE);
      this.partsOf = new Map();
      for (let key = 0; key < asserted; key++) {
        for (const whole of new Set([...a.wholes[key], ...a.replaced_by[key]])) {
          if (this.partsOf.has(whole)) this.partsOf.get(whole).push(key); else this.partsOf.set(whole, [key]);
        }
        const rows = this.rowsOfAssertion[key];
        if (!rows.length) continue;
        const found = new Set(a.replaced_by[key]);
        for (const ally of allies.get(this.group[rows[0]])) for (const whole of a.wholes[ally]) if (whole !== key) found.add(whole);
        if (found.size) this.containers[key] = [...found];
      }
      this.rowsOfGroup = new Map();
      for (let row = 0; row < this.size; row++) {
        const rows = this.rowsOfGroup.get(this.group[row]);
        if (rows) rows.push(row); else this.rowsOfGroup.set(this.group[row], [row]);
      }
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
      this.datingOf = new Map();
      for (const row of rows) {
        const key = this.assertion[row];
        if (this.datingOf.has(key)) this.datingOf.get(key).push(row); else this.datingOf.set(key, [row]);
      }
      for (const dating of this.datingOf.values()) dating.sort((x, y) => this.said[x] - this.said[y]);
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

    /* The days of an assertion, by role: what was said first dates it, or where that gives no day what first gives a last
       one, and the other claims narrow that. Those that have no
       day in common with it are passed over, nothing widens it, and another's "from that day on" narrows nothing that is
       left open. With no claim yet, nothing is ruled out. */
    dateAssertion(key) {
      if (!this.dated[key]) { this.days.start.fill(OPEN_START, 4 * key, 4 * key + 4); this.days.end.fill(OPEN_END, 4 * key, 4 * key + 4); return; }
      const { end, start, bounded } = this.days, { opening } = this, from = key * 4, rows = this.datingOf.get(key);
      this.openings(rows, opening, from);
      for (let role = from; role < from + 4; role++) { end[role] = start[role] = OPEN_END; bounded[role] = OPEN_START; }
      const fits = (row, first) => this.maybeKnown[row] <= this.limit && (first < 0 || (this.start[row] <= this.end[first] && this.end[row] >= this.start[first]));
      for (const row of rows) {
        const role = this.role[row];
        if (!fits(row, opening[role - from])) continue;
        if (this.end[row] < end[role]) end[role] = this.end[row];
        if (this.start[row] < start[role]) start[role] = this.start[row];
      }
      for (const row of rows) {
        const role = this.role[row], first = opening[role - from];
        if (!fits(row, first) || (this.end[row] === OPEN_END && row !== first)) continue;
        if (this.start[row] <= end[role] && this.start[row] > bounded[role]) bounded[role] = this.start[row];
      }
      for (let role = from; role < from + 4; role++) {
        if (opening[role - from] < 0) start[role] = OPEN_START;
        else start[role] = bounded[role] !== OPEN_START ? bounded[role] : start[role] <= end[role] ? start[role] : OPEN_START;
      }
    }

    openings(rows, opening, from) {
      opening.fill(-1);
      for (const row of rows) {
        const role = this.role[row] - from, first = opening[role];
        if (this.maybeKnown[row] > this.limit) continue;
        if (first < 0 || (this.end[row] !== OPEN_END && this.start[first] === OPEN_START && this.end[first] === OPEN_END)) opening[role] = row;
      }
    }

    /* Filters that depend on no clock. Lists hold indices; a missing list lets everything pass. */
    choose(selection, asOf = null) {
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
      for (let row = 0; row < this.size; row++) {
        let bin = SHOWN;
        if (this.tier[row] === background) bin = 0;
        else if (!tests.every(([column, pass]) => pass[column[row]])) bin = 1;
        else if (places && !(this.place[row] >= 0 && places[this.place[row]])) bin = 1;
        else if (rows && !rows[row]) bin = 1;
        else if (this.place[row] < 0 || !d.places[this.place[row]].anchor) bin = 3;
        this.passes[row] = bin;
      }
      this.knowOn(asOf);
      for (let row = 0; row < this.size; row++) this.know(row);
    }

    /* The second clock: what had been said, or may have been said, by the end of a day; null: everything. Only what
       lies between the day that was and the day that is asked can change. */
    knowOn(asOf) {
      const limit = asOf === null ? Infinity : asOf;
      const low = Math.min(limit, this.limit), high = Math.max(limit, this.limit);
      this.asOf = asOf;
      this.limit = limit;
      if (low === high) return;
      const redated = new Set();
      for (const [name, { rows, days: ordered }] of Object.entries(this.inTurn)) {
        for (let i = upTo(ordered, low), end = upTo(ordered, high); i < end; i++) {
          this.know(rows[i]);
          if (name === "maybeKnown" && this.assertion[rows[i]] >= 0) redated.add(this.assertion[rows[i]]);
        }
      }
      for (const key of redated) if (this.dated[key]) this.dateAssertion(key);
      for (const [key, day] of this.contested) {
        if (day > low && day <= high) for (const row of this.rowsOfAssertion[key]) if (this.place[row] >= 0) this.stale[this.place[row]] = 1;
      }
    }

    know(row) {
      const bin = this.passes[row], late = this.maybeKnown[row] > this.limit;
      const perhaps = !late && this.known[row] > this.limit ? 1 : 0;
      this.base[row] = late && bin >= 2 ? 2 : bin;
      if (perhaps !== this.perhaps[row]) { this.perhaps[row] = perhaps; this.touch(row); }
    }

    /* A row that is not what it was: its place, and the number that it bears on, are looked at again. */
    touch(row) {
      if (this.place[row] >= 0) this.stale[this.place[row]] = 1;
      if (this.number[row] >= 0 && this.assertion[row] >= 0) this.staleFigures.add(this.assertion[row]);
    }

    /* Put every claim in its bin for a window; returns the tally by name. Only what changed is looked at again. */
    window(from, to, undated) {
      const counts = new Int32Array(BINS.length), fits = new Int32Array(5);
      const { base, start, end, role, present, days } = this, asked = from !== null || to !== null;
      const low = from === null ? OPEN_START : from, high = to === null ? OPEN_END : to;
      // How old a report is, is told from the window's end, else from the day of knowledge.
      this.agedFrom = to !== null ? to : this.asOf;
      // Before all days only what names no first day reaches: it rules nothing out, and puts nothing there.
      this.isBeforeAll = to !== null && to < this.firstDay;
      this.standing.clear();
      let elsewhere = 0, perhaps = 0;
      for (let row = 0; row < this.size; row++) {
        let bin = base[row], fit = 0, away = 0;
        if (bin === SHOWN) {
          const a = start[row], b = end[row];
          if (!asked) fit = UNASKED;
          else if (a === OPEN_START && b === OPEN_END) fit = UNDATED;
          else if (a > high || b < low) bin = 5;
          else fit = a >= low && b <= high && a !== OPEN_START && b !== OPEN_END ? CERTAIN : POSSIBLE;
          if (fit === UNDATED && !undated) bin = 4;
          if (bin === SHOWN) {
            const key = role[row];
            if (asked && key >= 0 && present[row] !== ANSWER && (days.start[key] > high || days.end[key] < low)) { away = 1; elsewhere++; }
            else fits[fit]++;
            perhaps += this.perhaps[row];
          }
        }
        counts[bin]++;
        if (bin !== this.bin[row] || fit !== this.fit[row] || away !== this.elsewhere[row]) {
          this.bin[row] = bin;
          this.fit[row] = fit;
          this.elsewhere[row] = away;
          this.touch(row);
        }
      }
      for (const key of this.staleFigures) this.figureAgain(key);
      this.staleFigures.clear();
      const tally = { certain: fits[CERTAIN], possible: fits[POSSIBLE], elsewhere, perhaps, undated: fits[UNDATED], total: this.size };
      BINS.forEach((name, i) => { tally[name] = counts[i]; });
      return tally;
    }

    /* What the shown rows of an assertion come to, for each role; and the most specific place that they give. */
    figureAgain(key) {
      const rows = [null, [], []];
      let finest = 9;
      for (const row of this.rowsOfAssertion[key]) {
        if (this.number[row] < 0 || this.bin[row] !== SHOWN || this.elsewhere[row]) continue;
        const role = this.present[row];
        if (role === PRESENT) finest = Math.min(finest, this.precision[row] || 9);
        if (role === PRESENT || role === PLANNED) rows[role].push(row);
      }
      for (const role of [PRESENT, PLANNED]) {
        if (!rows[role].length) { this.figures[role].delete(key); continue; }
        this.figures[role].set(key, this.figureOf(key, rows[role]));
      }
      if (finest === this.finest[key]) return;
      this.finest[key] = finest;
      for (const row of this.rowsOfAssertion[key]) if (this.place[row] >= 0) this.stale[this.place[row]] = 1;
    }

    figureOf(assertion, rows) {
      const row = this.firstSaid(rows);
      // Coarser than this no claim of the assertion is: one that names a town says nothing of the whole.
      const isTotal = rows.every((other) => this.precision[other] >= 5);
      return { assertion, row, rows, size: this.sizeOf(row), number: this.data.numbers[this.number[row]], isTotal };
    }

    /* The figures of a role by assertion, without those of deserters where somebody counts others of the same troops. */
    withoutDeserters(figures) {
      if (!this.countsDeserters) return figures;
      const counted = new Set(), left = new Map();
      for (const { number, rows } of figures.values()) if (!number.fled) for (const row of rows) counted.add(this.troops[row]);
      for (const [key, figure] of figures) {
        const rows = figure.number.fled ? figure.rows.filter((row) => !counted.has(this.troops[row])) : figure.rows;
        if (rows.length) left.set(key, rows.length === figure.rows.length ? figure : this.figureOf(key, rows));
      }
      return left;
    }

    /* What is drawn at every place under the current window, in the order of the places. A place of which nothing
       changed gives the very object that it gave before; only the age goes on. `ofYears` says whether the days of what is
       drawn, of an event or of its first saying, are of more than one year. */
    summarise() {
      const { stale, summaries, reach } = this, found = [];
      this.changed = [];
      this.round++;
      let first = Infinity, last = -Infinity;
      for (let place = 0; place < summaries.length; place++) {
        if (stale[place]) { stale[place] = 0; this.summariseAgain(place); }
        const summary = summaries[place];
        if (summary === null) continue;
        summary.age = this.agedFrom === null || summary.newest === null ? null : this.agedFrom - summary.newest;
        if (reach.first[place] < first) first = reach.first[place];
        if (reach.last[place] > last) last = reach.last[place];
        found.push(summary);
      }
      this.ofYears = first <= last && muster.text.yearOf(first) !== muster.text.yearOf(last);
      return found;
    }

    /* `changed` are the places that `round` gave another summary than the one before. */
    summariseAgain(place) {
      const before = this.summaries[place], summary = this.rowsOfPlace[place].length ? this.placeSummary(place) : null;
      this.summaries[place] = summary;
      if (before === null && summary === null) return;
      this.changed.push(place);
      if (summary === null) return;
      const [first, last] = this.reachOf([...summary.shown, ...summary.planned, ...summary.answers, ...summary.elsewhere]);
      this.reach.first[place] = first;
      this.reach.last[place] = last;
    }

    /* The first and last day of what is dated at both ends; null where nothing is. */
    daysOf(rows) {
      const dated = rows.filter((row) => this.start[row] > -1e8 && this.end[row] < 1e8);
      return dated.length ? [Math.min(...dated.map((row) => this.start[row])), Math.max(...dated.map((row) => this.end[row]))] : null;
    }

    /* The first and last of all days that rows give, of an event or of its first saying. */
    reachOf(rows) {
      let first = Infinity, last = -Infinity;
      for (const row of rows) {
        for (const day of [this.start[row], this.end[row], this.maybeKnown[row]]) {
          if (day <= -1e8 || day >= 1e8) continue;
          first = Math.min(first, day);
          last = Math.max(last, day);
        }
      }
      return [first, last];
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

    /* Who had denied, or may have denied, what these rows assert: whatever else they deny at the place is none of it. */
    deniersOf(rows) {
      const known = (row) => (this.assertion[row] < 0 ? NONE : this.data.assertions.denied_by[this.assertion[row]])
        .filter(([, since]) => this.asOf === null || since <= this.asOf);
      return [...new Set(rows.flatMap(known).map(([source]) => source))];
    }

    /* Denials among these answers that are of nothing that the shown rows assert: they stand beside it. */
    denialsBeside(answers, shown) {
      const asserted = new Set(shown.map((row) => this.assertion[row]));
      return answers.filter((row) => this.stance[row] === this.denies && !this.data.claims.about[row].some((key) => asserted.has(key)));
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
      return {
        place, tone, speaking, shown, planned, answers, elsewhere, precisions, kinds, certain,
        days: this.daysOf(speaking), origins: this.independent(shown),
        // A status belongs to an assertion: a place is disputed when all that is said of it is.
        disputed: shown.length > 0 && shown.every((row) => this.challenged(row, "disputed_from")),
        partly: shown.some((row) => this.challenged(row, "disputed_from") || this.challenged(row, "denied_from")),
        denied: shown.length ? shown.every((row) => this.challenged(row, "denied_from")) : answers.some((row) => this.stance[row] === this.denies),
        // `age`: days since the newest of what is asserted was *first* reported, as an echo never freshens. Null where no
        // day is asked, or none is told.
        figure: this.figure(shown), newest: this.newestFirst(shown), age: null,
      };
    }

    newestFirst(rows) {
      const said = new Map();
      for (const row of rows) {
        if (this.maybeKnown[row] === OPEN_START) continue;
        const key = this.assertion[row] < 0 ? -1 - this.group[row] : this.assertion[row];
        if (!said.has(key) || this.maybeKnown[row] < said.get(key)) said.set(key, this.maybeKnown[row]);
      }
      return said.size ? Math.max(...said.values()) : null;
    }

    /* How many documents carry these rows. */
    documentsOf(rows) { return new Set(rows.map((row) => this.document[row])).size; }

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

    /* The row that gives an assertion's number: the largest of the statement that was said first (muster.query.said). So no
       echo that inflates a number ever raises it. */
    firstSaid(rows) {
      const first = rows.reduce((found, row) => (this.said[row] < this.said[found] ? row : found));
      const together = rows.filter((row) => this.statement[row] === this.statement[first]);
      return together.reduce((found, row) => (this.sizeOf(row) > this.sizeOf(found) ? row : found));
    }

    sizeOf(row) {
      const n = this.data.numbers[this.number[row]];
      return n.best ?? n.high ?? n.low;
    }

    /* What is said of the whole deployment: assertions that no other one in the window contains or replaces, be it
       directly or through what it bears out. Those that speak of a country or a large area are totals. Of what one
       originator says of less, the largest stands where it is larger than each total. Troops of different origins are no
       parts of each other, and deserters are counted only where nobody counts anybody else. Nothing is added up. Every
       figure keeps the rows that gave it, and the largest number that it contains or replaces: that bounds an "up to"
       from below. */
    totals(wanted) {
      if (!this.standing.has(wanted)) this.standing.set(wanted, this.findTotals(wanted));
      return this.standing.get(wanted);
    }

    findTotals(wanted) {
      const figures = this.withoutDeserters(this.figures[wanted]);
      const inTurn = (x, y) => y.size - x.size || x.row - y.row;
      const troops = (figure) => this.troops[figure.row], origins = this.data.troop_origins.length;
      const largest = new Int32Array(origins).fill(-1), locals = new Map(), { containers } = this, isShown = (whole) => figures.has(whole);
      let totals = [];
      for (const figure of figures.values()) {
        // Nearly all are contained in nothing.
        const around = containers[figure.assertion];
        if (around !== NONE && around.some(isShown)) continue;
        if (figure.isTotal) {
          totals.push(figure);
          largest[troops(figure)] = Math.max(largest[troops(figure)], figure.size);
          continue;
        }
        const speaker = this.originator[figure.row] * origins + troops(figure), local = locals.get(speaker);
        if (!local || inTurn(figure, local) < 0) locals.set(speaker, figure);
      }
      for (const local of locals.values()) if (local.size > largest[troops(local)]) totals.push(local);
      totals = totals.sort(inTurn).map((f) => ({ ...f, part: null }));
      totals = totals.filter((f) => !totals.some((other) => other !== f && other.size === f.size &&
        this.group[other.row] === this.group[f.row] &&
        this.informedBy[this.originator[f.row]].has(this.originator[other.row])));
      for (const figure of totals) {
        if ((figure.number.low ?? figure.number.best) !== null) continue;
        const parts = (this.partsOf.get(figure.assertion) || NONE).filter((key) => figures.has(key)).map((key) => figures.get(key).rows);
        for (const rows of parts.sort((x, y) => x[0] - y[0])) {
          // What is said of one town bounds the whole from below, and is no total that a range could start at.
          const wide = rows.filter((row) => this.precision[row] >= 5);
          if (!wide.length) continue;
          const row = this.firstSaid(wide);
          if (!figure.part || this.sizeOf(row) > figure.part.size) {
            figure.part = { row, rows, size: this.sizeOf(row), number: this.data.numbers[this.number[row]] };
          }
        }
      }
      return totals;
    }

    /* The rows that report presence in the window, of some groups of assertions. */
    presentRows(groups) {
      return [...groups].flatMap((group) => this.rowsOfGroup.get(group) || NONE)
        .filter((row) => this.bin[row] === SHOWN && this.present[row] === PRESENT && !this.elsewhere[row]);
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

  Object.assign(Claims, { upTo, BINS, SHOWN, CERTAIN, POSSIBLE, UNDATED, UNASKED, OPEN_START, OPEN_END });
  muster.Claims = Claims;
})(window.muster = window.muster || {});
