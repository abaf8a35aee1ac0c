/* Names of countries, divisions and towns on the gazetteer's map, quiet, and only where nothing else stands. */
(function (muster) {
  "use strict";
  const MOST = 110;
  const FONTS = { country: "500 11px Inter, sans-serif", admin1: "italic 400 11px Inter, sans-serif", city: "400 11px Inter, sans-serif" };

  /* `taken` are boxes [left, top, right, bottom] in the canvas's pixels; names keep clear of them and of each other. */
  function draw(ctx, view, labels, theme, taken) {
    const free = (box) => !taken.some((o) => box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1]);
    const offsets = muster.base.copies(view);
    let drawn = 0;
    ctx.save();
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    for (const label of labels) {
      if (label.z > view.zoom || drawn >= MOST) continue;
      for (const dx of offsets) {
        const x = (label.px + dx) * view.scale - view.left, y = label.py * view.scale - view.top;
        if (x < 0 || x > view.width || y < 0 || y > view.height) continue;
        const isCountry = label.k === "country", isTown = label.k === "city";
        const text = isCountry ? label.t.toUpperCase() : label.t;
        ctx.font = FONTS[label.k] || FONTS.city;
        ctx.letterSpacing = isCountry ? "1.4px" : "0px";
        const wide = ctx.measureText(text).width, left = isTown ? x + 5 : x - wide / 2;
        const box = [left - (isTown ? 11 : 3), y - 8, left + wide + 3, y + 8];
        if (!free(box)) continue;
        taken.push(box);
        drawn++;
        ctx.strokeStyle = theme.halo;
        ctx.lineWidth = 2.5;
        ctx.fillStyle = isCountry ? theme.label : theme.labelStrong;
        ctx.strokeText(text, left, y);
        ctx.fillText(text, left, y);
        if (isTown) {
          ctx.beginPath();
          ctx.arc(x, y, 1.6, 0, 7);
          ctx.fill();
        }
      }
    }
    ctx.restore();
  }

  muster.placenames = { draw };
})(window.muster = window.muster || {});
