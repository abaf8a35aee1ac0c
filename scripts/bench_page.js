/* What the bench runs inside the page around the map: both patterns are timed by the same few lines.
   A change is done two animation frames after the map has it, so that the drawing is in the figure. */
(function () {
  "use strict";
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const inner = () => document.querySelector(".st-key-frame iframe")?.contentWindow;
  const leaflet = (w) => w?.muster?.frame?.map ?? w?.map;

  /* Ours: the last order or switch that was drawn. Naive: the window that the map was built in. */
  const state = (naive) => {
    const w = inner();
    if (naive) return w?.map ? w : null;
    return w?.document?.documentElement?.dataset.ready === "1" ? `${w.muster.frame.applied}/${w.muster.frame.drawnAt}` : null;
  };
  const running = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";

  async function until(condition, limit) {
    const started = performance.now();
    while (!condition()) {
      if (performance.now() - started > limit) return false;
      await frame();
    }
    return true;
  }

  window.bench = {
    /* Milliseconds since the navigation began when the map stands with its claims; null after `limit`. */
    async ready({ naive, limit }) {
      if (!await until(() => state(naive) !== null, limit)) return null;
      await frame(); await frame();
      return performance.now();
    },
    async settled({ limit }) {
      await new Promise((resolve) => setTimeout(resolve, 120));
      return until(() => !running(), limit);
    },
    /* Click the switch of one originator: milliseconds until the map shows it, and until what it shows is the
       server's word (naive: the same); null after `limit`. */
    async click({ naive, index, limit }) {
      const switches = document.querySelectorAll(".st-key-who label input");
      const before = state(naive), order = naive ? null : inner().muster.frame.applied, started = performance.now();
      switches[index % switches.length].click();
      if (!await until(() => { const now = state(naive); return now !== null && now !== before; }, limit)) return null;
      await frame(); await frame();
      const drawn = performance.now() - started;
      if (naive) return { drawn, confirmed: drawn };
      const confirmed = () => ![null, order].includes(inner().muster.frame.applied);
      if (!await until(confirmed, limit)) return null;
      await frame(); await frame();
      return { drawn, confirmed: performance.now() - started };
    },
    look() {
      const map = leaflet(inner());
      map.setView([58.5, 77.25], 5, { animate: false });
      inner().benchMark = true;
      return this.view();
    },
    view() {
      const w = inner(), map = leaflet(w), centre = map.getCenter();
      return { zoom: map.getZoom(), lat: centre.lat, lon: centre.lng, same: w.benchMark === true };
    },
    points() {
      let n = 0;
      leaflet(inner()).eachLayer((layer) => { if (layer.getLatLng) n++; });
      return n;
    },
    /* A window of a month through all the days, one step in each animation frame. */
    async scrub({ steps }) {
      const w = inner(), bar = w.muster.frame.bar, sent = w.muster.frame.sent;
      const wide = Math.min(30, Math.max(1, Math.floor((bar.last - bar.first) / 3)));
      const ms = [], gaps = [];
      let before = await frame();
      for (let i = 0; i < steps; i++) {
        const from = bar.first + 1 + i % Math.max(2, bar.last - bar.first - wide - 1);
        const started = performance.now();
        bar.set(from, from + wide);
        ms.push(performance.now() - started);
        const now = await frame();
        gaps.push(now - before);
        before = now;
      }
      bar.set(null, null);
      return { ms, gaps, told: w.muster.frame.sent - sent };
    },
    /* Every step of play from the first day on, one in each animation frame: script time of a step. The steps are taken by
       the frame's own callback, where the browser counts the processor's time too. */
    steps({ clock, steps }) {
      const w = inner(), { bar } = w.muster.frame, { player } = bar, ms = [], before = player.clock;
      bar.set(null, null);
      bar.know(null);
      player.clock = clock;
      player.rewind();
      return new Promise((resolve) => {
        const tick = () => {
          const started = performance.now(), more = player.step(1);
          ms.push(performance.now() - started);
          if (!more) player.rewind();
          if (ms.length < steps) { w.requestAnimationFrame(tick); return; }
          player.clock = before;
          bar.set(null, null);
          bar.know(null);
          resolve(ms);
        };
        w.requestAnimationFrame(tick);
      });
    },
    /* The baseline of play: the same window over the same claims as Leaflet itself does it, a circle marker for each place
       on its canvas, all taken away and added again at each step. No name, no headline, no tally. */
    async markers({ steps }) {
      const w = inner(), { claims, data, map, bar } = w.muster.frame, { L } = w;
      const renderer = L.canvas({ padding: 0.35 }), group = L.layerGroup().addTo(map), ms = [];
      for (let i = 0; i < steps; i++) {
        await frame();
        const to = bar.first + 1 + Math.floor((bar.last - bar.first) * (i + 1) / steps), started = performance.now(), found = new Map();
        for (let row = 0; row < claims.size; row++) if (claims.place[row] >= 0 && claims.start[row] <= to) found.set(claims.place[row], (found.get(claims.place[row]) || 0) + 1);
        group.clearLayers();
        for (const [place, n] of found) {
          const { lat, lon } = data.places[place];
          if (lat !== null) group.addLayer(L.circleMarker([lat, lon], { renderer, radius: 5 + Math.sqrt(n), weight: 2, color: "#0072b2" }));
        }
        if (renderer._redraw && renderer._map) renderer._redraw();
        ms.push(performance.now() - started);
      }
      group.remove();
      renderer.remove();
      return ms;
    },
    /* Animation frames while the date bar plays at its fastest. */
    async play({ lasting }) {
      const { bar } = inner().muster.frame, gaps = [], ms = [];
      const set = bar.set;
      bar.set = function (...days) {
        const started = performance.now();
        set.apply(bar, days);
        ms.push(performance.now() - started);
      };
      bar.speed = 4;
      bar.play();
      const started = performance.now();
      let before = await frame();
      while (performance.now() - started < lasting) {
        const now = await frame();
        gaps.push(now - before);
        before = now;
      }
      delete bar.set;
      bar.pause(true);
      bar.set(null, null);
      return { ms, gaps };
    },
  };
})();
