/* The two small sheets over the date bar: the days, to be typed, and how play goes. */
(function (muster) {
  "use strict";
  const { element, button, isoDay } = muster.text;
  const DAY_MS = 86400000;
  const dayOf = (text) => (text ? Math.round(Date.parse(text + "T00:00:00Z") / DAY_MS) : null);

  class Sheets {
    constructor(bar, root) {
      this.bar = bar;
      this.open = null;
      this.all = { days: this.days(), play: this.playing() };
      for (const sheet of Object.values(this.all)) {
        sheet.hidden = true;
        root.append(sheet);
        sheet.addEventListener("keydown", (event) => {
          if (event.key === "Escape") this.close(true);
          // What is typed here moves nothing else.
          event.stopPropagation();
        });
      }
      document.addEventListener("pointerdown", (event) => {
        if (this.open && !this.all[this.open].contains(event.target) && event.target !== this.opener) this.close(false);
      });
    }

    toggle(name, opener) {
      const same = this.open === name;
      this.close(false);
      if (same) return;
      this.open = name;
      this.opener = opener;
      this.all[name].hidden = false;
      this.follow();
      const first = this.all[name].querySelector("input");
      if (first) first.focus();
    }

    close(back) {
      if (!this.open) return;
      this.all[this.open].hidden = true;
      this.open = null;
      if (back) this.opener.focus();
    }

    sheet(title) {
      const sheet = element("div", "muster-sheet muster-card");
      sheet.setAttribute("role", "dialog");
      sheet.setAttribute("aria-label", title);
      sheet.append(element("h3", "", title));
      return sheet;
    }

    field(label, type) {
      const row = element("label", "muster-field"), input = element("input");
      input.type = type;
      row.append(element("span", "", label), input);
      return { row, input };
    }

    days() {
      const { bar } = this, sheet = this.sheet("Days");
      this.typed = { from: this.field("Happened from", "date"), to: this.field("to", "date"), asOf: this.field("As known on", "date") };
      this.fault = element("p", "muster-fault");
      this.fault.setAttribute("role", "status");
      for (const { row, input } of Object.values(this.typed)) {
        sheet.append(row);
        input.addEventListener("change", () => this.take());
      }
      const foot = element("div", "muster-sheet-foot");
      foot.append(button("muster-link", "All dates", () => { bar.set(null, null); bar.settle(); }),
        button("muster-link", "Everything known", () => { bar.know(null); bar.settle(); }),
        button("muster-link", "Close", () => this.close(true)));
      sheet.append(this.fault, foot);
      return sheet;
    }

    /* An empty field is an open end. */
    take() {
      const { bar } = this;
      const { from, to, asOf } = Object.fromEntries(Object.entries(this.typed).map(([name, { input }]) => [name, dayOf(input.value)]));
      const today = Math.floor(Date.now() / DAY_MS);
      const fault = from !== null && to !== null && from > to ? "The first day is after the last: put the earlier day first."
        : asOf !== null && asOf > today ? "That day is still to come: nothing is known on it yet." : "";
      this.fault.textContent = fault;
      if (fault) return;
      bar.pause(true);
      bar.set(from, to);
      bar.know(asOf);
      bar.settle();
    }

    choice(sheet, name, label, on) {
      const { row, input } = this.field(label, name === "clock" ? "radio" : "checkbox");
      if (name === "clock") input.name = "muster-clock";
      row.classList.add("choice");
      row.prepend(input);
      input.addEventListener("change", () => { on(input.checked); this.bar.words(); this.bar.on.options(); });
      sheet.append(row);
      return input;
    }

    playing() {
      const { bar } = this, { player } = bar, sheet = this.sheet("Play");
      const clock = (name) => () => { const was = bar.playing; bar.pause(); player.clock = name; if (was) bar.play(); };
      this.choices = {
        happened: this.choice(sheet, "clock", "what happened: the window moves", clock("happened")),
        known: this.choice(sheet, "clock", "what was known: the marker moves", clock("known")),
      };
      const speed = this.field("Speed", "range");
      Object.assign(speed.input, { min: 0, max: 4, step: 1 });
      speed.row.append(element("small", "", "slow to fast"));
      speed.input.addEventListener("input", () => { player.speed = Number(speed.input.value); bar.words(); bar.on.options(); });
      this.speed = speed.input;
      sheet.append(speed.row);
      this.choices.skips = this.choice(sheet, "skips", "skip days on which nothing changes", (on) => { player.skips = on; });
      this.choices.loops = this.choice(sheet, "loops", "begin again at the end", (on) => { player.loops = on; });
      this.choices.still = this.choice(sheet, "still", "no gliding: everything moves in steps", (on) => muster.keepStill(on));
      sheet.append(element("p", "", "Keys: space plays and pauses, arrows step, Home and End go to the ends. Shift and arrows move the map."));
      const foot = element("div", "muster-sheet-foot");
      foot.append(button("muster-link", "Close", () => this.close(true)));
      sheet.append(foot);
      return sheet;
    }

    /* What an open sheet shows follows the bar, but never under the hand. */
    follow() {
      if (!this.open) return;
      const { state, player } = this.bar;
      if (this.open === "days") {
        for (const [name, { input }] of Object.entries(this.typed)) {
          const day = state[name], words = day === null ? "" : isoDay(day);
          if (document.activeElement !== input && input.value !== words) input.value = words;
        }
        return;
      }
      this.choices.happened.checked = player.clock === "happened";
      this.choices.known.checked = player.clock === "known";
      this.choices.skips.checked = player.skips;
      this.choices.loops.checked = player.loops;
      this.choices.still.checked = muster.still();
      this.speed.value = player.speed;
      this.speed.setAttribute("aria-valuetext", `${player.speed + 1} of 5`);
    }
  }

  muster.Sheets = Sheets;
})(window.muster = window.muster || {});
