/* The cards over the map of a bulk layer: headline, what has no point, legend. All text by textContent. */
(function (muster) {
  "use strict";
  const { element, button, grouped, plural, renew, longDay } = muster.text;
  const { svg, chip } = muster.cards;
  const LISTED = 7;

  const range = ({ low, best, high }) => {
    if (best !== null && (low === null || low === best) && (high === null || high === best)) return grouped(best);
    if (low === null && high === null) return best === null ? "" : grouped(best);
    if (low === null) return `up to ${grouped(high)}`;
    if (high === null) return `at least ${grouped(low)}`;
    return low === high ? grouped(low) : `${grouped(low)} to ${grouped(high)}`;
  };

  const NOUN = { present: "claim", planned: "plan", answer: "answer", elsewhere: "claim" };
  function areaWords(area) {
    const words = plural(area.count, NOUN[area.tone]);
    return area.tone === "present" && area.planned ? `${words} · ${grouped(area.planned)} planned` : area.tone === "elsewhere" ? `${words}, other days` : words;
  }

  /* What a mark says when a hand is over it. */
  function lines(row) {
    const said = [];
    if (row.present) said.push(`${plural(row.present, "claim")} of presence, ${plural(row.origins, "independent origin")}`);
    if (row.planned) said.push(`${grouped(row.planned)} of plans, not presence`);
    if (row.answers) said.push(`${grouped(row.answers)} deny, doubt or say something else${row.denials ? `; ${plural(row.denials, "denial")}` : ""}`);
    if (row.elsewhere) said.push(`${grouped(row.elsewhere)} dated outside these days by another report`);
    if (row.disputed) said.push("all presence here is disputed or denied");
    return said;
  }

  /* ---- The reported strength, from the bulk question: a range, how many figures stand, and who gives the largest ---- */
  const headline = (root, state, open) => renew(root, (next) => compose(next, state, open));

  function compose(root, state, open) {
    const { strength, tally } = state;
    root.hidden = !strength;
    if (!strength) return;
    if (state.presenting) {
      const subject = element("div", "muster-subject");
      subject.append(element("b", "", "Claims counted by squares"),
        element("em", "", `Reported, not confirmed${state.asOf === null ? "" : ` · as known on ${longDay(state.asOf)}`} · ${grouped(tally.shown)} of ${grouped(tally.total)} claims shown`));
      root.append(subject);
    }
    let any = false;
    for (const [name, figure, title] of [["present", "figure", "reported present"], ["planned", "figure-planned", "planned, not present"]]) {
      const found = strength[name], words = range(found);
      if (!words) continue;
      any = true;
      const node = button("muster-figure" + (name === "planned" ? " quiet" : ""), "", () => open(figure));
      // Before all days of the layer only claims reach that name no first day: no number of these days.
      const isEarly = state.to !== null && state.to <= state.data.days[0];
      node.append(element("strong", "", isEarly ? "No number" : words), element("span", "", isEarly ? `${title} in these days: ${words} by claims that name no first day` : title));
      const top = found.largest[0];
      const largest = top ? `; the largest by ${top.originator}` : "";
      if (!state.small) node.append(element("small", "", found.figures > 1 ? `${grouped(found.figures)} figures side by side, none added${largest}` : `one figure${top ? `, by ${top.originator}` : ""}`));
      root.append(node);
    }
    if (any) return;
    const nothing = element("div", "muster-figure"), { shown } = tally;
    nothing.append(element("strong", "", shown ? "No number reported" : "Nothing to show"),
      element("span", "", shown ? "in what is shown" : "no claim passes this window and these filters"));
    root.append(nothing);
    if (!shown) root.append(button("muster-reset", "Show everything again", () => state.reset()));
  }

  /* ---- What has no point: countries, regions and areas, the most spoken of first. None is ever in a square. ---- */
  const vague = (root, state, choose) => renew(root, (next) => listVague(next, state, choose));

  function listVague(root, state, choose) {
    const rows = [...state.areas].sort((a, b) => b.claims - a.claims || a.place - b.place);
    root.hidden = !rows.length;
    if (root.hidden) return;
    const all = rows.reduce((sum, row) => sum + row.claims, 0);
    const box = element("details"), list = element("div", "muster-vague");
    box.open = state.countriesOpen === undefined ? state.roomy() : state.countriesOpen;
    const title = `In no square: ${plural(all, "claim")} of ${rows.length === 1 ? "one region, area or country" : `${grouped(rows.length)} regions, areas and countries`}`;
    box.append(element("summary", "", state.small ? `In no square: ${grouped(all)}` : title), list);
    box.firstChild.addEventListener("click", () => { state.countriesOpen = !box.open; setTimeout(() => state.relabel(), 0); });
    root.append(box);
    const listed = state.everyArea ? rows : rows.slice(0, LISTED);
    for (const area of listed) {
      const row = button("muster-country", "", () => choose(area.place));
      row.dataset.place = area.place;
      row.classList.toggle("chosen", state.place === area.place);
      if (area.flag) row.dataset.flag = area.flag;
      row.append(element("b", "", area.name), element("span", "", areaWords(area)));
      list.append(row);
    }
    const rest = rows.length - listed.length;
    if (rest > 0 || state.everyArea) {
      list.append(button("muster-link", rest > 0 ? `${grouped(rest)} more` : "Fewer", () => { state.everyArea = rest > 0; state.cards(); }));
    }
  }

  /* ---- How to read it ---- */
  function legend(root, state) {
    const { theme } = state;
    const before = root.querySelector("details");
    const open = (state.presenting && !state.small) || (state.legendOpen ?? Boolean(before && !state.presenting && before.open));
    root.replaceChildren();
    const box = element("details"), body = element("div", "muster-legend-body");
    box.open = open;
    box.append(element("summary", "", "How to read the map"), body);
    box.firstChild.addEventListener("click", () => { state.legendOpen = !box.open; setTimeout(() => state.relabel(), 0); });
    const group = (title) => { const g = element("div", "muster-legend-group"); g.append(element("h3", "", title)); body.append(g); return g; };
    const row = (g, sample, words) => { const r = element("div", "muster-legend-row"); r.append(sample, element("span", "", words)); g.append(r); };
    const c = muster.theme.colour(theme, "media"), b = muster.theme.colour(theme, "government"), { ink } = theme;
    const square = (more) => ["rect", { x: 3.5, y: 1, width: 14, height: 14, rx: 2, fill: "none", stroke: ink, "stroke-width": 1, ...more }];
    const badge = (words) => [["circle", { cx: 4.5, cy: 3.5, r: 4, fill: ink }], ["text", { x: 4.5, y: 6.2, fill: theme.paper, "font-size": 7.5, "font-weight": 700, "text-anchor": "middle" }, words]];
    const what = group("A square: claims counted, not a place");
    row(what, svg(22, 16, [square({ fill: ink, "fill-opacity": 0.26 }), ["text", { x: 10.5, y: 11.5, fill: ink, "font-size": 8.5, "font-weight": 600, "text-anchor": "middle" }, "12"]]),
      "so many claims of presence name a site or town in it; echoes count, people do not");
    row(what, svg(44, 16, muster.cellslayer.STEPS.map((step, i) => ["rect", { x: i * 9, y: 4, width: 8, height: 8, fill: ink, "fill-opacity": step.alpha }])), "");
    what.lastChild.classList.add("wide");
    what.lastChild.lastChild.textContent = `stronger: from ${muster.cellslayer.STEPS.map((s) => grouped(s.from)).join(", ")}`;
    const how = group("Line and fill: how well supported");
    row(how, svg(22, 16, [square({ fill: ink, "fill-opacity": 0.38 })]), "2 or more independent origins");
    row(how, svg(22, 16, [square({ "stroke-width": 1.9 })]), "one origin");
    row(how, svg(22, 16, [square({ "stroke-dasharray": "4 3" }), ...badge("?")]), "all disputed or denied; × only a denial");
    row(how, svg(22, 16, [square({ stroke: theme.planned, "stroke-dasharray": "4 3" })]), "only planned: no presence");
    row(how, svg(22, 16, [square({ fill: ink, "fill-opacity": 0.2 }), ["rect", { x: 11.5, y: 2.5, width: 4.5, height: 4.5, fill: "none", stroke: theme.planned, "stroke-dasharray": "2 1.5" }]]), "presence, and plans beside it");
    row(how, svg(22, 16, [square({ stroke: theme.planned, "stroke-dasharray": "1.5 2.5" })]), "dated outside these days by another report");
    const who = group("Colour: who says so");
    for (const family of muster.theme.families()) row(who, chip(family.kind, theme), family.label);
    row(who, svg(22, 16, [square({ fill: ink, "fill-opacity": 0.26 }), ["rect", { x: 5.5, y: 11, width: 5, height: 3, fill: c }], ["rect", { x: 10.5, y: 11, width: 5, height: 3, fill: b }]]), "several: each in the strip");
    const where = group("In no square: known less exactly");
    row(where, svg(22, 16, [["path", { d: "M2 4 L9 1.5 L20 4 L18 13 L6 14.5 Z", fill: ink, "fill-opacity": 0.16, stroke: ink, "stroke-width": 1.4 }]]), "a region, in outline; listed where no outline is here");
    row(where, svg(22, 16, [["path", { d: "M1.5 2 H20.5 V14 H1.5 Z", fill: "none", stroke: ink }], ["path", { d: "M2 14 L14 2 M8 14 L20 2 M2 8 L8 2 M14 14 L20 8", stroke: ink, "stroke-width": 0.9 }]]), "a larger, vaguer area");
    root.append(box);
  }

  muster.cellscards = { headline, vague, legend, lines, areaWords, range };
})(window.muster = window.muster || {});
