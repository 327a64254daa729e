// Two languages side by side on a wide screen, one on a phone; which ones is the reader's choice.
const columns = () => [...document.querySelectorAll("[data-column]")];

export class Pair {
  constructor(bar, key) {
    Object.assign(this, { bar, key: `unveil.pair.${key}`, board: document.querySelector("[data-columns]") });
    const codes = columns().map((column) => column.dataset.column);
    const [left, right] = this.remembered().filter((code) => codes.includes(code));
    this.left = left ?? codes[0];
    this.right = right ?? codes.find((code) => code !== this.left) ?? this.left;
    this.selects = [...bar.querySelectorAll("select[data-side]")];
    this.buttons = [...bar.querySelectorAll("[data-show]")];
    for (const select of this.selects) select.addEventListener("change", () => this.put(select.dataset.side, select.value));
    for (const button of this.buttons) button.addEventListener("click", () => this.put("left", button.dataset.show));
    bar.querySelector("[data-swap]")?.addEventListener("click", () => this.set(this.right, this.left));
    bar.hidden = codes.length < 2;
    this.draw();
  }

  remembered() {
    try { return JSON.parse(localStorage.getItem(this.key) || "[]"); } catch { return []; }
  }

  put(side, code) {
    const other = side === "left" ? "right" : "left";
    if (this[other] === code) this.set(this.right, this.left);
    else this.set(...(side === "left" ? [code, this.right] : [this.left, code]));
  }

  set(left, right) {
    Object.assign(this, { left, right });
    try { localStorage.setItem(this.key, JSON.stringify([left, right])); } catch { /* only for this visit, then */ }
    this.draw();
  }

  draw() {
    if (this.board) this.board.dataset.pair = "";
    for (const column of columns()) {
      const code = column.dataset.column;
      column.dataset.shown = code === this.left ? "left" : code === this.right ? "right" : "";
    }
    for (const select of this.selects) select.value = this[select.dataset.side];
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.show === this.left));
  }

  /** Bring the language of an input into sight: the only one on a phone, the right one beside another. */
  reveal(element) {
    const column = element?.closest("[data-column]");
    if (!column || column.checkVisibility()) return;
    this.put("left", column.dataset.column);
  }
}
