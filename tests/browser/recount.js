/* What the layer arrived at step by step, beside the same counted afresh: the walks on which the two differ. */
(rounds) => {
  const f = muster.frame, { claims, data, bar } = f;
  let seed = 7;
  const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 2147483648 * n); };
  const day = () => (random(5) ? bar.first - 3 + random(bar.last - bar.first + 6) : null);
  const plain = (c, tally, summaries) => JSON.stringify({ tally, places: summaries.map((s) => [s.place, s.tone, s.speaking, s.shown, s.planned, s.answers, s.elsewhere,
    [...s.precisions].sort(), s.kinds, s.certain, s.origins, s.disputed, s.partly, s.denied, s.figure, s.newest, s.age]),
    totals: [1, 2].map((w) => c.totals(w).map((t) => [t.assertion, t.row, t.rows, t.size, t.isTotal, t.part])), sure: [1, 2].map((w) => c.largestSure(w)), said: muster.headline.sentence(c) });
  const bad = [];
  for (let i = 0; i < rounds; i++) {
    let from = day(), to = day();
    if (from !== null && to !== null && from > to) [from, to] = [to, from];
    const asOf = random(3) ? day() : claims.asOf, undated = random(4) > 0;
    if (random(4) === 0) claims.choose(random(2) ? { originators: data.sources.map((_, s) => s).filter(() => random(3)) } : {}, claims.asOf);
    if (claims.asOf !== asOf) claims.knowOn(asOf);
    const tally = claims.window(from, to, undated), summaries = claims.summarise();
    const again = new muster.Claims(data);
    again.choose(claims.selection, asOf);
    const afresh = again.window(from, to, undated);
    const a = plain(claims, tally, summaries), b = plain(again, afresh, again.summarise());
    if (a !== b) bad.push([i, from, to, asOf, undated]);
  }
  return bad;
}
