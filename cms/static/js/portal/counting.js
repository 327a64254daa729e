// How long a text is, exactly as launches/counting.py counts it.
const CHARACTER_LANGUAGES = new Set(["zh", "ja", "ko", "yue", "th", "lo", "km", "my"]);
const JOINER = 0x200d;
const SINGLE = [
  [0x1100, 0x11ff], [0x2e80, 0x2fdf], [0x3005, 0x3007], [0x3021, 0x3029], [0x3031, 0x3035],
  [0x3038, 0x303b], [0x3041, 0x3096], [0x309d, 0x309f], [0x30a1, 0x30fa], [0x30fc, 0x318e],
  [0x31a0, 0x31bf], [0x31f0, 0x31ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xa960, 0xa97f],
  [0xac00, 0xd7ff], [0xf900, 0xfaff], [0xff66, 0xff9d], [0xffa0, 0xffdc], [0x1aff0, 0x1b16f],
  [0x20000, 0x323af],
];
const JOINED = [[0x1160, 0x11ff], [0xd7b0, 0xd7ff], [0xff9e, 0xff9f], [0x1f3fb, 0x1f3ff]];
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/u;
const DASH = /[\u2012-\u2015\u2026\u30fb\uff0c\u3001\u3002]/u;

const isIn = (code, ranges) => ranges.some(([first, last]) => first <= code && code <= last);
const isJoined = (char, code) => /\p{M}/u.test(char) || isIn(code, JOINED);

export const unitOf = (language) => (CHARACTER_LANGUAGES.has(language.split("-")[0]) ? "characters" : "words");

export const countIn = (text, language) => (unitOf(language) === "characters" ? characters(text) : words(text));

/** What a reader calls characters, spaces not counted. */
export function characters(text) {
  let found = 0, flags = 0, base = false, joined = false;
  for (const char of text.normalize("NFC")) {
    const code = char.codePointAt(0);
    if (SPACE.test(char) || /[\p{Cc}\p{Cf}]/u.test(char)) {
      joined = base && code === JOINER;
      base = joined;
      flags = 0;
      continue;
    }
    flags = code >= 0x1f1e6 && code < 0x1f200 ? flags + 1 : 0;
    if (!(base && (joined || isJoined(char, code) || (flags && flags % 2 === 0)))) found += 1;
    base = true;
    joined = false;
  }
  return found;
}

/** Runs between spaces and dashes that hold a letter or a digit; each CJK sign is one. */
export function words(text) {
  let found = 0, inWord = false;
  for (const char of text.normalize("NFC")) {
    const code = char.codePointAt(0);
    if (isIn(code, SINGLE) && !isJoined(char, code)) { found += 1; inWord = false; }
    else if (SPACE.test(char) || DASH.test(char)) inWord = false;
    else if (!inWord && /[\p{L}\p{N}]/u.test(char) && !isJoined(char, code)) { found += 1; inWord = true; }
  }
  return found;
}

/** A long text without the marks of launches/prose.py, as its readers see it. */
export function bare(text) {
  return text.split(/\n\s*\n/).map(bareBlock).join("\n\n");
}

function bareBlock(block) {
  const lines = block.split("\n");
  const list = [/^[-•]\s+/, /^\d+[.)]\s+/].find((mark) => lines.every((line) => mark.test(line)));
  const plain = list ? lines.map((line) => line.replace(list, "")) : lines.length === 1 ? [block.replace(/^#{1,3} /, "")] : lines;
  return plain.map(bareLine).join("\n");
}

const bareLine = (line) =>
  line
    .replace(/\*\*([^*\n]+)\*\*/g, "$1")
    .replace(/(?<![\p{L}\p{N}_])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}_])/gu, "$1")
    .replace(/\[([^\]\n]+)\]\((?:https?:\/\/|mailto:)[^\s)]+\)/g, "$1");
