/* Boxes that are taken within a frame of the canvas, found by the cells that they touch: thousands of marks cost no more
   than those nearby. What is an owner's own is not in its way. The cells stay from one frame of playing to the next and
   are only emptied. */
(function (muster) {
  "use strict";
  const CELL = 64, NOBODY = -1, STRANGER = -2;
  /* Where a name stands about a point, its left and top: as a share of the distance from the middle, and of its own size. */
  const ABOUT = [[1, 0, 0, -0.5], [-1, -1, 0, -0.5], [0, -0.5, 1, 0], [0, -0.5, -1, -1],
    [0.7, 0, 0.5, 0], [0.7, 0, -0.5, -1], [-0.7, -1, 0.5, 0], [-0.7, -1, -0.5, -1]];

  class Taken {
    constructor() { this.cells = []; }

    /* Nothing is taken. What will lie beside the frame [left, top, right, bottom] is not kept, and nobody asks there. */
    empty([left, top, right, bottom]) {
      this.left = Math.floor(left / CELL);
      this.top = Math.floor(top / CELL);
      this.columns = Math.floor(right / CELL) - this.left + 1;
      this.rows = Math.floor(bottom / CELL) - this.top + 1;
      const many = this.columns * this.rows;
      while (this.cells.length < many) this.cells.push({ used: 0, boxes: [] });
      for (let i = 0; i < many; i++) this.cells[i].used = 0;
      return this;
    }

    add(left, top, right, bottom, owner = NOBODY) {
      const x0 = Math.max(0, Math.floor(left / CELL) - this.left), x1 = Math.min(this.columns - 1, Math.floor(right / CELL) - this.left);
      const y0 = Math.max(0, Math.floor(top / CELL) - this.top), y1 = Math.min(this.rows - 1, Math.floor(bottom / CELL) - this.top);
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) {
          const cell = this.cells[y * this.columns + x], { boxes } = cell;
          boxes[cell.used++] = left; boxes[cell.used++] = top; boxes[cell.used++] = right; boxes[cell.used++] = bottom; boxes[cell.used++] = owner;
        }
      }
    }

    meets(left, top, right, bottom, owner = STRANGER) {
      const x0 = Math.max(0, Math.floor(left / CELL) - this.left), x1 = Math.min(this.columns - 1, Math.floor(right / CELL) - this.left);
      const y0 = Math.max(0, Math.floor(top / CELL) - this.top), y1 = Math.min(this.rows - 1, Math.floor(bottom / CELL) - this.top);
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) {
          const { boxes, used } = this.cells[y * this.columns + x];
          for (let i = 0; i < used; i += 5) {
            if (left < boxes[i + 2] && right > boxes[i] && top < boxes[i + 3] && bottom > boxes[i + 1] && boxes[i + 4] !== owner) return true;
          }
        }
      }
      return false;
    }

    push([left, top, right, bottom], owner) { this.add(left, top, right, bottom, owner); }
    hits([left, top, right, bottom], owner) { return this.meets(left, top, right, bottom, owner); }

    /* Whether something of a size has room at any of the places about a point, within the frame. */
    isFreeAbout({ x, y, radius }, [wide, high], [left, top, right, bottom]) {
      const r = radius + 4;
      for (const [dx, ox, dy, oy] of ABOUT) {
        const a = x + dx * r + ox * wide, b = y + dy * r + oy * high;
        if (a >= left && b >= top && a + wide <= right && b + high <= bottom && !this.meets(a, b, a + wide, b + high)) return true;
      }
      return false;
    }
  }

  muster.Taken = Taken;
})(window.muster = window.muster || {});
