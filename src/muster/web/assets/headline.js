/* The headline: how many are said to be there, as a range in words, with who said each number, how many independent
   origins that makes, and who bears out the deployment without a number. `muster.query.headline` says the same on the
   server, and a browser test compares the two. */
(function (muster) {
  "use strict";
  const { element, button, grouped, longDay, renew } = muster.text;
  const PRESENT = 1, PLANNED = 2, SENTENCE_FROM_PX = 960, MOST_TOLD = 5, MOST_BESIDE = 3;
  const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

  /* From the smallest to the largest number reported. "Up to" is no lower end: such a figure starts at the largest total
     that it contains or replaces, and where there is none the figures stand side by side. */
  function rangeWords(figures) {
    const floor = (f) => f.number.low ?? f.number.best ?? (f.part ? f.part.number.low ?? f.part.number.best : null);
    const floors = figures.map(floor), n = figures.map((f) => f.number);
    const high = Math.max(...n.map((x) => x.high ?? x.best ?? x.low));
    if (floors.some((x) => x === null)) {
      const each = [...new Set(figures.slice().sort((x, y) => x.size - y.size || x.row - y.row).map((f) => f.number.words))];
      return (each.length > MOST_BESIDE ? [each[0], each[each.length - 1], `${each.length - 2} others`] : each).join(" or ");
    }
    const low = Math.min(...floors);
    if (low === high || (figures.length === 1 && (n[0].low ?? n[0].best) !== null)) return n[0].words;
    const open = n.some((x) => x.high === null && x.best === null && x.low === high);
    return `${grouped(low)} to ${open ? "over " : ""}${grouped(high)}`;
  }

  /* What gives a headline: each figure, and the part that bounds it from below, as [number, row, rows]. */
  function givers(figures) {
    const all = figures.concat(figures.map((f) => f.part).filter(Boolean));
    const rows = new Set();
    return all.filter((f) => !rows.has(f.row) && rows.add(f.row));
  }

  const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);

  /* Who said a number, with whom that source has it from where that one gives a number too. */
  function speaker(row, claims, from) {
    const { data } = claims, source = claims.originator[row];
    const told = [...claims.informedBy[source]].filter((other) => other !== source && from.some((f) => claims.originator[f.row] === other));
    if (!told.length) return data.sources[source].short;
    const how = data.sources[source].kind === "lawmaker" ? "briefed" : "informed";
    return `${data.sources[source].short}, ${how} by ${listed(told.map((s) => data.sources[s].short))}`;
  }

  function figureWords(figures, claims, from) {
    const { data } = claims, isApart = !atWords(claims, figures);
    const said = (f, words) => {
      const place = isApart ? onlyPlace(claims, f) : -1;
      return `${words}${place < 0 ? "" : ` at ${data.places[place].name}`} (${speaker(f.row, claims, from)})`;
    };
    const phrases = figures.slice().sort((x, y) => x.size - y.size || x.row - y.row).map((f) => (
      f.part ? `${said({ isTotal: true, ...f.part }, f.part.number.words)} to ${said(f, f.number.words.replace(/^up to /, ""))}` : said(f, f.number.words)));
    return phrases.length <= MOST_TOLD ? phrases.join(", or ")
      : `${phrases[0]}, or ${phrases[phrases.length - 1]}, or one of ${grouped(phrases.length - 2)} numbers between`;
  }

  /* The one place that a number is of, the most specific that is given; -1 for one of the whole or of several places. */
  function onlyPlace(claims, figure) {
    if (figure.isTotal || figure.number.places > 1) return -1;
    const level = (row) => claims.precision[row] || 9;
    return claims.place[figure.rows.reduce((found, row) => (level(row) < level(found) ? row : found))];
  }

  function atWords(claims, figures) {
    const places = new Set(figures.map((f) => onlyPlace(claims, f))), [place] = places;
    return places.size === 1 && place >= 0 ? ` at ${claims.data.places[place].name}` : "";
  }

  /* The figures by whose troops they count, sorted: those of one origin are no alternative to another's. */
  function byTroops(claims, figures) {
    const groups = new Map(), of = (f) => claims.data.troop_origins[claims.troops[f.row]];
    for (const origin of [...new Set(figures.map(of))].sort()) groups.set(origin, figures.filter((f) => of(f) === origin));
    return groups;
  }

  /* Whether all that is counted, present or planned, is of one origin: else each number says whose troops it counts. */
  const isOfOne = (claims) => claims.data.troop_origins.length < 2 || byTroops(claims, [PRESENT, PLANNED].flatMap((wanted) => claims.totals(wanted))).size < 2;

  const troopsWords = (claims, origin) => claims.data.troop_names[claims.data.troop_origins.indexOf(origin)];

  const verbOf = (figures) => (figures.every((f) => f.number.fled) ? "reported deserted" : "reported present");

  /* How many independent originators give the numbers: of one thing, or each of its own. */
  function originWords(claims, from, short = false) {
    const speakers = new Set(from.map((f) => claims.originator[f.row]));
    const count = independentOf(claims, speakers).length;
    const together = claims.independent(from.map((f) => f.row));
    const said = `${WORDS[count] || count} independent origin${count === 1 ? "" : "s"}`;
    return count > together ? `${said}, ${short ? "a figure each" : "each with its own figure"}` : said;
  }

  function independentOf(claims, speakers) {
    return [...speakers].filter((s) => ![...claims.informedBy[s]].some((other) => other !== s && speakers.has(other)));
  }

  /* Who bears the same thing out without a number, and is no one's echo among all who speak of it. */
  function bearers(claims, from) {
    const groups = new Set(from.map((f) => claims.group[f.row]));
    // Who bears out what a number contains or replaces bears out the deployment that the number is of.
    for (const f of from) {
      for (const key of claims.partsOf.get(claims.assertion[f.row]) || []) {
        if (claims.dated[key]) groups.add(claims.group[claims.rowsOfAssertion[key][0]]);
      }
    }
    const givers = new Set(from.map((f) => claims.originator[f.row]));
    const confirms = claims.data.stances.indexOf("confirms");
    const found = new Map(), counting = new Set();
    for (const row of claims.presentRows(groups)) {
      const source = claims.originator[row];
      if (claims.number[row] >= 0) counting.add(source);
      else if (!givers.has(source)) found.set(source, Boolean(found.get(source)) || claims.stance[row] === confirms);
    }
    for (const source of counting) found.delete(source);
    const alone = new Set(independentOf(claims, new Set([...givers, ...found.keys()])));
    const pick = (wanted) => [...found].filter(([s, c]) => c === wanted && alone.has(s)).map(([s]) => s).sort((x, y) => x - y).map((s) => claims.data.sources[s].short);
    return { confirmed: pick(true), reported: pick(false) };
  }

  function doubts(claims, from) {
    const { CERTAIN, UNASKED } = muster.Claims;
    return {
      // A figure whose claims only may lie in the window does not make the window sure of it.
      window: from.filter((f) => f.rows.every((row) => claims.fit[row] !== CERTAIN && claims.fit[row] !== UNASKED)),
      unsaid: from.filter((f) => f.rows.every((row) => claims.perhaps[row])),
    };
  }

  /* What the range in large is of, where it is not of the whole. */
  function whereWords(claims, figures) {
    const apart = figures.filter((f) => onlyPlace(claims, f) >= 0).length;
    return atWords(claims, figures) || (!apart ? "" : apart < figures.length ? ", some of one place only" : ", each number of one place");
  }

  /* What none of the claims of some figures names: "first day", or "day" where they name none at all; else "". */
  function missingDay(claims, figures) {
    const { OPEN_START, OPEN_END } = muster.Claims, rows = figures.flatMap((f) => f.rows);
    if (!rows.length || rows.some((row) => claims.start[row] !== OPEN_START)) return "";
    return rows.every((row) => claims.end[row] === OPEN_END) ? "day" : "first day";
  }

  const earlyWords = (missing) => `by claims that name no ${missing}`;

  /* Say which of the numbers are no more than possible: all of them, or these; and why where no first day is named. */
  function doubtWords(claims, from, doubt) {
    const told = (words, doubtful) => {
      if (!doubtful.length || doubtful.length === from.length) return doubtful.length ? `, ${words}` : "";
      return `, ${listed(doubtful.slice().sort((x, y) => x.size - y.size || x.row - y.row).map((f) => f.number.words))} ${words}`;
    };
    const unsure = (missing) => doubt.window.filter((f) => missingDay(claims, [f]) === missing);
    const words = claims.isBeforeAll ? ["first day", "day"].map((missing) => told(earlyWords(missing), unsure(missing)))
      : ["", "first day", "day"].map((missing) => told(`possibly in these days${missing && ` (no ${missing} is given)`}`, unsure(missing)));
    return words.join("") + told("possibly not yet said by then", doubt.unsaid);
  }

  /* The headline as a sentence, in parts: [what it opens or null, words]. */
  function parts(claims) {
    const said = [], isOne = isOfOne(claims);
    for (const [wanted, opens] of [[PRESENT, "figure"], [PLANNED, "figure-planned"]]) {
      const groups = byTroops(claims, claims.totals(wanted));
      for (const [origin, figures] of groups) {
        const from = givers(figures), lead = isOne ? "" : `troops of ${troopsWords(claims, origin)}: `;
        const words = `${lead}${figureWords(figures, claims, from)} ${wanted === PLANNED ? "planned" : verbOf(figures)}${atWords(claims, figures)}${doubtWords(claims, from, doubts(claims, from))}`;
        if (wanted === PLANNED) { said.push([opens, words]); continue; }
        said.push([opens, `${words}, ${originWords(claims, from)}`]);
        const { confirmed, reported } = bearers(claims, from);
        if (confirmed.length) said.push([null, `the deployment, without a number, confirmed by ${listed(confirmed)}`]);
        if (reported.length) said.push([null, `${confirmed.length ? "also" : "the deployment, without a number, also"} reported by ${listed(reported)}`]);
      }
    }
    if (claims.asOf !== null && said.length) said.push([null, `as known on ${longDay(claims.asOf)}`]);
    return said;
  }

  const sentence = (claims) => parts(claims).map(([, words]) => words).join("; ");

  /* What a picture must say of itself: the second clock, and how much of all claims it shows. */
  function scope(state) {
    const { tally, claims } = state;
    const words = [claims.asOf === null ? "" : `as known on ${longDay(claims.asOf)}`, `${grouped(tally.shown)} of ${grouped(tally.total)} claims shown`];
    for (const [bin, said] of [["filtered", "filtered out"], ["outside", "outside these days"], ["not_yet_known", "published later"]]) {
      if (tally[bin]) words.push(`${grouped(tally[bin])} ${said}`);
    }
    return `Reported, not confirmed · ${words.filter(Boolean).join(" · ")}`;
  }

  function block(state, { wanted, figures, title, quiet, wide, isOne }, open) {
    const { claims } = state, { data } = claims;
    const from = givers(figures), doubt = doubts(claims, from), missing = missingDay(claims, from);
    const node = button("muster-figure" + (quiet ? " quiet" : ""), "", () => open(quiet ? "figure-planned" : "figure"));
    const sure = from.every((f) => f.rows.some((row) => claims.isSure(row)));
    if (claims.isBeforeAll) {
      node.classList.add("unsure");
      node.append(element("strong", "", "No number"), element("span", "", `${title.replace(/, not present$/, "")} in these days`), element("small", "", `${rangeWords(figures)} ${earlyWords(missing || "first day")}`));
      return node;
    }
    if (state.small || wide) {
      const possibly = (doubt.window.length || doubt.unsaid.length) ? ", possibly" : "";
      node.classList.toggle("unsure", !quiet && !sure);
      node.append(element("strong", "", rangeWords(figures)), element("span", "", title + (wide ? whereWords(claims, figures) : "") + possibly));
      const dated = quiet || sure || !wide || !isOne ? -1 : claims.largestSure(wanted);
      if (dated >= 0) node.append(element("span", "", `dated in these days: ${data.numbers[claims.number[dated]].words} at ${data.places[claims.place[dated]].name} (${data.sources[claims.originator[dated]].short})`));
      if (!quiet && !wide) node.append(element("small", "", originWords(claims, from, true)));
      return node;
    }
    const unplaced = !quiet && doubt.window.length ? `, possibly in these days${missing && `: no ${missing} is given`}` : "";
    const unsaid = doubt.unsaid.length ? ", possibly not yet said by then" : "";
    node.classList.toggle("unsure", !quiet && !sure);
    node.append(element("strong", "", rangeWords(figures)), element("span", "", title + whereWords(claims, figures) + unplaced + unsaid));
    const known = claims.asOf === null || state.presenting ? "" : `; as known on ${longDay(claims.asOf)}`;
    // Short, and no less honest: who speaks, how many origins that makes, and the day of knowledge; the sentence opens.
    const who = listed([...new Set(from.slice().sort((x, y) => x.size - y.size).map((f) => data.sources[claims.originator[f.row]].short))]);
    node.append(element("small", "", quiet ? who : `${who}: ${originWords(claims, from, true)}${known}`));
    return node;
  }

  /* A button breaks no lines: words within a sentence open as a button does. */
  function opener(words, on) {
    const node = element("span", "muster-said", words);
    node.tabIndex = 0;
    node.setAttribute("role", "button");
    node.addEventListener("click", on);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      on();
    });
    return node;
  }

  /* The range in large, and below it the whole sentence where there is room for it; else who said the numbers. */
  function headline(root, state, open) {
    // In a frame of playing the words are mostly those that stand there already.
    const key = JSON.stringify(facts(state));
    if (root.children.length && root.said === key) return;
    root.said = key;
    renew(root, (next) => compose(next, state, open));
  }

  /* Everything that the headline says is made of. */
  function facts(state) {
    const { claims, tally } = state, wide = state.map.getSize().x >= SENTENCE_FROM_PX;
    const figures = [PRESENT, PLANNED].map((wanted) => {
      const found = claims.totals(wanted), from = givers(found);
      return [found.map((f) => [f.row, f.part && f.part.row]), Object.values(doubts(claims, from)).map((some) => some.map((f) => f.row)), from.map((f) => [f.rows, f.rows.map((row) => claims.isSure(row))]),
        found.length && wide ? [bearers(claims, from), claims.largestSure(wanted)] : null];
    });
    const empty = figures.every(([found]) => !found.length);
    return [figures, wide, state.small, state.presenting, claims.asOf, claims.isBeforeAll, empty && Boolean(tally.shown), state.presenting && scope(state)];
  }

  function compose(root, state, open) {
    const { claims, data } = state;
    if (state.presenting) {
      const subject = element("div", "muster-subject");
      subject.append(element("b", "", data.title), element("span", "", data.subtitle), element("em", "", scope(state)));
      root.append(subject);
    }
    const wide = state.map.getSize().x >= SENTENCE_FROM_PX, isOne = isOfOne(claims);
    const blocks = [PRESENT, PLANNED].flatMap((wanted) => {
      const groups = [...byTroops(claims, claims.totals(wanted))], quiet = wanted === PLANNED;
      return groups.map(([origin, figures]) => {
        const title = (isOne ? "" : `troops of ${troopsWords(claims, origin)} `) + (quiet ? "planned, not present" : verbOf(figures));
        return block(state, { wanted, figures, title, quiet, wide, isOne: groups.length === 1 }, open);
      });
    });
    root.append(...blocks);
    if (blocks.length && wide) {
      const line = element("p", "muster-sentence");
      const said = parts(claims);
      // In a picture the second clock stands above already.
      if (state.presenting && claims.asOf !== null) said.pop();
      said.forEach(([opens, words], i) => {
        line.append(opens ? opener(words, () => open(opens)) : words, i < said.length - 1 ? "; " : "");
      });
      root.append(line);
    }
    if (!blocks.length) {
      const nothing = element("div", "muster-figure");
      const shown = state.tally.shown;
      nothing.append(element("strong", "", shown ? "No number reported" : "Nothing to show"),
        element("span", "", shown ? "in what is shown" : "no claim passes this window and these filters"));
      root.append(nothing);
      if (!shown) root.append(button("muster-reset", "Show everything again", () => state.reset()));
    }
  }

  muster.headline = { show: headline, givers, parts, sentence };
})(window.muster = window.muster || {});
