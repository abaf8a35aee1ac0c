/* The cards over the map: countries, legend, quick extents, tally. All text by textContent. */
(function (muster) {
  "use strict";
  const { element, button, grouped, plural, renew, put } = muster.text;
  const SVG = "http://www.w3.org/2000/svg";

  /* ---- Countries: outlined on the map, listed here, never a dot ---- */
  const countries = (root, state, choose) => renew(root, (next) => listCountries(next, state, choose));

  function listCountries(root, state, choose) {
    const { data } = state;
    if (!data.countries) data.countries = [...data.places.keys()].filter((place) => data.places[place].kind === "country");
    const rows = data.countries.map((place) => state.claims.summaries[place]).filter(Boolean);
    root.hidden = !rows.length;
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
      row.dataset.place = s.place;
      row.classList.toggle("chosen", state.place === s.place);
      row.classList.toggle("possible", !s.certain);
      const flag = state.labels.flagOf(s, state.claims);
      if (flag) row.dataset.flag = flag;
      if (s.tone === "present" && s.origins >= 2) row.dataset.origins = plural(s.origins, "origin");
      const marks = element("i", "muster-chips");
      const kinds = s.kinds.map((kind) => state.data.source_kinds[kind]);
      const first = new Map(kinds.map((kind) => [muster.theme.colour(state.theme, kind), kind]));
      for (const kind of first.values()) marks.append(chip(kind, state.theme));
      const said = state.labels.words(s, state.claims)[1];
      const words = s.certain || s.tone !== "present" ? said : `${said} · possible or undated`;
      row.append(marks, element("b", "", place.name), element("span", "", words));
      if (row.dataset.origins) row.children[1].dataset.origins = row.dataset.origins;
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
    for (const [name, attributes, words] of draw) {
      const part = document.createElementNS(SVG, name);
      if (words) part.textContent = words;
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

  /* The legend in a few lines, for a picture from a telephone. */
  function strip(root, state) {
    const { theme } = state, c = muster.theme.colour(theme, "intelligence_service"), paper = theme.paper;
    const put = (sample, words) => { const item = element("span", "muster-strip-item"); item.append(sample, words); root.append(item); };
    for (const family of muster.theme.families()) put(chip(family.kind, theme), family.label.split(",")[0]);
    const ring = { cx: 7, cy: 7, r: 5, stroke: c, "stroke-width": 2.2, fill: paper };
    for (const [changes, words] of [[{ fill: c }, "2 or more origins"], [{}, "one"], [{ "stroke-dasharray": "2.6 2" }, "? disputed × denied"],
      [{ stroke: theme.planned, "stroke-dasharray": "2.6 2" }, "planned"], [{ "stroke-width": 1 }, "possible"],
      [{ opacity: muster.marks.FADES[4].alpha }, "reported long before"]]) put(svg(14, 14, [["circle", { ...ring, ...changes }]]), words);
  }

  function legend(root, state) {
    const { theme, data } = state;
    root.classList.toggle("muster-strip", Boolean(state.presenting && state.small));
    if (state.presenting && state.small) {
      root.replaceChildren();
      strip(root, state);
      return;
    }
    const before = root.querySelector("details");
    const open = (state.presenting && !state.small) || (state.legendOpen ?? Boolean(before && !state.presenting && before.open));
    root.replaceChildren();
    const box = element("details");
    box.open = open;
    box.append(element("summary", "", "How to read the map"));
    box.firstChild.addEventListener("click", () => { state.legendOpen = !box.open; setTimeout(() => state.relabel(), 0); });
    const body = element("div", "muster-legend-body");
    box.append(body);
    const group = (title) => { const g = element("div", "muster-legend-group"); g.append(element("h3", "", title)); body.append(g); return g; };
    const row = (g, sample, words) => { const r = element("div", "muster-legend-row"); r.append(sample, element("span", "", words)); g.append(r); };
    const who = group("Colour and shape: who says so");
    for (const family of muster.theme.families()) row(who, chip(family.kind, theme), family.label);
    const c = muster.theme.colour(theme, "intelligence_service"), paper = theme.paper;
    const ring = { cx: 11, cy: 8, r: 6, stroke: c, "stroke-width": 2.4 };
    const ink = theme.ink;
    const badge = (cx, cy, words) => [["circle", { cx, cy, r: 6.2, fill: ink, stroke: paper, "stroke-width": 1 }], ["text", { x: cx, y: cy + 3.6, fill: paper, "font-size": 10, "font-weight": 700, "text-anchor": "middle" }, words]];
    const fill = group("Fill: how well supported");
    row(fill, svg(28, 18, [["circle", { ...ring, cx: 9, cy: 10, fill: c }], ...badge(19, 7, "2")]), "2 or more independent origins");
    row(fill, svg(22, 16, [["circle", { ...ring, fill: paper }]]), "one origin, however many documents");
    row(fill, svg(28, 18, [["circle", { ...ring, cx: 9, cy: 8, fill: paper, "stroke-dasharray": "3 2.4" }], ...badge(10, 11, "?"), ...badge(21, 8, "×")]), "broken: ? disputed, × denied or a denial");
    row(fill, svg(22, 16, [["circle", { ...ring, fill: paper, stroke: theme.planned, "stroke-dasharray": "3 2.4" }]]), "grey and broken: only planned");
    row(fill, svg(22, 16, [["circle", { ...ring, r: 6.5, "stroke-width": 1, fill: paper }]]), "thin line: possible only, or undated");
    row(fill, svg(22, 16, [["circle", { cx: 11, cy: 8, r: 4.5, fill: paper, stroke: theme.planned, "stroke-width": 1.3, "stroke-dasharray": "1.5 2" }]]), "another report dates it outside these days");
    if (state.from !== null || state.to !== null || state.asOf !== null) {
      const { FADES } = muster.marks;
      row(fill, svg(22, 16, [0, 2, 4].map((step, i) => ["circle", { cx: 4 + 7 * i, cy: 8, r: 3.2, fill: c, opacity: FADES[step].alpha }])),
        `paler: first reported over ${FADES.slice(0, -1).map((f) => f.days).join(", ")} days ago`);
    }
    const where = group("Outline: how exactly known");
    row(where, svg(22, 16, [["circle", { cx: 11, cy: 8, r: 7, fill: c, "fill-opacity": 0.2, stroke: c, "stroke-width": 0.6 }]]), "a tint: in or near a town, true to scale");
    row(where, svg(22, 16, [["path", { d: "M2 4 L9 1.5 L20 4 L18 13 L6 14.5 Z", fill: c, "fill-opacity": 0.22, stroke: c, "stroke-width": 1.6 }]]), "known to the region only");
    row(where, svg(22, 16, [["path", { d: "M1.5 2 H20.5 V14 H1.5 Z", fill: "none", stroke: c }], ["path", { d: "M2 14 L14 2 M8 14 L20 2 M2 8 L8 2 M14 14 L20 8", stroke: c, "stroke-width": 0.9 }]]), "a larger, vaguer area");
    row(where, svg(22, 16, [["path", { d: "M1.5 3 L8 1.5 L20.5 3 V13 L12 14.5 L1.5 13 Z", fill: "none", stroke: c, "stroke-width": 1.5 }]]), "a whole country: outline and list");
    where.append(element("h3", "", "Bars below: claims by day"));
    row(where, svg(22, 16, [["rect", { x: 2, y: 3, width: 8, height: 12, fill: c }], ["rect", { x: 13, y: 3, width: 8, height: 12, fill: c, opacity: 0.42 }]]),
      "happened above, said below; pale: a bound only");
    if (data.largest_at_a_point > 1) {
      const size = group("Size: people reported");
      const line = element("div", "muster-legend-sizes");
      const { smallest: SMALLEST, largest: LARGEST } = muster.marks.sizes(state);
      for (const share of [0, 0.1, 0.4, 1]) {
        const n = share ? round(data.largest_at_a_point * share) : 0;
        const r = Math.max(SMALLEST, Math.min(LARGEST, LARGEST * Math.sqrt(n / data.largest_at_a_point)));
        const item = element("span");
        item.append(svg(2 * r + 4, 2 * r + 4, [["circle", { cx: r + 2, cy: r + 2, r, fill: "none", stroke: theme.quiet, "stroke-width": 1.4 }]]), element("small", "", n ? grouped(n) : "none given"));
        line.append(item);
      }
      size.append(line);
    }
    root.append(box);
  }

  function round(n) {
    const unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(n)) - (n >= 20 ? 0 : 1)));
    return Math.max(1, Math.round(n / unit) * unit);
  }

  /* ---- Tally: every part opens ---- */
  const LEDGER = [["shown", "shown"], ["outside", "outside the window"], ["no_date", "undated, hidden"], ["no_place", "no place"],
                  ["not_yet_known", "published later"], ["filtered", "filtered out"], ["background", "background"]];
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
      total.append(element("b"), element("span", "", "in all"));
      root.append(total);
    }
    for (const item of root.children) {
      const n = state.tally[item.dataset.bin];
      put(item.firstChild, grouped(n));
      item.classList.toggle("zero", !n);
      item.classList.toggle("chosen", state.opened === item.dataset.bin);
    }
  }

  const extents = (root, state, go) => renew(root, (next) => listExtents(next, state, go));

  function listExtents(root, state, go) {
    const all = [{ name: "All", bounds: state.data.bounds }].concat(state.data.extents);
    for (const extent of all) {
      if (!extent.bounds) continue;
      const item = button("muster-extent", extent.name, () => go(extent));
      item.dataset.name = extent.name;
      item.setAttribute("aria-pressed", String(state.extent === extent.name));
      item.classList.toggle("chosen", state.extent === extent.name);
      root.append(item);
    }
    root.hidden = root.children.length < 2;
  }

  muster.cards = { countries, legend, ledger, extents, chip, svg };
})(window.muster = window.muster || {});
