// At most so many uploads run; the others wait in their order. One that is paused gives its turn away.
const AT_ONCE = 3;
const waiting = [];
let running = 0;

export class Turn {
  has = false;

  async take() {
    if (running >= AT_ONCE) await new Promise((resolve) => { waiting.push(resolve); });
    else running += 1;
    this.has = true;
  }

  /** To whoever has waited longest, if anybody has. */
  give() {
    if (!this.has) return;
    this.has = false;
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
