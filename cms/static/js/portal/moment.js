// The release moment in the forum's zone, and the same instant in UTC.
function offsetAt(zone, instant) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(instant);
  const part = (type) => Number(parts.find((found) => found.type === type).value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - instant;
}

export function instantOf(text, zone) {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  const first = wall - offsetAt(zone, wall);
  return wall - offsetAt(zone, first);
}

export function setUpMoment(section, say) {
  const input = section.querySelector("[name=opens_at]");
  const output = section.querySelector("[data-utc]");
  const draw = () => {
    const instant = instantOf(input.value, section.dataset.zone);
    const isSlate = section.querySelector("[value=slate]").checked;
    const isCue = section.querySelector("[value=cue]").checked;
    if (isSlate) { output.textContent = say("slate_utc"); return; }
    if (instant === null) { output.textContent = ""; return; }
    const utc = new Date(instant).toISOString().slice(0, 16).replace("T", " ");
    const past = instant <= Date.now() && !isCue ? ` ${say("in_past")}` : "";
    output.textContent = `${say("utc", utc)}${isCue ? ` ${say("cue_utc")}` : past}`;
  };
  section.addEventListener("input", draw);
  section.addEventListener("counted", draw);
  draw();
}
