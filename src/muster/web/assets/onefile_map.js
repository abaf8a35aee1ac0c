/* Before the map's own scripts, in a file of its own: what the layer fetches stands in the page; nothing goes out. */
(function () {
  "use strict";
  const held = new Map();
  for (const node of window.parent.document.querySelectorAll("script[data-url]")) held.set(node.dataset.url, node);
  window.fetch = async (url) => {
    const node = held.get(String(url));
    return { ok: Boolean(node), status: node ? 200 : 404, json: async () => JSON.parse(node.textContent) };
  };
  // A page from a disk may not write its address; the view needs none.
  for (const one of [window, window.parent]) one.history.replaceState = () => {};
  document.addEventListener("DOMContentLoaded", () => {
    const bar = document.querySelector(".muster-bar");
    if (bar) new ResizeObserver(() => window.parent.musterBar(bar.offsetHeight)).observe(bar);
  });
  window.Streamlit = { setComponentValue: (value) => window.parent.musterHeard(value) };
})();
