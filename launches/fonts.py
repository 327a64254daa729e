"""Which of the installed font files can draw a text: for key visuals and slates.

Inter sets Latin, Greek and Cyrillic; Noto Sans sets Chinese, Japanese and Korean
(one file, the forms differ by language), Arabic, Devanagari and Thai. No installed
file has Hebrew or Bengali: `covers` says so, and the caller leaves such a name out
or writes the Latin one.
"""

import importlib.util
from functools import cache
from pathlib import Path

from PIL import ImageFont

VARIABLE = {
    "latin": ("fontpkg_inter", "files/Inter[opsz,wght].ttf"),
    "arabic": ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    "devanagari": ("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf"),
    "thai": ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
}
CJK = {
    False: ("cvttf_NotoSansCJK_Regular", "NotoSansCJKtc-Regular.otf"),
    True: ("cvttf_NotoSansCJK_Bold", "NotoSansCJKtc-Bold.otf"),
}
SCRIPTS = [
    ("cjk", "ja", [(0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9D)]),
    ("cjk", "ko", [(0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF)]),
    ("cjk", "zh-Hans", [(0x2E80, 0x2FDF), (0x3000, 0x303F), (0x3400, 0x9FFF), (0xF900, 0xFAFF)]),
    ("cjk", "zh-Hans", [(0xFF00, 0xFF65), (0x20000, 0x3FFFF)]),
    ("arabic", "ar", [(0x0600, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)]),
    ("devanagari", "hi", [(0x0900, 0x097F), (0xA8E0, 0xA8FF)]),
    ("thai", "th", [(0x0E00, 0x0E7F)]),
    ("hebrew", "he", [(0x0590, 0x05FF)]),
    ("bengali", "bn", [(0x0980, 0x09FF)]),
    ("cyrillic", "ru", [(0x0400, 0x052F)]),
]


def path_for(text: str, bold: bool = False) -> Path:
    """The font file that covers this text, or Inter where none does.

    The Latin, Arabic, Devanagari and Thai files are variable: `font_for` sets their
    weight. Raises FileNotFoundError where the font packages are not installed.
    """
    return file_of(script_of(text), bold)


def file_of(script: str, bold: bool = False) -> Path:
    """The file of a script ("latin", "cjk", "arabic", "devanagari", "thai"; others: Latin)."""
    package, name = CJK[bold] if script == "cjk" else VARIABLE.get(script, VARIABLE["latin"])
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The font package {package} is not installed.")
    return Path(spec.origin).parent / name


def font_for(text: str, size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A Pillow font of `size` pixels that covers the text, at weight 700 or 400."""
    return _opened(path_for(text, bold), size, bold)


@cache
def _opened(path: Path, size: int, bold: bool) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size)
    weight = 700.0 if bold else 400.0
    if path.name.startswith("Inter"):
        font.set_variation_by_axes([min(max(float(size), 14.0), 32.0), weight])
    elif path.suffix == ".ttf":
        font.set_variation_by_axes([weight, 100.0])
    return font


def script_of(text: str) -> str:
    """The script that decides the font: the first that is not Latin, else "latin"."""
    return _found(text)[0]


def language_for(text: str) -> str:
    """A likely language tag of the text, for the forms of Han characters ("" for Latin)."""
    return _found(text)[1]


def is_rtl(text: str) -> bool:
    """Whether the text is set from right to left."""
    return script_of(text) in {"arabic", "hebrew"}


def _found(text: str) -> tuple[str, str]:
    for script, language, ranges in SCRIPTS:
        if any(low <= ord(char) <= high for char in text for low, high in ranges):
            return ("latin" if script == "cyrillic" else script), language
    return "latin", ""


def covers(text: str, bold: bool = False) -> bool:
    """Whether the chosen file has a glyph for every visible character of the text."""
    glyphs = _glyphs(path_for(text, bold))
    return all(ord(char) in glyphs for char in text if not char.isspace())


@cache
def _glyphs(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
