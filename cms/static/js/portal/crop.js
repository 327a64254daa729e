// The crop editor: a frame and a point over the picture, moved by pointer or keys. The numbers
// in the form are the truth; launches/files/crops.py reckons in the same way.
const form = document.querySelector("[data-cropper]");
const picture = form.querySelector("[data-picture]");
const size = { wide: Number(picture.dataset.width), high: Number(picture.dataset.height) };
const shapes = Object.fromEntries([...form.querySelectorAll("[data-shape]")].map((set) => [set.dataset.shape, set]));
const LEAST = 10;
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const tenth = (value) => Math.round(value * 10) / 10;
const input = (name) => form.elements[name];
const number = (name) => Number(input(name).value) || 0;
const put = (name, value) => { input(name).value = tenth(value); };

/** Width and height in percent of the largest frame of a shape. */
function largest(shape) {
  const { across, down } = shapes[shape].dataset;
  const wide = Math.min(size.wide, (size.high * across) / down);
  return { width: (100 * wide) / size.wide, height: (100 * ((wide * down) / across)) / size.high };
}

function frame(shape) {
  const most = largest(shape);
  if (!input(`${shape}-own`).checked) {
    const left = clamp(number("focus_x") - most.width / 2, 0, 100 - most.width);
    const top = clamp(number("focus_y") - most.height / 2, 0, 100 - most.height);
    return { left, top, ...most };
  }
  const width = clamp(number(`${shape}-width`), LEAST, most.width);
  const height = (width * most.height) / most.width;
  return { left: clamp(number(`${shape}-left`), 0, 100 - width), top: clamp(number(`${shape}-top`), 0, 100 - height), width, height };
}

function setFrame(shape, { left, top, width }) {
  input(`${shape}-own`).checked = true;
  const most = largest(shape);
  const wide = clamp(width, LEAST, most.width);
  const high = (wide * most.height) / most.width;
  put(`${shape}-width`, wide);
  put(`${shape}-left`, clamp(left, 0, 100 - wide));
  put(`${shape}-top`, clamp(top, 0, 100 - high));
  draw();
}

const node = (tag, className, label) => {
  const made = Object.assign(document.createElement(tag), { className, type: "button" });
  made.setAttribute("aria-label", label);
  made.setAttribute("aria-describedby", "crop-help");
  picture.append(made);
  return made;
};
const box = node("button", "cropper__frame", "");
const grip = Object.assign(document.createElement("span"), { className: "cropper__grip" });
box.append(grip);
const point = node("button", "cropper__point", document.querySelector("[data-focus-label]").textContent);
const shown = () => form.elements.shown.value;

function draw() {
  const now = frame(shown());
  box.setAttribute("aria-label", shapes[shown()].dataset.label);
  Object.assign(box.style, { left: `${now.left}%`, top: `${now.top}%`, width: `${now.width}%`, height: `${now.height}%` });
  Object.assign(point.style, { left: `${number("focus_x")}%`, top: `${number("focus_y")}%` });
  for (const [shape, set] of Object.entries(shapes)) {
    const own = input(`${shape}-own`).checked;
    const cut = frame(shape);
    for (const part of ["left", "top", "width"]) {
      if (!own) put(`${shape}-${part}`, cut[part]);
      input(`${shape}-${part}`).readOnly = !own;
    }
    set.classList.toggle("is-own", own);
    const image = form.querySelector(`[data-preview="${shape}"] img`);
    Object.assign(image.style, { width: `${10000 / cut.width}%`, left: `${(-100 * cut.left) / cut.width}%`, top: `${(-100 * cut.top) / cut.height}%` });
  }
}

function drag(handle, moved) {
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    event.stopPropagation();
    (handle.closest("button") || handle).focus();
    handle.setPointerCapture(event.pointerId);
    const area = picture.getBoundingClientRect();
    const from = { x: event.clientX, y: event.clientY, frame: frame(shown()), focus: { x: number("focus_x"), y: number("focus_y") } };
    const move = (now) => moved(from, (100 * (now.clientX - from.x)) / area.width, (100 * (now.clientY - from.y)) / area.height);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), { once: true });
  });
}

function setFocus(x, y) {
  put("focus_x", clamp(x, 0, 100));
  put("focus_y", clamp(y, 0, 100));
  draw();
}

drag(box, (from, x, y) => setFrame(shown(), { ...from.frame, left: from.frame.left + x, top: from.frame.top + y }));
drag(grip, (from, x) => setFrame(shown(), { ...from.frame, width: from.frame.width + x }));
drag(point, (from, x, y) => setFocus(from.focus.x + x, from.focus.y + y));

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
picture.addEventListener("keydown", (event) => {
  const step = event.shiftKey ? 5 : 0.5;
  const [x, y] = (ARROWS[event.key] || [0, 0]).map((one) => one * step);
  const grows = { "+": 2, "=": 2, "-": -2 }[event.key] || 0;
  if (!x && !y && !grows) return;
  event.preventDefault();
  const now = frame(shown());
  if (event.target === point) setFocus(number("focus_x") + x, number("focus_y") + y);
  else setFrame(shown(), { left: now.left + x - grows / 2, top: now.top + y - grows / 2, width: now.width + grows });
});

form.addEventListener("input", draw);
document.documentElement.classList.add("has-script");
for (const part of ["[data-choice]", "[data-previews]"]) form.querySelector(part).hidden = false;
form.querySelector("[data-numbers]").open = Boolean(form.querySelector(".field--error"));
draw();
