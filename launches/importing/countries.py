"""A country as people write it: codes, names in many languages, flags, common slips.

Names come from CLDR (by Babel), in the languages below and in each country's own. What
could be two countries (“Congo”, “France / Germany”) is none: a person has to say.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.languages import get_official_languages

LANGUAGES = (
    "en", "zh", "zh_Hant", "fr", "de", "es", "pt", "it", "ja", "ko", "ru", "ar", "nl", "tr",
)  # fmt: skip
# In CLDR, but not in ISO 3166-1. Kosovo's XK is, too, but has no other code: it stays.
NO_COUNTRIES = {
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
}  # fmt: skip
ALIASES = {
    "US": "usa, us, u s a, u s, america, united states of america, the united states, the usa, "
    "美国, сша, états unis d amérique, untied states, unites states, united state, "
    "united states america",
    "GB": "uk, u k, great britain, britain, england, scotland, wales, northern ireland, 英国, "
    "united kindom, united kingdon, the uk, the united kingdom, 英國",
    "KR": "korea, south korea, republic of korea, korea south, korea republic of, rok, s korea, "
    "韩国, 大韩民国, 韓國, 대한민국, 한국, south corea, corea, korea rep",
    "KP": "north korea, dprk, korea north, 朝鲜, democratic people s republic of korea",
    "CN": "china, p r china, pr china, prc, p r c, mainland china, china mainland, 中华人民共和国, "
    "people s republic of china, 中国大陆, 中國, 中国内地, chian",
    "HK": "hong kong, hongkong, hong kong sar, hong kong china, china hong kong, 中国香港, 香港, "
    "hong kong sar china",
    "MO": "macau, macao, macao china, macau china, 中国澳门, 澳门, 澳門",
    "TW": "taiwan, taiwan china, china taiwan, 中国台湾, 台湾, 臺灣, 台灣, chinese taipei, "
    "taiwan province of china",
    "RU": "russia, russian federation, 俄罗斯联邦, rusia, российская федерация",
    "AE": "uae, u a e, emirates, the uae, 阿联酋, united arab emirate, dubai uae",
    "NL": "holland, the netherlands, netherland, netherlans, 荷兰王国, nederlands",
    "CZ": "czech republic, czechia, czech, the czech republic, chech republic",
    "VN": "viet nam, vietnam, vietname",
    "IR": "iran, islamic republic of iran, iran islamic republic of",
    "LA": "laos, lao pdr, lao people s democratic republic",
    "MD": "moldova, republic of moldova, moldavia", "SY": "syria, syrian arab republic",
    "BO": "bolivia, plurinational state of bolivia", "VE": "venezuela, venezuala",
    "TZ": "tanzania, united republic of tanzania",
    "CI": "ivory coast, cote d ivoire, cote divoire", "TR": "turkey, turkiye, republic of turkey",
    "MK": "macedonia, north macedonia, fyrom", "MM": "burma, myanmar", "SZ": "swaziland, eswatini",
    "CV": "cape verde", "SA": "ksa, kingdom of saudi arabia, saudi, saudia arabia, saudi arabi",
    "BR": "brasil, brazil, barzil", "DE": "deutschland, germay, germnay, federal republic of "
    "germany, germany federal republic of, brd, gernany", "ES": "espana, spian",
    "CH": "suisse, schweiz, svizzera, switzerland, swizerland, switzeland, swiss, switserland",
    "AT": "osterreich, austira", "JP": "nippon, japan, 日本国, jpan", "PS": "palestine",
    "CD": "congo kinshasa, dr congo, drc, democratic republic of congo, "
    "democratic republic of the congo, congo democratic republic of the",
    "CG": "congo brazzaville, republic of congo, republic of the congo",
    "PH": "phillipines, philipines, phillippines, philippine, the philippines, phillipine",
    "CO": "columbia", "IL": "isreal, israël", "SG": "singapour, singapur, singpore, 新加坡共和国",
    "MY": "malasia, malaysia, malaisia", "KZ": "kazakstan, kazakhstan", "BE": "belgum, belguim",
    "TH": "thialand, tailand", "AU": "austrailia, austraila, australa", "FI": "finnland",
    "NZ": "new zeland, newzealand", "PT": "portugual, portgual", "SE": "sweeden, sverige",
    "UA": "ukrain, the ukraine, ukraina", "AR": "argentinia, argentine",
    "IN": "indai, bharat, inda",
    "ID": "indonisia, indonesia", "IT": "itlay, italia", "FR": "frace, rance, la france",
    "HU": "hungry, magyarorszag", "IE": "republic of ireland, ireland republic of, eire",
    "DK": "denmak, danmark", "NO": "norge, norwey", "PL": "poland, polska", "MX": "mexcio, mejico",
    "EG": "eygpt", "GR": "greek, hellas", "LU": "luxemburg, luxembourg", "PK": "pakstan",
    "RO": "rumania, roumania", "ZA": "south africa, rsa, s africa", "LK": "srilanka",
    "BY": "belorussia, byelorussia", "KG": "kirgizstan, kyrgyz republic", "SK": "slovak republic",
    "BN": "brunei darussalam", "FM": "federated states of micronesia", "VA": "vatican, holy see",
}  # fmt: skip
AMBIGUOUS = {
    "congo", "the congo", "virgin islands", "saint martin", "st martin", "kongo", "刚果", "剛果",
    "sudans", "guineas", "guyana france", "samoas", "yugoslavia", "czechoslovakia", "ussr",
}  # fmt: skip
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
BRITISH_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007f]+")
BRACKETS = re.compile(r"[（(\[](.*?)[)）\]]")
CUTS = re.compile(r"[/|、;；\n,，·–—]| - ")
SCRIPTS = re.compile(r"(?<=[\u3040-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z])\s*(?=[\u3040-\u9fff])")


def code_of(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a cleaned cell; None for what is unknown or could be two."""
    text, flags = _without_flags(text)
    if not folded(text):
        return flags.pop() if len(flags) == 1 else None
    whole = _one(text)
    named = {whole} if whole else _parts(text)
    found = named | flags
    return found.pop() if len(found) == 1 else None


