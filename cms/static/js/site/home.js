import { start } from "./countdown.js";
import { watch } from "./live.js";

document.querySelectorAll("[data-countdown]").forEach(start);
document.querySelectorAll("[data-live]").forEach(watch);
