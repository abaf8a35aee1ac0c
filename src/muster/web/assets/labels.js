/* Names on the map. Claims' labels are buttons (so the keyboard and a screen reader reach them) set around their
   mark where nothing is in the way; the base map's names take what room is left, on the canvas. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { element, shortSpan, span, plural } = muster.text;
  const { within, nearest } = muster.spots;
  const MOST = 60;
  const GAP = 5, FAR = 12, WIDEST = 330;

  const TRIES = 180, TRIES_MOVING = 80;
  /* With nothing else beside it: that it is a report which is disputed, and not the place. */
  const ALONE = { disputed: "report disputed", "partly disputed": "some reports disputed" };
  const ANSWERS = { denies: "denied by", doubts: "doubted by", declines: "no comment by" };
  const BADGED = 11, MOST_LED = 60;
  const SMALL = "400 11.5px Inter, 'Noto Sans KR', sans-serif";

  class Labels {
    constructor(state, map, onChoose) {
      this.state = state;
      this.map = map;
      this.onChoose = onChoose;
      // A place keeps its node, and while time runs its side of the mark, for as long as it is named.
      this.nodes = new Map();
      this.spare = [];
      this.sides = new Map();
      this.pane = map.getPane("muster-labels");
      this.sizes = new Map();
      this.taken = new muster.Taken();
      this.boxes = null;
      this.watcher = new ResizeObserver(() => this.cardsChanged());
      this.watched = new Set();
    }

    /* The two lines of a place's label, and the second in shorter and shorter words. Only the age of a summary goes on, and
       whether what is drawn is of several years, so that a day needs its own. */
    words(summary, claims) {
      const old = this.agedWords(summary), said = this.saidOf(summary, claims);
      if (said.old !== old) {
        const { title, parts, qualifier } = said;
        const joined = (...said) => (summary.tone === "present" ? [...said, qualifier] : [qualifier, ...said]).filter(Boolean).join(" · ");
        const lines = [...new Set([joined(...parts, old), joined(parts[0], old), joined(parts[0]), ALONE[qualifier] || qualifier])];
        Object.assign(said, { old, words: [title, lines[0], lines] });
      }
      return said.words;
    }

    /* What does not change with the age. */
    saidOf(summary, claims) {
      if (!summary.said || summary.said.ofYears !== claims.ofYears) summary.said = this.said(summary, claims);
      return summary.said;
    }

    said(summary, claims) {
      const data = this.state.data;
      const place = data.places[summary.place];
      const { speaking, tone } = summary;
      const parts = [];
      const short = (source) => data.sources[source].short;
      const speakers = new Set(speaking.map((row) => claims.originator[row]));
      const dated = (days) => { if (days) parts.push((claims.ofYears ? span : shortSpan)(...days)); };
      if (summary.figure) {
        // The number stands with who gave it; the others who speak of the place did not.
        const [row, ...others] = summary.figure.rows;
        parts.push(`${data.numbers[claims.number[row]].words} (${short(claims.originator[row])})`);
        // The number's own days, next to it: those of all that speak would make it last from the first to the last of them.
        const key = claims.assertion[row];
        dated(claims.daysOf(speaking.filter((one) => one === row || (key >= 0 && claims.assertion[one] === key))));
        if (others.length) parts.push("other figures");
        for (const one of summary.figure.rows) speakers.delete(claims.originator[one]);
      }
      let qualifier = "";
      if (tone === "planned") qualifier = "planned";
      else if (tone === "elsewhere") qualifier = "dated outside these days";
      else if (tone === "answer") {
        const told = this.answered(speaking, claims);
        qualifier = told.words;
        if (told.scope) parts.push(told.scope);
        for (const source of told.who) speakers.delete(source);
      }
      else if (summary.denied) qualifier = this.by("denied by", claims.deniersOf(summary.shown));
      else if (summary.disputed) qualifier = "disputed";
      else if (summary.partly) qualifier = "partly disputed";
      const rest = [...speakers].map(short);
      if (rest.length) parts.push(rest.length > 2 ? `${rest[0]}, ${rest.length - 1} more` : rest.join(", "));
      if (!summary.figure) dated(summary.days);
      if (tone === "present") {
        const beside = claims.denialsBeside(summary.answers, summary.shown);
        if (beside.length) parts.push(`beside it, ${this.answer("denied by", beside, claims)}`);
      }
      return { title: place.name, parts, qualifier, ofYears: claims.ofYears };
    }

    /* Who answers and how, and in the answer's own words what: of all answers the denials, else those of the first's kind.
       What they answer is not told: an answer reaches no further than its own words, and may be known before it. */
    answered(rows, claims) {
      const { data } = claims;
      const stance = rows.some((row) => claims.stance[row] === claims.denies) ? claims.denies : claims.stance[rows[0]];
      const words = ANSWERS[data.stances[stance]];
      if (!words) return { words: data.stances[stance] === "asserts" ? data.kinds[claims.kind[rows[0]]] : data.stances[stance], who: [], scope: "" };
      const same = rows.filter((row) => claims.stance[row] === stance);
      const who = [...new Set(same.map((row) => claims.originator[row]))];
      return { words: this.by(words, who), who, scope: this.scopeOf(same, claims) };
    }

    /* The answers' own words, where they carry an assertion of their own. */
    scopeOf(rows, claims) {
      const keys = new Set(rows.map((row) => claims.assertion[row]).filter((key) => key >= 0));
      return [...keys].map((key) => this.state.data.assertions.labels[key]).join("; ");
    }

    answer(words, rows, claims) {
      const scope = this.scopeOf(rows, claims);
      return this.by(words, [...new Set(rows.map((row) => claims.originator[row]))]) + (scope && `: ${scope}`);
    }

    /* An answer stands with who gives it. */
    by(words, sources) {
      return sources.length ? `${words} ${sources.map((source) => this.state.data.sources[source].short).join(", ")}` : words.split(" ")[0];
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

    nodeOf(place) {
      let node = this.nodes.get(place);
      if (node) return node;
      node = this.spare.pop() || this.newNode();
      this.nodes.set(place, node);
      return node;
    }

    newNode() {
      const node = element("button", "muster-label");
      node.type = "button";
      node.append(element("b"), element("span"));
      node.addEventListener("click", (event) => { event.stopPropagation(); this.onChoose(Number(node.dataset.place)); });
      L.DomEvent.disableClickPropagation(node);
      this.pane.appendChild(node);
      return node;
    }

    /* Names that are no longer on the map. Of the others the heaviest comes first again once the map is at rest: that is
       the order in which the keyboard and a reader go through them. */
    putAway(used) {
      for (const [place, node] of this.nodes) {
        if (used.has(place)) continue;
        node.hidden = true;
        this.nodes.delete(place);
        this.spare.push(node);
      }
      if (this.state.moving || this.pane.contains(document.activeElement)) return;
      let last = null;
      for (const place of used) {
        const node = this.nodes.get(place);
        if (last && !(last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) last.after(node);
        last = node;
      }
    }

    sizeOf(title, line, flag = "", strong = "") {
      const a = this.widthOf(title, "600 13px Inter, 'Noto Sans KR', sans-serif") + (flag ? 18 : 0) + (strong ? 7 * strong.length + 14 : 0);
      // Part by part: of a line that tells a day, only that part is new on the next.
      const parts = line ? line.split(" · ") : [];
      const b = parts.reduce((sum, part) => sum + this.widthOf(part, SMALL), Math.max(0, parts.length - 1) * this.widthOf(" · ", SMALL));
      // Tabular figures run a little wider than what the canvas measures.
      const wide = Math.max(a, b) * 1.05;
      return [Math.ceil(Math.min(WIDEST, wide)) + 12, line ? 34 : 19, wide > WIDEST];
    }

    widthOf(words, font) {
      let held = this.sizes.get(font);
      if (!held) this.sizes.set(font, held = new Map());
      let wide = held.get(words);
      if (wide === undefined) {
        if (!this.measuring) this.measuring = new OffscreenCanvas(1, 1).getContext("2d");
        this.measuring.font = font;
        wide = this.measuring.measureText(words).width;
        if (held.size > 5000) held.clear();
        held.set(words, wide);
      }
      return wide;
    }

    /* Cards that lie over the map, in the coordinates of the canvas. They are asked for their place only after one of
       them changed: in every frame that would have the page laid out anew. */
    obstacles(layer) {
      if (!this.boxes) this.boxes = this.measureCards();
      const { x, y } = this.map.containerPointToLayerPoint([0, 0]).subtract(layer._bounds.min);
      return this.boxes.map((r) => [r[0] + x - GAP, r[1] + y - GAP, r[2] + x + GAP, r[3] + y + GAP]);
    }

    measureCards() {
      const container = this.map.getContainer(), host = container.getBoundingClientRect(), boxes = [];
      for (const card of document.querySelectorAll(".muster-card, .muster-inset h2")) {
        if (card.contains(container)) continue;
        if (!this.watched.has(card)) { this.watched.add(card); this.watcher.observe(card); }
        const r = card.getBoundingClientRect();
        if (r.width) boxes.push([r.left - host.left, r.top - host.top, r.right - host.left, r.bottom - host.top]);
      }
      const told = muster.storycard.box();
      if (told) boxes.push([told[0] - host.left, told[1] - host.top, told[2] - host.left, told[3] - host.top]);
      if (!this.watched.has(container)) { this.watched.add(container); this.watcher.observe(container); }
      return boxes;
    }

    cardsChanged() {
      const before = String(this.boxes);
      this.boxes = this.measureCards();
      if (before !== String(this.boxes)) this.state.relabel();
    }

    /* `boxes` are the frames of the insets: what lies in one is named there. */
    layout(layer, view, marks, claims, boxes = []) {
      const size = this.map.getSize();
      const corner = this.map.containerPointToLayerPoint([0, 0]).subtract(layer._bounds.min);
      const frame = [corner.x + 2, corner.y + 2, corner.x + size.x - 2, corner.y + size.y - 2];
      const taken = this.taken.empty(frame), crowded = layer.points.length > MOST_LED;
      for (const box of this.obstacles(layer)) taken.push(box);
      for (const m of layer.points) if (m.x > frame[0] - 40 && m.x < frame[2] + 40 && m.y > frame[1] - 40 && m.y < frame[3] + 40) {
        taken.add(m.x - m.radius - 2, m.y - m.radius - 2, m.x + m.radius + (m.badged ? BADGED : 2), m.y + m.radius + 2, m.summary.place);
      }
      // In an inset what is vague is named outside of it, and in the way of nothing.
      const rivals = muster.spots.takeAreas(layer._ctx, layer.wide, taken, Boolean(layer.insets));
      const inInset = (m) => m.summary.place !== this.state.place &&
        boxes.some(({ box, places }) => places.has(m.summary.place) && m.x >= box[0] && m.x <= box[2] && m.y >= box[1] && m.y <= box[3]);
      // To set a font has the page's styles worked out: not where nothing is written.
      if (boxes.length) this.boxNames(layer._ctx, boxes, taken, frame);
      const named = new Set(), leaders = [];
      const most = this.state.moving ? TRIES_MOVING : TRIES;
      let tried = 0;
      const name = (mark) => {
        if (mark.level === 0 || !mark.anchor || mark.x < frame[0] || mark.x > frame[2] || mark.y < frame[1] || mark.y > frame[3] || inInset(mark)) return;
        tried++;
        const said = this.saidOf(mark.summary, claims);
        const flag = mark.point ? "" : mark.flag;
        const strong = !mark.point && mark.tone === "present" && mark.summary.origins >= 2 ? plural(mark.summary.origins, "origin") : "";
        // In a crowd most find no room even for the fewest words: more of them need not be tried.
        if (crowded && mark.point && !taken.isFreeAbout(mark, this.sizeOf(said.title, ALONE[said.qualifier] || said.qualifier, flag, strong), frame)) return;
        const [title, , lines] = this.words(mark.summary, claims);
        // Where there is no room for the whole line its first part stands, then the name; what qualifies it always does.
        for (const words of lines) {
          const [w, h, cut] = this.sizeOf(title, words, flag, strong);
          if (cut && words !== lines[lines.length - 1]) continue;
          const box = this.place(mark, w, h, { frame, taken, rivals, points: layer.points });
          if (!box) continue;
          taken.push(box, mark.summary.place);
          this.show(mark, { title, line: words, flag, strong }, box, layer);
          named.add(mark.summary.place);
          if (this.isLed(mark, box)) leaders.push([mark, box]);
          break;
        }
      };
      const chosen = layer.ranked.find((mark) => mark.summary.place === this.state.place);
      if (chosen) name(chosen);
      for (const mark of layer.ranked) {
        if (named.size >= MOST || tried >= most) break;
        if (mark !== chosen) name(mark);
      }
      this.putAway(named);
      this.lead(layer._ctx, leaders);
      layer.names.write(this, layer, view, taken, frame);
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

    isLed(mark, box) {
      const [x, y] = nearest(box, mark.x, mark.y), far = Math.hypot(x - mark.x, y - mark.y);
      return mark.small ? far > 0 : far > (mark.point ? mark.radius + FAR : FAR);
    }

    /* A thin line from a name to what it stands beside, so that neighbours are not mistaken. */
    lead(ctx, leaders) {
      const { theme } = this.state;
      for (const [mark, box] of leaders) {
        const [x, y] = nearest(box, mark.x, mark.y), length = Math.hypot(x - mark.x, y - mark.y), share = mark.point ? mark.radius / length : 0;
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.lineTo(mark.x + (x - mark.x) * share, mark.y + (y - mark.y) * share);
        ctx.strokeStyle = theme.ink;
        ctx.globalAlpha = 0.75;
        ctx.lineWidth = 1;
        ctx.stroke();
        if (!mark.point) {
          ctx.beginPath();
          ctx.arc(mark.x, mark.y, 1.8, 0, 7);
          ctx.fillStyle = theme.ink;
          ctx.fill();
        }
        ctx.globalAlpha = 1;
      }
    }

    place(mark, w, h, { frame, taken, rivals, points }) {
      if (mark.small) return muster.spots.beside(mark, w, h, frame, taken, rivals);
      const spots = muster.spots.around(mark, w, h);
      // While time runs a name stays on its side of the mark for as long as there is room.
      const held = this.state.moving ? this.sides.get(mark.summary.place) : undefined;
      for (let i = held === undefined ? 0 : -1; i < spots.length; i++) {
        const side = i < 0 ? held : i, spot = spots[side];
        if (!spot) continue;
        const box = [spot[0], spot[1], spot[0] + w, spot[1] + h];
        if (!within(box, frame) || taken.hits(box)) continue;
        this.sides.set(mark.summary.place, side);
        return box;
      }
      return mark.point && points.length <= MOST_LED ? muster.spots.off(mark, w, h, frame, taken, points) : null;
    }

    /* Only what is not so already is written: a frame of playing mostly moves nothing. */
    show(mark, { title, line, flag, strong }, box, layer) {
      const { place, certain } = mark.summary, node = this.nodeOf(place);
      const beside = mark.point || mark.small;
      const align = beside && box[2] <= mark.x ? "right" : beside && box[0] >= mark.x ? "left" : "center";
      const at = layer._bounds.min.add([box[0], box[1]]).round();
      const key = [place, title, line, flag, strong, certain, place === this.state.place, align, box[2] - box[0], at.x, at.y].join("\n");
      if (!node.hidden && node.shown === key) return;
      node.shown = key;
      node.hidden = false;
      node.dataset.place = place;
      const [b, span] = node.children;
      if (b.textContent !== title) b.textContent = title;
      if (span.textContent !== line) span.textContent = line;
      for (const [on, name, words] of [[node, "flag", flag], [b, "origins", strong]]) {
        if (words) on.dataset[name] = words; else delete on.dataset[name];
      }
      node.classList.toggle("chosen", place === this.state.place);
      node.classList.toggle("possible", !certain);
      node.style.textAlign = align;
      node.style.width = (box[2] - box[0]) + "px";
      L.DomUtil.setPosition(node, at);
    }
  }

  /* The names of the base map, on a canvas of their own above the marks. While time runs they stand still, and one that
     something is written over goes; once it rests they take what room is left. */
  const NamesLayer = muster.base.CanvasLayer.extend({
    initialize(state) {
      L.Renderer.prototype.initialize.call(this, { pane: "muster-claims" });
      this.state = state;
      this.boxes = [];
    },

    draw() { this.boxes = []; this.written = null; },

    write(labels, layer, view, taken, frame) {
      const key = [view.scale, view.left, view.top, ...frame, this.state.theme.name].join();
      if (this.state.moving && this.written === key) {
        this.boxes = this.boxes.filter((box) => {
          if (!taken.hits(box)) return true;
          this._ctx.clearRect(box[0] - 2, box[1] - 1, box[2] - box[0] + 4, box[3] - box[1] + 2);
          return false;
        });
        return;
      }
      this.redraw();
      this.written = key;
      this.baseNames(view, taken, frame);
    },

    baseNames(view, taken, frame) {
      const ctx = this._ctx, theme = this.state.theme;
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
          this.boxes.push(box);
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
    },
  });

  muster.Labels = Labels;
  muster.NamesLayer = NamesLayer;
})(window.muster = window.muster || {});
