/* Names on the map. Claims' labels are buttons (so the keyboard and a screen reader reach them) set around their
   mark where nothing is in the way; the base map's names take what room is left, on the canvas. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { element, shortSpan, plural } = muster.text;
  const MOST = 60;
  const GAP = 5, FAR = 12, WIDEST = 330;

  const TRIES = 180;
  const CELL = 96;

  const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  /* Boxes that are taken, found by the cells that they touch: thousands of marks cost no more than those nearby. */
  class Taken {
    constructor() { this.cells = new Map(); }
    each(box, visit) {
      const x1 = Math.floor(box[2] / CELL), y1 = Math.floor(box[3] / CELL);
      for (let x = Math.floor(box[0] / CELL); x <= x1; x++) {
        for (let y = Math.floor(box[1] / CELL); y <= y1; y++) if (visit(x * 4096 + y)) return true;
      }
      return false;
    }
    push(box) {
      this.each(box, (key) => {
        const cell = this.cells.get(key);
        if (cell) cell.push(box); else this.cells.set(key, [box]);
        return false;
      });
    }
    hits(box) {
      return this.each(box, (key) => {
        const cell = this.cells.get(key);
        return cell !== undefined && cell.some((other) => overlap(box, other));
      });
    }
  }

  class Labels {
    constructor(state, map, onChoose) {
      this.state = state;
      this.map = map;
      this.onChoose = onChoose;
      this.pool = [];
      this.pane = map.getPane("muster-labels");
      this.base = document.createElement("canvas");
      this.base.className = "muster-base-labels";
      this.sizes = new Map();
    }

    /* The two lines of a place's label, and the second in shorter and shorter words. */
    words(summary, claims) {
      const data = this.state.data;
      const place = data.places[summary.place];
      const { speaking, tone } = summary;
      const parts = [];
      const short = (source) => data.sources[source].short;
      const speakers = new Set(speaking.map((row) => claims.originator[row]));
      if (summary.figure) {
        // The number stands with who gave it; the others who speak of the place did not.
        const [row, ...others] = summary.figure.rows;
        parts.push(`${data.numbers[claims.number[row]].words} (${short(claims.originator[row])})`);
        if (others.length) parts.push("other figures");
        for (const one of summary.figure.rows) speakers.delete(claims.originator[one]);
      }
      const rest = [...speakers].map(short);
      if (rest.length) parts.push(rest.length > 2 ? `${rest[0]}, ${rest.length - 1} more` : rest.join(", "));
      const dated = speaking.filter((row) => claims.start[row] > -1e8 && claims.end[row] < 1e8);
      if (dated.length) {
        const first = Math.min(...dated.map((row) => claims.start[row]));
        const last = Math.max(...dated.map((row) => claims.end[row]));
        parts.push(shortSpan(first, last));
      }
      let qualifier = "";
      if (tone === "planned") qualifier = "planned";
      else if (tone === "elsewhere") qualifier = "dated outside these days";
      else if (tone === "answer") {
        qualifier = this.answered(speaking, claims);
      }
      else if (summary.denied) qualifier = this.denied(summary, claims);
      else if (summary.disputed) qualifier = "disputed";
      else if (summary.partly) qualifier = "partly disputed";
      const old = this.agedWords(summary);
      const joined = (...said) => (tone === "present" ? [...said, qualifier] : [qualifier, ...said]).filter(Boolean).join(" · ");
      return [place.name, joined(...parts, old), [...new Set([joined(...parts, old), joined(parts[0], old), joined(parts[0]), qualifier])]];
    }

    /* What an answer says, and of what: "denies: Officers in occupied eastern Ukraine". */
    answered(rows, claims) {
      const { data } = claims;
      const row = rows.find((r) => data.stances[claims.stance[r]] === "denies") ?? rows[0];
      const stance = data.stances[claims.stance[row]];
      if (stance === "asserts") return data.kinds[claims.kind[row]];
      const about = data.claims.about[row].map((key) => data.assertions.labels[key]);
      return about.length ? `${stance}: ${about.join("; ")}` : stance;
    }

    /* How long ago the newest was first reported, once that is long enough to pale. */
    agedWords({ age, tone }) {
      if (age === null || tone !== "present" || age <= muster.marks.FADES[0].days) return "";
      return `last reported ${plural(age, "day")} ago`;
    }

    /* What disputes a place at a glance: "denied", "disputed", or "" where nothing does. */
    flagOf(summary, claims) {
      if (summary.denied) return "denied";
      if (summary.tone === "answer") {
        const said = new Set(summary.answers.map((row) => claims.data.stances[claims.stance[row]]));
        return said.has("denies") ? "denied" : said.has("doubts") ? "disputed" : "";
      }
      return summary.disputed ? "disputed" : "";
    }

    /* "1 origin, 4 documents": one origin is one, whatever number of documents carries it. */
    support(summary, claims) {
      if (summary.tone !== "present") return "";
      return `${plural(summary.origins, "origin")}, ${plural(claims.documentsOf(summary.shown), "document")}`;
    }

    /* A denial stands with who denies. */
    denied(summary, claims) {
      const { data } = this.state;
      const who = new Set(summary.shown.flatMap((row) => {
        const key = claims.assertion[row];
        return key >= 0 ? data.assertions.denied_by[key] : [];
      }));
      for (const row of summary.answers) if (data.stances[claims.stance[row]] === "denies") who.add(claims.originator[row]);
      return who.size ? `denied by ${[...who].map((source) => data.sources[source].short).join(", ")}` : "denied";
    }

    node(i) {
      if (this.pool[i]) return this.pool[i];
      const node = element("button", "muster-label");
      node.type = "button";
      node.append(element("b"), element("span"));
      node.addEventListener("click", (event) => { event.stopPropagation(); this.onChoose(Number(node.dataset.place)); });
      L.DomEvent.disableClickPropagation(node);
      this.pane.appendChild(node);
      this.pool[i] = node;
      return node;
    }

    sizeOf(title, line, flag = "", strong = "") {
      const key = [title, line, flag && 1, strong].join("\n");
      if (!this.sizes.has(key)) {
        const c = this.base.getContext("2d");
        c.font = "600 13px Inter, 'Noto Sans KR', sans-serif";
        const a = c.measureText(title).width + (flag ? 18 : 0) + (strong ? 7 * strong.length + 14 : 0);
        c.font = "400 11.5px Inter, 'Noto Sans KR', sans-serif";
        const b = c.measureText(line).width;
        if (this.sizes.size > 5000) this.sizes.clear();
        // Tabular figures run a little wider than what the canvas measures.
        const wide = Math.max(a, b) * 1.05;
        this.sizes.set(key, [Math.ceil(Math.min(WIDEST, wide)) + 12, line ? 34 : 19, wide > WIDEST]);
      }
      return this.sizes.get(key);
    }

    /* Cards that lie over the map, in the coordinates of the canvas. */
    obstacles(layer) {
      const host = this.map.getContainer().getBoundingClientRect();
      const boxes = [];
      for (const card of document.querySelectorAll(".muster-card, .muster-inset h2")) {
        const r = card.getBoundingClientRect();
        if (!r.width || card.contains(this.map.getContainer())) continue;
        const a = this.map.containerPointToLayerPoint([r.left - host.left, r.top - host.top]).subtract(layer._bounds.min);
        boxes.push([a.x - GAP, a.y - GAP, a.x + r.width + GAP, a.y + r.height + GAP]);
      }
      return boxes;
    }

    /* `boxes` are the frames of the insets: what lies in one is named there. */
    layout(layer, view, marks, claims, boxes = []) {
      const size = this.map.getSize();
      const corner = this.map.containerPointToLayerPoint([0, 0]).subtract(layer._bounds.min);
      const frame = [corner.x + 2, corner.y + 2, corner.x + size.x - 2, corner.y + size.y - 2];
      const taken = new Taken();
      for (const box of this.obstacles(layer)) taken.push(box);
      for (const m of marks) if (m.point && m.x > frame[0] - 40 && m.x < frame[2] + 40 && m.y > frame[1] - 40 && m.y < frame[3] + 40) {
        const badged = m.summary.origins >= 2 || this.flagOf(m.summary, claims) ? 9 : 2;
        taken.push([m.x - m.radius - 2, m.y - m.radius - 2, m.x + m.radius + badged, m.y + m.radius + 2]);
      }
      for (const m of marks) if (m.small) taken.push(m.small);
      const inInset = (m) => m.summary.place !== this.state.place &&
        boxes.some(({ box, places }) => places.has(m.summary.place) && m.x >= box[0] && m.x <= box[2] && m.y >= box[1] && m.y <= box[3]);
      this.boxNames(layer._ctx, boxes, taken, frame);
      const weight = (m) => (m.summary.place === this.state.place ? 1e12 : 0) + (m.summary.figure ? 1e6 + m.summary.figure.size : 0) +
        m.level * 10 + m.summary.shown.length;
      const wanted = marks.filter((m) => !m.extents.includes("country") && !inInset(m) &&
        m.x >= frame[0] && m.x <= frame[2] && m.y >= frame[1] && m.y <= frame[3]);
      for (const m of wanted) m.weight = weight(m);
      wanted.sort((a, b) => b.weight - a.weight);
      wanted.length = Math.min(wanted.length, TRIES);
      let used = 0;
      const named = new Set();
      const leaders = [];
      for (const mark of wanted) {
        if (used >= MOST) break;
        const [title, , lines] = this.words(mark.summary, claims);
        const flag = mark.point ? "" : this.flagOf(mark.summary, claims);
        const strong = !mark.point && mark.tone === "present" && mark.summary.origins >= 2 ? plural(mark.summary.origins, "origin") : "";
        // Where there is no room for the whole line its first part stands, then the name; what qualifies it always does.
        for (const words of lines) {
          const [w, h, cut] = this.sizeOf(title, words, flag, strong);
          if (cut && words !== lines[lines.length - 1]) continue;
          const box = this.place(mark, w, h, frame, taken);
          if (!box) continue;
          taken.push(box);
          this.show(used++, mark, { title, line: words, flag, strong }, box, layer);
          named.add(mark.summary.place);
          if (mark.small || (!mark.point && FAR < Math.hypot(Math.max(box[0] - mark.x, 0, mark.x - box[2]), Math.max(box[1] - mark.y, 0, mark.y - box[3])))) leaders.push([mark, box]);
          break;
        }
      }
      for (let i = used; i < this.pool.length; i++) this.pool[i].hidden = true;
      this.lead(layer._ctx, leaders);
      this.baseNames(layer, view, taken, frame);
      return named;
    }

    /* The names of the insets, at their frames. */
    boxNames(ctx, boxes, taken, frame) {
      const { theme } = this.state;
      ctx.font = "600 11.5px Inter, 'Noto Sans KR', sans-serif";
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      for (const { box, name } of boxes) {
        const w = ctx.measureText(name).width;
        const spot = [[box[0], box[1] - 9], [box[2] - w, box[1] - 9], [box[0], box[3] + 10], [box[2] + 6, box[1] + 8], [box[0] - w - 6, box[1] + 8]]
          .map(([x, y]) => [x - 2, y - 8, x + w + 2, y + 8])
          .find((b) => b[0] > frame[0] && b[1] > frame[1] && b[2] < frame[2] && b[3] < frame[3] && !taken.hits(b));
        taken.push([box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1]);
        if (!spot) continue;
        taken.push(spot);
        ctx.strokeStyle = theme.halo;
        ctx.lineWidth = 3;
        ctx.fillStyle = theme.ink;
        ctx.strokeText(name, spot[0] + 2, spot[1] + 8);
        ctx.fillText(name, spot[0] + 2, spot[1] + 8);
      }
    }

    /* A thin line from a name to the polygon that it stands beside, so that neighbours are not mistaken. */
    lead(ctx, leaders) {
      const { theme } = this.state;
      for (const [mark, box] of leaders) {
        const x = Math.max(box[0], Math.min(box[2], mark.x)), y = Math.max(box[1], Math.min(box[3], mark.y));
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.lineTo(mark.x, mark.y);
        ctx.strokeStyle = theme.ink;
        ctx.globalAlpha = 0.75;
        ctx.lineWidth = 1;
        ctx.stroke();
        ctx.beginPath();
        ctx.arc(mark.x, mark.y, 1.8, 0, 7);
        ctx.fillStyle = theme.ink;
        ctx.fill();
        ctx.globalAlpha = 1;
      }
    }

    /* Around the mark: right, left, below, above, then the corners; inside its polygon for an area. */
    place(mark, w, h, frame, taken) {
      const { x, y } = mark;
      if (mark.small) return this.beside(mark.small, w, h, frame, taken);
      const r = mark.point ? mark.radius + 4 : 0;
      const spots = mark.point
        ? [[x + r, y - h / 2], [x - r - w, y - h / 2], [x - w / 2, y + r], [x - w / 2, y - r - h],
           [x + r * 0.7, y + r * 0.5], [x + r * 0.7, y - r * 0.5 - h], [x - r * 0.7 - w, y + r * 0.5], [x - r * 0.7 - w, y - r * 0.5 - h]]
        : [[x - w / 2, y - h / 2], [x + 24, y - h / 2], [x - w - 24, y - h / 2], [x - w / 2, y + 22], [x - w / 2, y - h - 22],
           [x + 20, y + 24], [x - w - 20, y + 24], [x + 20, y - h - 24], [x - w - 20, y - h - 24]];
      for (const [left, top] of spots) {
        const box = [left, top, left + w, top + h];
        if (box[0] < frame[0] || box[1] < frame[1] || box[2] > frame[2] || box[3] > frame[3]) continue;
        if (!taken.hits(box)) return box;
      }
      return null;
    }

    /* Next to a polygon that is too small on the screen to hold its own name. */
    beside([left, top, right, bottom], w, h, frame, taken) {
      const cx = (left + right) / 2, cy = (top + bottom) / 2;
      for (const far of [2, 26, 52]) {
        for (const [x, y] of [[left - w - far, cy - h / 2], [right + far, cy - h / 2], [cx - w / 2, top - h - far], [cx - w / 2, bottom + far],
          [right + far, top - h / 2], [right + far, bottom - h / 2], [left - w - far, top - h / 2], [left - w - far, bottom - h / 2]]) {
          const box = [x, y, x + w, y + h];
          if (box[0] < frame[0] || box[1] < frame[1] || box[2] > frame[2] || box[3] > frame[3]) continue;
          if (!taken.hits(box)) return box;
        }
      }
      return null;
    }

    show(i, mark, { title, line, flag, strong }, box, layer) {
      const node = this.node(i);
      node.hidden = false;
      node.dataset.place = mark.summary.place;
      const [b, span] = node.children;
      if (b.textContent !== title) b.textContent = title;
      if (span.textContent !== line) span.textContent = line;
      for (const [on, name, words] of [[node, "flag", flag], [b, "origins", strong]]) {
        if (words) on.dataset[name] = words; else delete on.dataset[name];
      }
      node.classList.toggle("chosen", mark.summary.place === this.state.place);
      node.classList.toggle("possible", !mark.summary.certain);
      const beside = mark.point || mark.small;
      node.style.textAlign = beside && box[2] <= mark.x ? "right" : beside && box[0] >= mark.x ? "left" : "center";
      node.style.width = (box[2] - box[0]) + "px";
      L.DomUtil.setPosition(node, layer._bounds.min.add([box[0], box[1]]).round());
    }

    baseNames(layer, view, taken, frame) {
      const ctx = layer._ctx, theme = this.state.theme;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      const own = new Set(this.state.summaries.map((s) => this.state.data.places[s.place].name));
      let drawn = 0;
      for (const label of this.state.store.labels) {
        if (label.z > view.zoom || drawn > 140) continue;
        for (const dx of muster.base.copies(view)) {
          const x = (label.px + dx) * view.scale - view.left, y = label.py * view.scale - view.top;
          if (x < frame[0] || x > frame[2] || y < frame[1] || y > frame[3]) continue;
          if (label.k === "city" && own.has(label.t)) continue;
          const country = label.k === "country";
          const text = country ? label.t.toUpperCase() : label.t;
          ctx.font = country ? "500 11px Inter, sans-serif" : label.k === "admin1" ? "italic 400 11px Inter, sans-serif" : "400 11px Inter, sans-serif";
          ctx.letterSpacing = country ? "1.4px" : "0px";
          if (label.w === undefined) label.w = ctx.measureText(text).width;
          const w = label.w;
          const dot = label.k === "city";
          const left = dot ? x + 5 : x - w / 2;
          const box = [left - 3 - (dot ? 8 : 0), y - 8, left + w + 3, y + 8];
          if (box[0] < frame[0] || box[2] > frame[2] || box[1] < frame[1] || box[3] > frame[3] || taken.hits(box)) continue;
          taken.push(box);
          drawn++;
          ctx.strokeStyle = theme.halo;
          ctx.lineWidth = 2.5;
          ctx.fillStyle = country ? theme.label : theme.labelStrong;
          ctx.textAlign = "left";
          ctx.strokeText(text, left, y);
          ctx.fillText(text, left, y);
          if (dot) {
            ctx.beginPath();
            ctx.arc(x, y, 1.6, 0, 7);
            ctx.fill();
          }
        }
      }
      ctx.letterSpacing = "0px";
    }
  }

  muster.Labels = Labels;
})(window.muster = window.muster || {});
