/* The cards over the map: headline, countries, legend, quick extents, tally. All text by textContent. */
(function (muster) {
  "use strict";
  const { element, button, grouped, longDay } = muster.text;
  const SVG = "http://www.w3.org/2000/svg";

  /* ---- Headline: ranges in words, planned apart and lighter, each figure with who said it ---- */
  /* From the smallest to the largest number reported. "Up to" is no lower end: such a figure starts at the largest total
     that it contains or replaces, and where there is none the figures stand side by side. */
  function rangeWords(figures) {
    const floor = (f) => f.number.low ?? f.number.best ?? (f.part ? f.part.number.low ?? f.part.number.best : null);
    const floors = figures.map(floor), n = figures.map((f) => f.number);
    const high = Math.max(...n.map((x) => x.high ?? x.best ?? x.low));
    if (floors.some((x) => x === null)) return figures.slice().sort((x, y) => x.size - y.size).map((f) => f.number.words).join(" or ");
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

  /* What a picture must say of itself: the second clock, and how much of all claims it shows. */
  function scope(state) {
    const { tally, claims } = state;
    const words = [claims.asOf === null ? "" : `as known on ${longDay(claims.asOf)}`, `${grouped(tally.shown)} of ${grouped(tally.total)} claims shown`];
    for (const [bin, said] of [["filtered", "filtered out"], ["outside", "outside these days"], ["not_yet_known", "not yet known"]]) {
      if (tally[bin]) words.push(`${grouped(tally[bin])} ${said}`);
    }
    return `Reported, not confirmed · ${words.filter(Boolean).join(" · ")}`;
  }

  function headline(root, state, open) {
    root.replaceChildren();
    const { claims, data } = state;
    if (state.presenting) {
      const subject = element("div", "muster-subject");
      subject.append(element("b", "", data.title), element("span", "", data.subtitle), element("em", "", scope(state)));
      root.append(subject);
    }
    let any = false;
    for (const [wanted, title, quiet] of [[1, "reported present", false], [2, "planned, not present", true]]) {
      const figures = claims.totals(wanted);
      if (!figures.length) continue;
      any = true;
      const from = givers(figures);
      const block = button("muster-figure" + (quiet ? " quiet" : ""), "", () => open(wanted));
      // A figure whose claims only may lie in the window does not make the window sure of it.
      const sure = from.every((f) => f.rows.some((row) => claims.isSure(row)));
      // Where no claim gives a first day, nothing puts it in these days, and nothing rules them out.
      const { OPEN_START, OPEN_END } = muster.Claims;
      const all = from.flatMap((f) => f.rows);
      const missing = all.every((row) => claims.start[row] === OPEN_START && claims.end[row] === OPEN_END) ? ": no date is given"
        : all.every((row) => claims.start[row] === OPEN_START) ? ": no first day is given" : "";
      const unplaced = quiet ? "" : from.some((f) => f.rows.every((row) => claims.fit[row] !== muster.Claims.CERTAIN && claims.fit[row] !== muster.Claims.UNASKED))
        ? `, possibly in these days${missing}` : "";
      const unsaid = from.some((f) => f.rows.every((row) => claims.perhaps[row])) ? ", possibly not yet said by then" : "";
      block.classList.toggle("unsure", !quiet && !sure);
      const where = figures.every((f) => f.isTotal || f.number.places > 1) ? ""
        : figures.length === 1 ? ` at ${data.places[claims.place[figures[0].row]].name}` : " at one place at the least";
      const words = title.replace(/,|$/, (end) => where + end);
      block.append(element("strong", "", rangeWords(figures)),
        element("span", "", words + unplaced + unsaid));
      const certain = quiet || sure ? -1 : claims.largestSure(wanted);
      if (certain >= 0) block.append(element("span", "", `dated in these days: ${data.numbers[claims.number[certain]].words} at ${data.places[claims.place[certain]].name} (${data.sources[claims.originator[certain]].short})`));
      const speakers = [...new Set(from.map((f) => `${f.number.words} (${data.sources[claims.originator[f.row]].short})`))];
      block.append(element("small", "", speakers.slice(0, 3).join(" · ") + (speakers.length > 3 ? ` · ${speakers.length - 3} more` : "")));
      root.append(block);
    }
    if (!any) {
      const block = element("div", "muster-figure");
      const shown = state.tally.shown;
      block.append(element("strong", "", shown ? "No number reported" : "Nothing to show"),
        element("span", "", shown ? "in what is shown" : "no claim passes this window and these filters"));
      root.append(block);
      if (!shown) root.append(button("muster-reset", "Show everything again", () => state.reset()));
    }
  }

  /* ---- Countries: outlined on the map, listed here, never a dot ---- */
  function countries(root, state, choose) {
    const rows = state.summaries.filter((s) => state.data.places[s.place].kind === "country");
    root.hidden = !rows.length;
    root.replaceChildren();
    if (root.hidden) return;
    const box = element("details"), list = element("div");
    const title = state.small ? `Country only: ${rows.length}` : "Known to the country only";
    box.open = state.countriesOpen === undefined ? !state.small : state.countriesOpen;
    box.append(element("summary", "", title), list);
    // A click, not "toggle": that one also fires for a card that is made open.
    box.firstChild.addEventListener("click", () => { state.countriesOpen = !box.open; setTimeout(() => state.relabel(), 0); });
    root.append(box);
    for (const s of rows) {
      const place = state.data.places[s.place];
      const row = button("muster-country", "", () => choose(s.place));
      row.classList.toggle("chosen", state.place === s.place);
      row.classList.toggle("possible", !s.certain);
      const marks = element("i", "muster-chips");
      const kinds = s.kinds.map((kind) => state.data.source_kinds[kind]);
      const first = new Map(kinds.map((kind) => [muster.theme.colour(state.theme, kind), kind]));
      for (const kind of first.values()) marks.append(chip(kind, state.theme));
      const said = state.labels.words(s, state.claims)[1];
      const words = s.certain || s.tone !== "present" ? said : `${said} · possible or undated`;
      row.append(marks, element("b", "", place.name), element("span", "", words));
      list.append(row);
    }
  }

  /* ---- Small drawn samples ---- */
  function svg(width, height, draw) {
    const node = document.createElementNS(SVG, "svg");
    node.setAttribute("width", width);
    node.setAttribute("height", height);
    node.setAttribute("viewBox", `0 0 ${width} ${height}`);
    node.setAttribute("aria-hidden", "true");
    for (const [name, attributes] of draw) {
      const part = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
      node.append(part);
    }
    return node;
  }

  /* Colour and shape both tell the kind of source: one of them survives a grey printer. */
  function chip(kind, theme) {
    const fill = muster.theme.colour(theme, kind);
    const draw = {
      circle: ["circle", { cx: 6, cy: 6, r: 4.5, fill }],
      square: ["rect", { x: 1.8, y: 1.8, width: 8.4, height: 8.4, fill }],
      triangle: ["path", { d: "M6 1 L11 10.4 L1 10.4 Z", fill }],
      diamond: ["path", { d: "M6 0.4 L11.4 6 L6 11.6 L0.6 6 Z", fill }],
      bar: ["rect", { x: 1, y: 4.2, width: 10, height: 3.6, fill }],
    }[muster.theme.shape(kind)];
    return svg(12, 12, [draw]);
  }

  function legend(root, state) {
    const { theme, data } = state;
    const before = root.querySelector("details");
    const open = (state.presenting && !state.small) || (before && !state.presenting ? before.open : state.roomy());
    root.replaceChildren();
    const box = element("details");
    box.open = open;
    box.append(element("summary", "", "How to read the map"));
    box.firstChild.addEventListener("click", () => setTimeout(() => state.relabel(), 0));
    const body = element("div", "muster-legend-body");
    box.append(body);
    const group = (title) => { const g = element("div", "muster-legend-group"); g.append(element("h3", "", title)); body.append(g); return g; };
    const row = (g, sample, words) => { const r = element("div", "muster-legend-row"); r.append(sample, element("span", "", words)); g.append(r); };
    const who = group("Colour and shape: who says so");
    for (const family of muster.theme.families()) row(who, chip(family.kind, theme), family.label);
    const c = muster.theme.colour(theme, "intelligence_service"), paper = theme.paper;
    const ring = { cx: 11, cy: 8, r: 6, stroke: c, "stroke-width": 2.4 };
    const fill = group("Fill: how well supported");
    row(fill, svg(22, 16, [["circle", { ...ring, fill: c }]]), "two or more independent origins");
    row(fill, svg(22, 16, [["circle", { ...ring, fill: paper }]]), "one origin");
    row(fill, svg(22, 16, [["circle", { ...ring, fill: paper, "stroke-dasharray": "3 2.4" }]]), "disputed or denied");
    row(fill, svg(22, 16, [["circle", { ...ring, fill: paper, stroke: theme.planned, "stroke-dasharray": "3 2.4" }]]), "only planned");
    row(fill, svg(22, 16, [["circle", { ...ring, fill: paper, opacity: 0.5 }]]), "faded: possible only, or undated");
    row(fill, svg(22, 16, [["circle", { cx: 11, cy: 8, r: 4.5, fill: paper, stroke: theme.planned, "stroke-width": 1.3, "stroke-dasharray": "1.5 2" }]]), "another report dates it outside these days");
    const where = group("Outline: how exactly known");
    row(where, svg(22, 16, [["circle", { cx: 11, cy: 8, r: 7, fill: c, "fill-opacity": 0.2, stroke: c, "stroke-width": 0.6 }]]), "a tint: in or near a town, true to scale");
    row(where, svg(22, 16, [["path", { d: "M2 4 L9 1.5 L20 4 L18 13 L6 14.5 Z", fill: c, "fill-opacity": 0.22, stroke: c, "stroke-width": 1.6 }]]), "known to the region only");
    row(where, svg(22, 16, [["path", { d: "M1.5 2 H20.5 V14 H1.5 Z", fill: "none", stroke: c }], ["path", { d: "M2 14 L14 2 M8 14 L20 2 M2 8 L8 2 M14 14 L20 8", stroke: c, "stroke-width": 0.9 }]]), "a larger, vaguer area");
    row(where, svg(22, 16, [["path", { d: "M1.5 3 L8 1.5 L20.5 3 V13 L12 14.5 L1.5 13 Z", fill: "none", stroke: c, "stroke-width": 1.5 }]]), "a whole country: outline and list");
    if (data.largest_at_a_point > 1) {
      const size = group("Size: people reported");
      const line = element("div", "muster-legend-sizes");
      const { SMALLEST, LARGEST } = muster.marks;
      for (const share of [0, 0.1, 0.4, 1]) {
        const n = share ? round(data.largest_at_a_point * share) : 0;
        const r = Math.max(SMALLEST, Math.min(LARGEST, LARGEST * Math.sqrt(n / data.largest_at_a_point)));
        const item = element("span");
        item.append(svg(2 * r + 4, 2 * r + 4, [["circle", { cx: r + 2, cy: r + 2, r, fill: "none", stroke: theme.quiet, "stroke-width": 1.4 }]]), element("small", "", n ? grouped(n) : "none given"));
        line.append(item);
      }
      size.append(line);
    }
    {
      const bars = group("Bars below: claims by day");
      row(bars, svg(22, 16, [["rect", { x: 2, y: 3, width: 8, height: 12, fill: c }], ["rect", { x: 13, y: 3, width: 8, height: 12, fill: c, opacity: 0.42 }]]),
        "solid: may be that day, a span on each of its days; pale: only a bound is given");
    }
    root.append(box);
  }

  function round(n) {
    const unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(n)) - (n >= 20 ? 0 : 1)));
    return Math.max(1, Math.round(n / unit) * unit);
  }

  /* ---- Tally: every part opens ---- */
  const LEDGER = [["shown", "shown"], ["outside", "outside the window"], ["no_date", "undated, hidden"], ["no_place", "no place"],
                  ["not_yet_known", "not yet known"], ["filtered", "filtered out"], ["background", "background"]];
  function ledger(root, state, open) {
    if (!root.children.length) {
      for (const [bin, words] of LEDGER) {
        const item = button("muster-bin", "", () => open(bin));
        item.dataset.bin = bin;
        item.append(element("b"), element("span", "", words));
        root.append(item);
      }
      const total = button("muster-bin total", "", () => open("total"));
      total.dataset.bin = "total";
      total.append(element("b"), element("span", "", "claims in all"));
      root.append(total);
    }
    for (const item of root.children) {
      const n = state.tally[item.dataset.bin];
      item.firstChild.textContent = grouped(n);
      item.classList.toggle("zero", !n);
      item.classList.toggle("chosen", state.opened === item.dataset.bin);
    }
  }

  function extents(root, state, go) {
    root.replaceChildren();
    const all = [{ name: "All", bounds: state.data.bounds }].concat(state.data.extents);
    for (const extent of all) {
      if (!extent.bounds) continue;
      const item = button("muster-extent", extent.name, () => go(extent));
      item.dataset.name = extent.name;
      item.classList.toggle("chosen", state.extent === extent.name);
      root.append(item);
    }
    root.hidden = root.children.length < 2;
  }

  muster.cards = { headline, givers, countries, legend, ledger, extents, chip };
})(window.muster = window.muster || {});
