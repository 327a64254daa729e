"""Web fonts cut from the installed font packages: small files, one sheet.

The browser takes only the slices a page needs (`unicode-range`). Chinese comes in
two slices for each weight: the characters this project's own words and data use,
and the rest of the 3,755 common ones (GB 2312, level 1). A rarer character is set
in the reader's own font.
"""

import hashlib
import logging
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont, woff2

from launches import fonts

logging.getLogger("fontTools").setLevel(logging.ERROR)
VERSION = "5"
LATIN = [(0x20, 0x24F), (0x2B0, 0x2FF), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20CF)]
SIGNS = [(0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF)]
CYRILLIC_GREEK = [(0x370, 0x3FF), (0x400, 0x52F)]
SOURCES = ("templates", "launches/demo", "launches/models", "launches/enums")
PUNCTUATION = "、。，．"  # as mainland China and Japan set it, wherever it stands
FEATURES = [*subset.Options._layout_features_default, "tnum", "zero", "cv05", "ss03"]
SUFFIXES = {".html", ".po", ".csv", ".json", ".py", ".txt"}


@dataclass(frozen=True)
class Slice:
    """One woff2 file: its family, where it is cut from, which characters, which weight."""

    name: str
    family: str
    script: str
    chars: frozenset[int]
    weight: str = "100 900"
    bold: bool = False


def slices(root: Path) -> list[Slice]:
    """The files to build, with the project's own Chinese, Japanese and Korean read from `root`."""
    used = frozenset(used_cjk(root))
    return [
        Slice("inter-latin", "Inter", "latin", _expand(LATIN + SIGNS)),
        Slice("inter-cyrillic-greek", "Inter", "latin", _expand(CYRILLIC_GREEK)),
        Slice("arabic", "Noto Sans Arabic", "arabic", _expand([(0x600, 0x6FF), (0x750, 0x77F)])),
        Slice("devanagari", "Noto Sans Devanagari", "devanagari", _expand([(0x900, 0x97F)])),
        Slice("thai", "Noto Sans Thai", "thai", _expand([(0xE00, 0xE7F)])),
        Slice("cjk-used", "Noto Sans CJK", "cjk", used, "100 500"),
        Slice("cjk-used-bold", "Noto Sans CJK", "cjk", used, "600 900", True),
        Slice("korean", "Noto Sans CJK", "cjk", common_korean() - used, "100 500"),
        Slice("korean-bold", "Noto Sans CJK", "cjk", common_korean() - used, "600 900", True),
        Slice("cjk-common", "Noto Sans CJK", "cjk", common_chinese() - used, "100 500"),
        Slice("cjk-common-bold", "Noto Sans CJK", "cjk", common_chinese() - used, "600 900", True),
    ]


def _expand(ranges: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(code for low, high in ranges for code in range(low, high + 1))


def common_chinese() -> frozenset[int]:
    """GB 2312 level 1: the 3,755 characters of everyday writing, with Chinese punctuation."""
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    text = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    return frozenset(map(ord, text)) | _expand([(0x3000, 0x303F), (0xFF00, 0xFF5E)])


def common_korean() -> frozenset[int]:
    """The 2,350 syllables of KS X 1001."""
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
    return frozenset(map(ord, "".join(pair.decode("euc_kr", "ignore") for pair in pairs)))


def used_cjk(root: Path) -> set[int]:
    """The Chinese, Japanese and Korean characters in the project's own words and demo data."""
    found = set(_expand([(0x3000, 0x303F), (0x3040, 0x30FF), (0xFF00, 0xFF5E)]))
    for name in SOURCES:
        start = root / name
        files = start.rglob("*") if start.is_dir() else [start]
        for file in files:
            if file.suffix in SUFFIXES and file.is_file():
                found |= {ord(char) for char in file.read_text("utf-8", "replace") if _is_cjk(char)}
    return found


def _is_cjk(char: str) -> bool:
    return 0x2E80 <= ord(char) <= 0x9FFF or 0xAC00 <= ord(char) <= 0xD7AF


def fingerprint(wanted: list[Slice]) -> str:
    """Changes when the characters, the packages or this code change."""
    digest = hashlib.sha256(VERSION.encode())
    for item in wanted:
        digest.update(repr((item.name, sorted(item.chars))).encode())
        digest.update(fonts.file_of(item.script, item.bold).name.encode())
    for package in ("fonttools", "fontpkg-inter", "cvttf-NotoSansCJK-Regular"):
        try:
            digest.update(version(package).encode())
        except PackageNotFoundError:
            digest.update(b"none")
    return digest.hexdigest()


class QuickBrotli:
    """Brotli at level 9: half the time of a first start for a tenth more bytes.

    fontTools asks for the slowest level and takes no other.
    """

    MODE_FONT = brotli.MODE_FONT
    decompress = staticmethod(brotli.decompress)

    @staticmethod
    def compress(data: bytes, mode: int) -> bytes:
        return brotli.compress(data, mode=mode, quality=9)


def cut(item: Slice, folder: Path) -> frozenset[int]:
    """Write the slice's woff2 file; returns the characters it really has."""
    woff2.brotli = QuickBrotli
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    font = subset.load_font(str(fonts.file_of(item.script, item.bold)), options)
    if item.script == "cjk":
        lower_punctuation(font)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=item.chars)
    cutter.subset(font)
    subset.save_font(font, str(folder / f"{item.name}.woff2"), options)
    return frozenset(font.getBestCmap()) & item.chars


def lower_punctuation(font: TTFont) -> None:
    """Give the stop and the commas their place at the foot of the line by themselves.

    The file's own forms are Taiwan's, in the middle of the square. `locl` exchanges them
    by language, but only within Chinese text: after a Latin word a browser takes them for
    Latin, where the file has no exchange. Text in traditional Chinese gets them, too.
    """
    table = font["GSUB"].table
    [chinese] = [
        each.LangSys.FeatureIndex
        for script in table.ScriptList.ScriptRecord
        if script.ScriptTag == "hani"
        for each in script.Script.LangSysRecord
        if each.LangSysTag == "ZHS "
    ]
    features = [table.FeatureList.FeatureRecord[index] for index in chinese]
    exchanged: dict[str, str] = {}
    for feature in (each.Feature for each in features if each.FeatureTag == "locl"):
        for index in feature.LookupListIndex:
            for part in table.LookupList.Lookup[index].SubTable:
                exchanged |= getattr(part, "mapping", None) or part.ExtSubTable.mapping
    for cmap in (each.cmap for each in font["cmap"].tables if each.isUnicode()):
        for code in set(map(ord, PUNCTUATION)) & set(cmap):
            cmap[code] = exchanged.get(cmap[code], cmap[code])


def sheet(built: list[tuple[Slice, frozenset[int]]]) -> str:
    """The @font-face rules of the built slices."""
    rules = [
        f'@font-face {{ font-family: "{item.family}"; font-weight: {item.weight}; '
        f'font-display: swap; src: url("{item.name}.woff2") format("woff2"); '
        f"unicode-range: {unicode_range(chars)}; }}"
        for item, chars in built
        if chars
    ]
    return "\n".join(rules) + "\n"


def unicode_range(chars: frozenset[int]) -> str:
    """CSS notation of a set of characters, runs joined."""
    runs: list[list[int]] = []
    for code in sorted(chars):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in runs)
