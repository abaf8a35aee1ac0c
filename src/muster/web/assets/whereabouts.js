/* Where the map stands: a whole extent, the spot of a link, a chosen place; and the page's address, which keeps it. */
(function (muster) {
  "use strict";
  const L = window.L;
  const { isoDay } = muster.text;

  muster.whereabouts = {
    /* Show an extent whole. Of all that is drawn nothing lies under a card; of a part of it, its own places do not. */
    go(extent, animate) {
      if (!extent.bounds) return;
      this.extent = extent.name;
      this.spot = null;
      this.current = extent;
      this.fitted = this.map.getSize();
      this.going = true;
      if (extent.name !== "All" || !this.claims || !muster.fitting.showAll(this)) this.fit(extent.bounds, animate);
      this.going = false;
      if (!this.ready) return;
      muster.cards.extents(this.parts.extents, this, (e) => this.go(e, true));
      this.inset.update();
      this.marks.redraw();
      muster.covering.settleLegend(this, true);
    },

    /* Between the cards at the left, the headline above and the edges. */
    fit([west, south, east, north], animate) {
      const size = this.map.getSize(), wide = size.x > 700;
      const left = wide ? Math.min(310, size.x * 0.36) : 20;
      const top = Math.min(size.y * 0.42, this.parts.headline.getBoundingClientRect().bottom + (wide ? 30 : 44));
      this.map.fitBounds([[south, west], [north, east]],
        { paddingTopLeft: [left, top], paddingBottomRight: [wide ? 60 : 30, 46], animate: animate && !muster.still(), maxZoom: 9 });
    },

    /* ---- The address: the page around the frame carries the view; where the map stands is the frame's own part ---- */
    address() {
      const url = new URL(window.parent.location.href);
      const put = (key, value) => { if (value) url.searchParams.set(key, value); else url.searchParams.delete(key); };
      put("from", this.from === null ? "" : isoDay(this.from));
      put("to", this.to === null ? "" : isoDay(this.to));
      put("asof", this.asOf === null ? "" : isoDay(this.asOf));
      put("at", this.place >= 0 ? this.data.places[this.place].id : "");
      put("open", this.opened || "");
      put("play", this.bar ? this.bar.player.words : "");
      put("map", this.spotWords());
      // Commas need no escape in a query, and a link is read by people too.
      url.search = url.search.replace(/%2C/gi, ",");
      return url.href;
    },

    /* Where the map stands, as it is written; "" where it shows all. A link's own spot stays as it was written: to round it to
       pixels at each opening would let it drift. */
    spotWords() {
      const { lat, lng } = this.map.getCenter(), [y, x, zoom] = this.spot || [lat, lng, this.map.getZoom()];
      return this.extent === "All" ? "" : [y.toFixed(4), x.toFixed(4), zoom].join(",");
    },

    /* Where the map of a link stands: [lat, lon, zoom], or null where the link says nothing that can be used. */
    linked() {
      const numbers = (new URL(window.parent.location.href).searchParams.get("map") || "").split(",").map(Number);
      const [lat, lon, zoom] = numbers;
      const sound = numbers.length === 3 && numbers.every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 540 && zoom >= 1 && zoom <= 12;
      return sound ? numbers : null;
    },

    goTo(spot) {
      if (!spot) return;
      this.going = true;
      this.map.setView([spot[0], spot[1]], spot[2], { animate: false });
      this.going = false;
      this.extent = this.current = this.fitted = null;
      this.spot = spot;
      if (!this.ready) return;
      this.marks.redraw();
      muster.covering.settleLegend(this, true);
    },

    /* Keep where the map stands in the address, once it stands still. The server is not asked. */
    keepView() {
      if (!this.ready) return;
      clearTimeout(this.viewTimer);
      this.viewTimer = setTimeout(() => {
        const now = new URL(window.parent.location.href), own = new URL(this.address()).searchParams;
        for (const key of ["map", "play"]) if (own.get(key)) now.searchParams.set(key, own.get(key)); else now.searchParams.delete(key);
        now.search = now.search.replace(/%2C/gi, ",");
        if (now.href !== window.parent.location.href) window.parent.history.replaceState(window.parent.history.state, "", now.href);
      }, 300);
    },

    /* Bring a chosen place into view if it is not. */
    reveal(place) {
      const box = this.data.places[place].box;
      if (!box) return;
      const bounds = L.latLngBounds([[box[1], box[0]], [box[3], box[2]]]);
      if (!this.map.getBounds().contains(bounds.getCenter())) this.map.fitBounds(bounds, { maxZoom: 7, padding: [80, 80] });
    },

    /* Bring the places that a link asks for into view, all of them. */
    frameOn(places) {
      const boxes = places.map((place) => this.data.places[place].box).filter(Boolean);
      if (!boxes.length) return;
      const [west, south] = [0, 1].map((k) => Math.min(...boxes.map((box) => box[k])));
      const [east, north] = [2, 3].map((k) => Math.max(...boxes.map((box) => box[k])));
      this.go({ name: "", bounds: [west, south, east, north] }, false);
    },
  };
})(window.muster = window.muster || {});