def _without_flags(text: str) -> tuple[str, set[str]]:
    found = set()
    for pair in FLAG.findall(text):
        code = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in pair)
        found |= {code} & territories()
    if BRITISH_FLAG.search(text):
        found.add("GB")
    return FLAG.sub(" ", BRITISH_FLAG.sub(" ", text)), found


def _parts(text: str) -> set[str]:
    """What the parts of “中国 China”, “法国（France）” or “Berlin, Germany” say, if they agree."""
    pieces = [BRACKETS.sub(" ", text), *BRACKETS.findall(text)]
    pieces += [part for piece in list(pieces) for part in CUTS.split(piece)]
    pieces += [part for piece in list(pieces) for part in SCRIPTS.split(piece)]
    if any(folded(piece) in AMBIGUOUS for piece in pieces):
        return set()
    return {code for piece in pieces if (code := _one(piece))}


def _one(text: str) -> str | None:
    """A single code or name."""
    bare = text.strip(" .*").upper()
    if len(bare) == 2 and bare.isascii():
        return {"UK": "GB"}.get(bare, bare if bare in territories() else None)
    name = folded(text)
    if name in AMBIGUOUS:
        return None
    return _names().get(name) or (_own_names().get(name) if name else None)


def folded(text: str) -> str:
    """A name without case, accents, width and punctuation."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = unicodedata.normalize("NFC", text)  # Korean syllables are whole again
    return " ".join(re.sub(r"[\W_]+", " ", text.replace("&", " and ")).split())


@cache
def territories() -> frozenset[str]:
    """The two-letter codes of ISO 3166-1."""
    names = [str(code) for code in Locale("en").territories]
    return frozenset(code for code in names if len(code) == 2 and code.isalpha()) - NO_COUNTRIES


@cache
def _names() -> dict[str, str]:
    found = _unique(_names_in(language) for language in LANGUAGES)
    for three, codes in get_global("territory_aliases").items():
        if len(three) == 3 and three.isalpha() and len(codes) == 1 and codes[0] in territories():
            found.setdefault(three.casefold(), codes[0])
    aliases = {
        folded(name): code for code, listed in ALIASES.items() for name in listed.split(", ")
    }
    return {**found, **aliases}


@cache
def _own_names() -> dict[str, str]:
    """Each country's name in its own languages; loaded when nothing else was found."""
    return _unique(_own())


def _own() -> Iterator[Iterator[tuple[str, str]]]:
    for code in sorted(territories()):
        for language in get_official_languages(code, de_facto=True):
            try:
                name = Locale.parse(language).territories.get(code)
            except (UnknownLocaleError, ValueError):
                continue
            yield iter([(folded(name), code)] if name else [])


def _names_in(language: str) -> Iterator[tuple[str, str]]:
    for code, name in Locale.parse(language).territories.items():
        if code in territories():
            yield folded(name), code


def _unique(lists: Iterator[Iterator[tuple[str, str]]]) -> dict[str, str]:
    """{name: code}; the first language that has a name decides."""
    found: dict[str, str] = {}
    for pairs in lists:
        for name, code in pairs:
            if name and name not in AMBIGUOUS:
                found.setdefault(name, code)
    return found
