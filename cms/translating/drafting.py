"""A machine's draft of a language: written into a new revision, and marked until it is read."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms import traces
from cms.wording import TEXTS
from launches import rules, translating
from launches.content import Content, language_name
from launches.domain import audit, editing
from launches.domain.submission import edited_since
from launches.enums import Door
from launches.errors import NotAllowed, NoTranslation, NotReady
from launches.models import Launch, User


def draft(launch: Launch, *, target: str, by: User, at: datetime) -> list[str]:
    """Have the empty and the older texts of a language drafted; the names of those.

    What a person has translated and what is current is left alone. Raises NotAllowed,
    NoTranslation (nothing to do, or what the service says), and Stale where somebody
    saved while the service was at work.
    """
    from cms.models import LaunchPage

    if not rules.translates(by, launch):
        raise NotAllowed()
    page = LaunchPage.latest_of(launch)
    wanted = wanting(traces.marks(page), target)
    source = traces.original_of(page)
    if source is None or not wanted:
        raise NoTranslation(_("Nothing in this language waits for a translation."))
    values = page.values()
    texts = {name: values[f"texts.{source.language}.{name}"] for name in wanted}
    found = translating.translate(texts, source=source.language, target=target)
    with transaction.atomic():
        if editing.lock(launch).latest_revision != page.latest_revision_id:
            raise edited_since(launch)
        page.write({f"texts.{target}.{name}": text for name, text in found.items()})
        page.save_revision(user=by, clean=False, door=Door.MACHINE)
        audit.record("machine_translated", by=by, at=at, launch=launch, language=target)
    return wanted


def wanting(marks: dict[str, traces.Mark], language: str) -> list[str]:
    """The texts of a language that are empty or older than their original."""
    lags = {traces.Lag.EMPTY, traces.Lag.OLDER}
    return [
        name
        for name in TEXTS
        if (mark := marks.get(f"texts.{language}.{name}")) and mark.lag in lags
    ]


def read(launch: Launch, *, language: str, revision: int, by: User, at: datetime) -> None:
    """A person has read a machine's draft and takes it for good: the marks go.

    `revision` is what the person read. Raises NotAllowed, and Stale for a later one.
    """
    from cms.models import LaunchPage

    if not rules.translates(by, launch):
        raise NotAllowed()
    with transaction.atomic():
        if editing.lock(launch).latest_revision != revision:
            raise edited_since(launch)
        page = LaunchPage.latest_of(launch)
        if traces.accept(page, language):
            page.save_revision(user=by, clean=False, door=Door.DESK)
            audit.record("translation_read", by=by, at=at, launch=launch, language=language)


def content_to_release(page: Any) -> Content:
    """What a page says, for approval. Raises NotReady while a machine's draft is unread."""
    if drafted := unread(traces.marks(page)):
        names = ", ".join(language_name(code) for code in sorted(drafted))
        text = _("A machine has drafted texts that nobody has read yet: %(languages)s.")
        raise NotReady(text % {"languages": names})
    return page.content()


def unread(marks: dict[str, traces.Mark]) -> set[str]:
    """The languages with a machine's draft that nobody has read."""
    return {name.split(".")[1] for name, mark in marks.items() if mark.lag == traces.Lag.MACHINE}


def offered(launch: Launch, page: Any, user: User, marks: dict[str, traces.Mark]) -> dict[str, Any]:
    """For the review page: languages to draft, and drafts to read."""
    may = rules.translates(user, launch)
    codes, drafted = page.languages() if may else [], unread(marks)
    on = may and translating.is_on()
    return {
        "to_draft": [(code, language_name(code)) for code in codes if on and wanting(marks, code)],
        "to_read": [(code, language_name(code)) for code in codes if code in drafted],
    }
