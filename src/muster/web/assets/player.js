/* Play: one of the two clocks runs through the days, in steps that follow the data or day by day. Nothing here asks the
   server; the bar tells it once playing has paused. */
(function (muster) {
  "use strict";
  const STEPS_A_SECOND = [1, 2, 4, 8, 16];
  const GLIDES_TO = 8, USUAL = 1;

  class Player {
    constructor(bar) {
      this.bar = bar;
      this.take("");
      this.playing = false;
      this.skipped = 0;
    }

    /* How play goes, where it is not as at first, for the address: the clock, the speed, every day, begin again. */
    get words() {
      return [this.clock === "known" ? "known" : "", this.speed === USUAL ? "" : String(this.speed + 1), this.skips ? "" : "days", this.loops ? "loop" : ""].filter(Boolean).join(",");
    }

    take(words) {
      const said = new Set((words || "").split(","));
      const speed = STEPS_A_SECOND.findIndex((_, step) => said.has(String(step + 1)));
      this.clock = said.has("known") ? "known" : "happened";
      this.speed = speed < 0 ? USUAL : speed;
      this.skips = !said.has("days");
      this.loops = said.has("loop");
    }

    get glides() { return this.playing && !muster.still() && STEPS_A_SECOND[this.speed] <= GLIDES_TO; }

    /* A window that is open or begins at the first day grows; any other slides. */
    get slides() { return this.bar.state.from !== null && this.bar.state.from > this.bar.first; }

    play() {
      const { bar } = this;
      if (bar.empty) return;
      this.playing = true;
      if (this.isAtEnd()) this.rewind();
      else if (this.clock === "happened" && bar.state.from === null && bar.state.to === null) this.rewind();
      bar.words();
      let due = performance.now() + 1000 / STEPS_A_SECOND[this.speed];
      const tick = (now) => {
        if (!this.playing) return;
        // What is counted elsewhere is waited for: a day is never passed before it was drawn.
        if (now >= due && !bar.state.isCounting) {
          // After a frame that was held up the days follow at their pace; none is made up for in a burst.
          due = Math.max(due + 1000 / STEPS_A_SECOND[this.speed], now);
          if (!this.step(1)) {
            if (this.loops) this.rewind();
            else { bar.pause(); return; }
          }
        }
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    }

    isAtEnd() {
      const { bar } = this;
      return this.clock === "known" ? bar.state.asOf === null || bar.state.asOf >= bar.last : bar.to >= bar.last;
    }

    /* To the first day of the clock that plays. */
    rewind() {
      const { bar } = this;
      if (this.clock === "known") bar.know(this.nearest("known", bar.first, 1) ?? bar.first);
      else if (this.slides) bar.set(bar.first + 1, bar.first + 1 + (Math.min(bar.to, bar.last) - bar.from));
      else bar.set(bar.first, bar.first + 1);
    }

    toEnd() {
      const { bar } = this;
      if (this.clock === "known") bar.know(null);
      else if (this.slides) bar.set(bar.last - (bar.to - bar.from), bar.last);
      else bar.set(bar.first, bar.last);
    }

    /* The nearest day from `day` on, in a direction, on which the clock changes what is shown; null for none. */
    nearest(clock, day, way) {
      const { bar } = this, turns = bar.turns()[clock];
      for (let at = day; at >= bar.first && at <= bar.last; at += way) if (turns[at - bar.first]) return at;
      return null;
    }

    /* One step; false where there is none left. */
    step(way) {
      const { stride } = this.bar.state;
      if (stride > 1) return this.clock === "known" ? this.strideKnown(way * stride) : this.strideHappened(way * stride);
      return this.clock === "known" ? this.stepKnown(way) : this.stepHappened(way);
    }

    /* Over years that are counted elsewhere, a step is as many days as keep a run short. */
    strideKnown(by) {
      const { bar } = this, now = bar.state.asOf ?? bar.last;
      if ((by > 0 && bar.state.asOf === null) || (by < 0 && now <= bar.first)) return false;
      const next = Math.max(bar.first, now + by);
      bar.know(next >= bar.last ? null : next);
      return next < bar.last || !this.playing;
    }

    strideHappened(by) {
      const { bar } = this, { slides } = this;
      if (bar.state.from === null && bar.state.to === null) return false;
      const room = by > 0 ? bar.last - bar.to : (slides ? bar.from : bar.to) - bar.first - (slides ? 0 : 1);
      if (room <= 0) return false;
      const move = Math.sign(by) * Math.min(Math.abs(by), room);
      bar.set(slides ? bar.from + move : bar.from, bar.to + move);
      return true;
    }

    stepKnown(way) {
      const { bar } = this, now = bar.state.asOf ?? bar.last;
      if (way > 0 && bar.state.asOf === null) return false;
      const next = this.skips ? this.nearest("known", now + way, way) : now + way;
      this.skipped = next === null ? 0 : Math.max(0, Math.abs(next - now) - 1);
      if (way > 0 && (next === null || next >= bar.last)) { bar.know(null); return this.playing ? false : true; }
      if (next === null || next < bar.first) return false;
      bar.know(next);
      return true;
    }

    stepHappened(way) {
      const { bar } = this, { slides } = this, turns = bar.turns().happened;
      const changes = (day) => day >= bar.first && day <= bar.last && turns[day - bar.first] > 0;
      if (bar.state.from === null && bar.state.to === null && way > 0) return false;
      const least = slides ? bar.from : bar.to;
      if (way > 0 ? bar.to >= bar.last : least <= bar.first + (slides ? 0 : 1)) return false;
      let by = 1;
      const room = way > 0 ? bar.last - bar.to : least - bar.first;
      while (this.skips && by < room && !changes(bar.to + way * by) && !(slides && changes(bar.from + way * by))) by++;
      this.skipped = by - 1;
      bar.set(slides ? bar.from + way * by : bar.from, bar.to + way * by);
      return true;
    }

    pause() { this.playing = false; this.skipped = 0; }
  }

  muster.Player = Player;
  muster.Player.STEPS_A_SECOND = STEPS_A_SECOND;
})(window.muster = window.muster || {});
