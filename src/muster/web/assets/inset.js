/* Still maps beside the map, for groups of places that the wide view piles up: drawn by the same layers, and framed on
   the map as in an atlas. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { element } = muster.text;
  const { mercX, mercY } = muster.base;
  const CROWDED_PX = 170, LEAST_PLACES = 2, LEAST_WIDTH = 700, LEAST_HEIGHT = 480, TWO_FROM = 740, FRAME_PX = 12;

  /* One still map: it shows an extent, or hides. */
  class Inset {
    constructor(frame, host) {
      this.frame = frame;
      this.card = element("section", "muster-card muster-inset");
      this.title = element("h2");
      this.box = element("div", "muster-inset-map");
      this.card.append(this.title, this.box);
      this.card.hidden = true;
      host.append(this.card);
    }

    show(extent) {
      this.card.hidden = !extent;
      this.extent = extent;
      if (!extent) return;
      if (!this.map) this.build();
      // Asked for its size only when it changed: in every frame that would have the page laid out anew.
      if (!this.side) this.side = `${this.box.clientWidth}x${this.box.clientHeight}`;
      const size = this.side;
      if (this.shown !== extent.name || this.size !== size) {
        this.shown = extent.name;
        this.size = size;
        this.title.textContent = extent.name;
        this.card.setAttribute("aria-label", `Inset: ${extent.name}`);
        const [west, south, east, north] = extent.bounds;
        this.map.invalidateSize({ animate: false });
        this.map.fitBounds([[south, west], [north, east]], { animate: false, paddingTopLeft: [40, 44], paddingBottomRight: [40, 36] });
      }
      this.marks.redraw();
    }

    build() {
      const frame = this.frame;
      this.map = L.map(this.box, {
        attributionControl: false, zoomControl: false, dragging: false, scrollWheelZoom: false, doubleClickZoom: false,
        boxZoom: false, keyboard: false, touchZoom: false, zoomSnap: 0, zoomAnimation: false, center: [0, 0], zoom: 3,
      });
      frame.panes(this.map);
      new ResizeObserver(() => { this.side = null; }).observe(this.box);
      this.base = new muster.base.BaseLayer(frame.store, frame.theme).addTo(this.map);
      this.labels = new muster.Labels(frame, this.map, (place) => frame.choose(place));
      this.marks = new muster.marks.MarksLayer(frame, { labels: this.labels }).addTo(this.map);
      frame.store.listeners.add(() => { if (!this.card.hidden) this.marks.redraw(); });
      this.map.on("click", (event) => {
        const place = this.marks.hit(event.containerPoint);
        if (place >= 0) frame.choose(place);
        else frame.go(this.extent, true);
      });
      this.map.on("mousemove", (event) => { this.box.style.cursor = this.marks.hit(event.containerPoint) >= 0 ? "pointer" : "zoom-in"; });
    }

    restyle(theme) {
      if (!this.map) return;
      this.base.theme = theme;
      this.base.redraw();
      this.marks.redraw();
    }
  }

  class Insets {
    constructor(frame, host) {
      this.frame = frame;
      this.row = element("div", "muster-insets");
      this.share = 1;
      host.append(this.row);
      this.all = [new Inset(frame, this.row), new Inset(frame, this.row)];
    }

    /* How many of them the map has room for. */
    room() {
      const size = this.frame.map.getSize();
      if (size.x < LEAST_WIDTH || size.y < LEAST_HEIGHT) return 0;
      return size.x >= TWO_FROM ? 2 : 1;
    }

    /* How large they stand, of their full size. */
    scale(share) { this.share = share; this.row.style.setProperty("--share", share); }
    size(share) { return [Math.min(400, 0.28 * window.innerWidth) * share, Math.min(330, this.frame.map.getSize().y * 0.4) * share]; }

    /* Where they would stand on the map at a zoom, in its pixels. */
    wouldStand(zoom, share) {
      const { x, y } = this.frame.map.getSize(), boxes = [];
      const [wide, high] = this.size(share);
      if (share) this.candidates(zoom).forEach((_, i) => {
        const right = x - 14 - i * (wide + 12);
        boxes.push([right - wide - 4, y - 30 - high, right + 4, y - 22]);
      });
      return boxes;
    }

    /* The places of an extent that an inset of it names: neither a country nor an area that reaches far beyond. */
    placesIn([west, south, east, north]) {
      return this.frame.summaries.map((s) => s.place).filter((index) => {
        const { box } = this.frame.data.places[index];
        if (!box) return false;
        const over = [Math.max(0, Math.min(box[2], east) - Math.max(box[0], west)), Math.max(0, Math.min(box[3], north) - Math.max(box[1], south))];
        const inside = (box[0] + box[2]) / 2 >= west && (box[0] + box[2]) / 2 <= east && (box[1] + box[3]) / 2 >= south && (box[1] + box[3]) / 2 <= north;
        return inside && over[0] >= 0.6 * (box[2] - box[0]) && over[1] >= 0.6 * (box[3] - box[1]);
      });
    }

    /* The extents that most need room: small on the screen, and with several places in them. */
    candidates(zoom = this.frame.map.getZoom()) {
      const { map, data } = this.frame;
      const found = [];
      for (const extent of data.extents) {
        if (!extent.bounds) continue;
        const [west, south, east, north] = extent.bounds;
        const a = map.project([north, west], zoom), b = map.project([south, east], zoom);
        if (Math.max(b.x - a.x, b.y - a.y) > CROWDED_PX) continue;
        const places = this.placesIn(extent.bounds);
        if (places.length >= LEAST_PLACES) found.push({ extent, places });
      }
      found.sort((x, y) => y.places.length - x.places.length);
      // They stand as their extents do, from west to east.
      return found.slice(0, this.room()).sort((x, y) => x.extent.bounds[0] - y.extent.bounds[0]);
    }

    update() {
      this.chosen = this.frame.extent === "All" && this.share ? this.candidates() : [];
      const spare = this.all.length - this.chosen.length;
      this.all.forEach((inset, i) => inset.show(i < spare ? null : this.chosen[i - spare].extent));
    }

    /* The same insets in one more frame of time. */
    follow() {
      const wanted = this.frame.extent === "All" && this.share ? this.candidates() : [];
      if (wanted.map((c) => c.extent.name).join() !== (this.chosen || []).map((c) => c.extent.name).join()) { this.update(); return; }
      this.chosen = wanted;
      for (const inset of this.all) if (!inset.card.hidden) inset.marks.redraw();
    }

    /* The frames of the insets in a view of the map, in its pixels, with the places that each names. */
    boxes(view) {
      return (this.chosen || []).map(({ extent, places }) => {
        const [west, south, east, north] = extent.bounds;
        const shift = Math.round(((view.box[0] + view.box[2]) / 2 - mercX((west + east) / 2)) / 256) * 256;
        const x = (lon) => (mercX(lon) + shift) * view.scale - view.left, y = (lat) => mercY(lat) * view.scale - view.top;
        return { name: extent.name, places: new Set(places), box: [x(west) - FRAME_PX, y(north) - FRAME_PX, x(east) + FRAME_PX, y(south) + FRAME_PX] };
      });
    }

    restyle(theme) { for (const inset of this.all) inset.restyle(theme); }
  }

  muster.Insets = Insets;
})(window.muster = window.muster || {});
