/* Colours that the canvases draw with; the cards around them take theirs from muster.css. */
(function (muster) {
  "use strict";
  const KINDS = {
    intelligence_service: ["#0072b2", "#56b4e9", "circle", "Intelligence service"],
    government: ["#d55e00", "#f28e3c", "square", "Government, alliance, lawmaker"],
    military: ["#d55e00", "#f28e3c", "square"],
    alliance: ["#d55e00", "#f28e3c", "square"],
    lawmaker: ["#d55e00", "#f28e3c", "square"],
    media: ["#009e73", "#2fc79b", "triangle", "Media"],
    think_tank: ["#a8518a", "#d98cc0", "diamond", "Think tank, individual"],
    individual: ["#a8518a", "#d98cc0", "diamond"],
    party: ["#6b7075", "#a9b0b6", "bar", "Party to it, or source not given"],
    unattributed: ["#6b7075", "#a9b0b6", "bar"],
  };
  const light = {
    name: "light", water: "#dde7ec", land: "#f7f6f1", coast: "#b3bcc0", river: "#cfdde4", admin: "#e0ddd4",
    country: "#a9a69d", disputed: "#a9a69d", label: "#84827b", labelStrong: "#6d6b65", halo: "#f7f6f1",
    ink: "#1b2228", quiet: "#5d656c", paper: "#ffffff", accent: "#1f4e79", planned: "#7d838a", wash: 0.16, solid: 0.46,
  };
  const dark = {
    name: "dark", water: "#11171c", land: "#1f272d", coast: "#3a464e", river: "#182129", admin: "#2b343b",
    country: "#55626c", disputed: "#55626c", label: "#87939c", labelStrong: "#a3aeb6", halo: "#1f272d",
    ink: "#eef2f5", quiet: "#a7b1b9", paper: "#1a2126", accent: "#8fc1ee", planned: "#8d979f", wash: 0.2, solid: 0.5,
  };
  function colour(theme, kind) {
    const row = KINDS[kind] || KINDS.unattributed;
    return theme.name === "dark" ? row[1] : row[0];
  }
  /* The colours that a list of source kinds shows, each once, in a fixed order. */
  function colours(theme, kinds) {
    return [...new Set(kinds.map((kind) => colour(theme, kind)))];
  }
  function shape(kind) { return (KINDS[kind] || KINDS.unattributed)[2]; }
  function families() {
    return Object.entries(KINDS).filter(([, row]) => row[3]).map(([kind, row]) => ({ kind, label: row[3] }));
  }
  muster.theme = { light, dark, colour, colours, shape, families };
})(window.muster = window.muster || {});
