/* A second, still map for a group of places that the wide view piles up: drawn by the same layers. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { element } = muster.text;
  const CROWDED_PX = 170, LEAST_PLACES = 3, LEAST_WIDTH = 880, LEAST_HEIGHT = 560;

  class Inset {
    constructor(frame, host) {
      this.frame = frame;
      this.card = element("section", "muster-card muster-inset");
      this.card.setAttribute("aria-label", "Inset");
      this.title = element("h2");
      this.box = element("div", "muster-inset-map");
      this.card.append(this.title, this.box);
      this.card.hidden = true;
      host.append(this.card);
    }

    /* How high it stands, or would stand, on the map; 0 where there is no room for one. */
    height() {
      const size = this.frame.map.getSize();
      return size.x < LEAST_WIDTH || size.y < LEAST_HEIGHT ? 0 : Math.min(330, window.innerHeight * 0.4);
    }

    /* The extent that most needs room: small on the screen, and with several places in it. */
    candidate() {
      const frame = this.frame, size = frame.map.getSize();
      if (size.x < LEAST_WIDTH || size.y < LEAST_HEIGHT) return null;
      let best = null, most = LEAST_PLACES - 1;
      for (const extent of frame.data.extents) {
        if (!extent.bounds) continue;
        const [west, south, east, north] = extent.bounds;
        const a = frame.map.latLngToContainerPoint([north, west]), b = frame.map.latLngToContainerPoint([south, east]);
        if (Math.max(b.x - a.x, b.y - a.y) > CROWDED_PX) continue;
        const inside = frame.summaries.filter((s) => {
          const p = frame.data.places[s.place];
          return p.lat !== null && p.lon >= west && p.lon <= east && p.lat >= south && p.lat <= north;
        }).length;
        if (inside > most) { best = extent; most = inside; }
      }
      return best;
    }

    update() {
      const extent = this.frame.extent === "All" ? this.candidate() : null;
      this.card.hidden = !extent;
      if (!extent) return;
      if (!this.map) this.build();
      this.title.textContent = extent.name;
      if (this.shown !== extent.name) {
        this.shown = extent.name;
        const [west, south, east, north] = extent.bounds;
        this.map.invalidateSize({ animate: false });
        this.map.fitBounds([[south, west], [north, east]], { animate: false, paddingTopLeft: [34, 34], paddingBottomRight: [34, 24] });
      } else this.marks.redraw();
    }

    build() {
      const frame = this.frame;
      this.map = L.map(this.box, {
        attributionControl: false, zoomControl: false, dragging: false, scrollWheelZoom: false, doubleClickZoom: false,
        boxZoom: false, keyboard: false, touchZoom: false, zoomSnap: 0, zoomAnimation: false, center: [0, 0], zoom: 3,
      });
      frame.panes(this.map);
      this.base = new muster.base.BaseLayer(frame.store, frame.theme).addTo(this.map);
      this.labels = new muster.Labels(frame, this.map, (place) => frame.choose(place));
      this.marks = new muster.marks.MarksLayer(frame, { labels: this.labels }).addTo(this.map);
      frame.store.listeners.add(() => this.marks.redraw());
      this.map.on("click", (event) => {
        const place = this.marks.hit(event.containerPoint);
        if (place >= 0) frame.choose(place);
        else frame.go(frame.data.extents.find((extent) => extent.name === this.shown), true);
      });
    }

    restyle(theme) {
      if (!this.map) return;
      this.base.theme = theme;
      this.base.redraw();
      this.marks.redraw();
    }
  }

  muster.Inset = Inset;
})(window.muster = window.muster || {});
