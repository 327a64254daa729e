"""Words without the names of who submits them, for phases that hide the submitters."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.templatetags.site_tags import country_name
from launches.content import Content, Placed, Words
from launches.enums import Slot
from launches.models import Company, CompanyContact, CompanyText, Launch, Member

HIDDEN = "▇▇▇"  # of one length, whatever it stands for
SHORTEST = 2  # letters of a name that is looked for
LEGAL = re.compile(
    r"[\s,]*(?:\b(?:ltd|limited|inc|llc|corp|corporation|co|gmbh|ag|s\.?a|plc|bv|oy)\b\.?"
    r"|（?(?:股份)?有限(?:责任)?公司|集团)\s*$",
    re.IGNORECASE,
)
ANCHOR = re.compile(r"</?a\b[^>]*>", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"']+|[^\s<>\"'@]+@[^\s<>\"'@]+\.[^\s<>\"'@]+")
TELLING = ("website", "credit", "licence_note")  # what names somebody by its nature


@dataclass(frozen=True)
class Veil:
    """Covers these names, and every address, wherever they stand in a text."""

    names: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        short = (LEGAL.sub("", name).strip() for name in self.names)
        wanted = {name for name in (*self.names, *short) if len(name) >= SHORTEST}
        wanted |= {escape(name) for name in wanted}
        longest = sorted(wanted, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE) if longest else None

    def over(self, text: str) -> str:
        """The text as a reader may see it who is not to know; links lead nowhere."""
        text = ADDRESS.sub(HIDDEN, ANCHOR.sub("", text))
        return self._pattern.sub(HIDDEN, text) if self._pattern else text

    def values(self, values: Mapping[str, str]) -> dict[str, str]:
        """Every field of a page (cms.wording), covered before it is compared or shown."""
        rows = {name: text for name, text in values.items() if name.split(".")[-1] not in TELLING}
        return {name: self.over(text) for name, text in rows.items()}

    def content(self, content: Content) -> Content:
        """A revision's content: pictures other than the logo stay, documents do not."""
        return replace(
            content,
            product=self.over(content.product),
            product_native=self.over(content.product_native),
            website="",
            words=tuple(self._words(words) for words in content.words),
            materials=tuple(self._placed(row) for row in content.materials if shows(row.slot)),
            answers=tuple(replace(row, value=self.over(row.value)) for row in content.answers),
        )

    def _words(self, words: Words) -> Words:
        said = {name: self.over(text) for name, text in vars(words).items() if name != "language"}
        return replace(words, **said)

    def _placed(self, row: Placed) -> Placed:
        caption, alt = self.over(row.caption), self.over(row.alt)
        return replace(row, caption=caption, alt=alt, credit="", licence_note="")


def shows(slot: str) -> bool:
    """Whether a material of this slot can be looked at without learning who submits it."""
    return slot in {Slot.HERO, Slot.GALLERY}


def veil_of(launch: Launch) -> Veil:
    """What names the submitters of one launch: companies, people, countries; five queries."""
    ids = [launch.company_id, *([launch.agency_id] if launch.agency_id else [])]
    ours = Q(company__in=ids)
    found: set[str] = set()
    for rows in (
        Company.objects.filter(pk__in=ids).values_list("name", "name_native"),
        CompanyText.objects.filter(ours).values_list("name"),
        CompanyContact.objects.filter(ours).values_list("name", "email"),
        Member.objects.filter(ours).values_list("user__name", "user__email"),
    ):
        found.update(name.strip() for row in rows for name in row if name)
    countries = Company.objects.filter(pk__in=ids).exclude(country="")
    found |= _countries(countries.values_list("country", flat=True))
    return Veil(tuple(sorted(found)))


def _countries(codes: Iterable[str]) -> set[str]:
    """What these countries are called in each language of the house."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {country_name(code) for code in codes}
    return found


def veil_over(launches: Iterable[Launch]) -> None:
    """Cover the submitters of rows for a list, in memory only: no query."""
    for launch in launches:
        cover(launch, Veil((launch.company.name, launch.company.name_native)))


def cover(launch: Launch, veil: Veil, *, pk: int | None = None) -> None:
    """Put a company without a name in the place of the launch's own, in memory only.

    `pk` is the row that its relations are read from: the company's own unless given, 0
    for none. Call it after every act, for the launch tells nobody's name any more.
    """
    launch.product, launch.slug = veil.over(launch.product), launch.uid
    number = launch.company_id if pk is None else pk
    launch.company = Company(pk=number, name=str(_("Submitter hidden")))
