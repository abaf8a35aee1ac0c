/* Words and dates for people. Text from data reaches the page through textContent alone. */
(function (muster) {
  "use strict";
  const DAY_MS = 86400000;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  const date = (day) => new Date(day * DAY_MS);
  const shortDay = (day) => `${date(day).getUTCDate()} ${MONTHS[date(day).getUTCMonth()]}`;
  const longDay = (day) => `${shortDay(day)} ${date(day).getUTCFullYear()}`;
  const isoDay = (day) => date(day).toISOString().slice(0, 10);

  function span(from, to) {
    if (from === null && to === null) return "All dates";
    if (from === null) return `Until ${longDay(to)}`;
    if (to === null) return `From ${longDay(from)}`;
    if (from === to) return longDay(from);
    const a = date(from), b = date(to);
    if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${longDay(from)} to ${longDay(to)}`;
    if (a.getUTCMonth() !== b.getUTCMonth()) return `${shortDay(from)} to ${longDay(to)}`;
    return `${a.getUTCDate()} to ${longDay(to)}`;
  }

  const yearOf = (day) => date(day).getUTCFullYear();

  /* Two days without the year: "8 to 13 Oct"; with the years where they are of two. */
  function shortSpan(first, last) {
    if (yearOf(first) !== yearOf(last)) return span(first, last);
    if (first === last) return shortDay(first);
    const same = date(first).getUTCMonth() === date(last).getUTCMonth();
    return `${same ? date(first).getUTCDate() : shortDay(first)} to ${shortDay(last)}`;
  }

  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function button(className, text, onClick) {
    const node = element("button", className, text);
    node.type = "button";
    node.addEventListener("click", onClick);
    return node;
  }

  /* Build anew what stands in `root`, and touch the page only where that differs: a frame of playing mostly changes
     nothing in a card, and the page is not laid out again for it. */
  function renew(root, build) {
    const next = root.cloneNode(false);
    build(next);
    if (next.isEqualNode(root)) return;
    root.hidden = next.hidden;
    root.replaceChildren(...next.childNodes);
  }

  /* Write only what is not so already: a written word has the page laid out anew, be it the same word. */
  function put(node, words) { if (node.put !== words) node.textContent = node.put = words; }
  function set(node, name, value) { if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value); }
  function hide(node, hidden) { if (node.hidden !== hidden) node.hidden = hidden; }

  const plural = (n, word) => `${grouped(n)} ${word}${n === 1 ? "" : "s"}`;

  /* Whether things move in steps alone: as the reader chose on this machine, else as the system asks for. */
  const STILL = "muster-still", asked = window.matchMedia("(prefers-reduced-motion: reduce)");
  function still() {
    try { return (window.localStorage.getItem(STILL) ?? String(asked.matches)) === "true"; } catch { return asked.matches; }
  }
  function keepStill(on) {
    // A page from a disk may keep nothing; there it holds for as long as the page is open.
    try { window.localStorage.setItem(STILL, String(on)); } catch { muster.still = () => on; }
    document.documentElement.classList.toggle("still", muster.still());
  }
  document.documentElement.classList.toggle("still", still());

  muster.still = still;
  muster.keepStill = keepStill;
  muster.text = { shortDay, shortSpan, yearOf, longDay, isoDay, span, grouped, element, button, renew, put, set, hide, plural, date, MONTHS };
})(window.muster = window.muster || {});
