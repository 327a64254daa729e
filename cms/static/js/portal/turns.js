// At most so many uploads run; the others wait in their order. One that is paused, or ends, gives its turn away.
const AT_ONCE = 3;
const waiting = [];
let running = 0;

export class Turn {
  #coming = null; // from the asking to the giving away

  /** Resolves when the turn has come; asked again meanwhile, it is the same one. */
  take() {
    this.#coming ??= new Promise((resolve) => {
      this.begin = resolve;
      if (running >= AT_ONCE) return waiting.push(this);
      running += 1;
      return resolve();
    });
    return this.#coming;
  }

  /** To whoever has waited longest, if anybody has. What had not come yet comes no more. */
  give() {
    if (!this.#coming) return;
    this.#coming = null;
    const place = waiting.indexOf(this);
    if (place >= 0) return void waiting.splice(place, 1);
    const next = waiting.shift();
    if (next) next.begin();
    else running -= 1;
  }
}
