"""Writes mail in the transaction of the act it tells of; the worker sends it.

No act waits for a mail server, no act that is rolled back is told, and a mail that
was promised is a row. Only `launches.domain.delivery` sends.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from launches import letters, rules, zones
from launches.enums import MailState
from launches.letters import Wording
from launches.mail_kinds import Values, kind_of
from launches.models import AuditEntry, Forum, Launch, Mail, MailTemplate, Receipt, Slate, User
from launches.queries import desk, tenancy

from . import sealing

# The desk's acts that the company is told of, by their name in the audit.
NEWS = {
    "changes_requested", "approved", "rejected", "killed",
    "approval_revoked", "embargo_moved", "corrected", "released_now",
    "proposal_accepted", "proposal_declined",
}  # fmt: skip


@dataclass(frozen=True)
class Manner:
    """How mails leave: at once, held under a key or until an instant, or not at all."""

    state: MailState | None = MailState.QUEUED
    key: str = ""
    until: datetime | None = None


AT_ONCE = Manner()
_manner: ContextVar[Manner] = ContextVar("mail_manner", default=AT_ONCE)


@contextmanager
def held(key: str = "", *, until: datetime | None = None) -> Iterator[None]:
    """Mails written inside are held, so that many decisions are told at one moment.

    `key` (at most 64 characters) is what outbox.let_go names them by; `until` lets
    them go by itself.
    """
    with _in(Manner(MailState.HELD, key, until)):
        yield


@contextmanager
def unsent() -> Iterator[None]:
    """No mail is written inside: for acts of the past that are entered afterwards."""
    with _in(Manner(None)):
        yield


@contextmanager
def delivered() -> Iterator[None]:
    """Mails written inside count as sent long ago: for a history that is entered afterwards."""
    with _in(Manner(MailState.SENT)):
        yield


@contextmanager
def _in(manner: Manner) -> Iterator[None]:
    """The outermost manner holds: acts of the past stay silent whatever they say themselves."""
    outer = _manner.get()
    token = _manner.set(manner if outer is AT_ONCE else outer)
    try:
        yield
    finally:
        _manner.reset(token)


def post(
    kind: str,
    *,
    to: User | str | Iterable[User | str],
    at: datetime,
    by: User | None = None,
    language: str = "",
    launch: Launch | None = None,
    forum: Forum | None = None,
    values: Values | Callable[[], Values] | None = None,
) -> list[Mail]:
    """Write a mail to each reader: a person, or an address that has no account yet.

    `values` fill the places of the kind beside person, forum, site and entry; where
    they hold words, give a function: it is asked in each reader's language. The
    language is the reader's own unless given. Call it inside the act's transaction.
    A secret kind wants no link but values["secret"], from which delivery.py derives
    it when the mail goes out. An urgent kind is never held.
    """
    is_urgent = kind_of(kind).urgent
    readers: list[User | str] = [to] if isinstance(to, User | str) else list(to)
    manner = _manner.get()
    if is_urgent and manner.state == MailState.HELD:
        manner = AT_ONCE
    if not readers or manner.state is None:
        return []
    forum = forum or (launch.forum if launch else None)
    own = _own_wordings(kind)
    mails = []
    for reader in readers:
        code = language or language_of(reader)
        with override(code):
            given = values() if callable(values) else values
        more = {**_values(reader, launch, forum, code), **(given or {})}
        wording = own.get(code) or letters.default(kind, code)
        mail = composed(kind, wording, values=more, language=code)
        mail.to, mail.person = _address_of(reader), reader if isinstance(reader, User) else None
        mail.launch_uid = launch.uid if launch else ""
        mail.made_by, mail.made_at, mail.next_try_at = by, at, at
        mail.state, mail.hold_key, mail.hold_until = manner.state, manner.key, manner.until
        mail.sent_at = at if manner.state == MailState.SENT else None
        mails.append(mail)
    return Mail.objects.bulk_create(mails)


def composed(kind: str, wording: Wording, *, values: Values, language: str) -> Mail:
    """A mail with its words, not yet addressed and not saved."""
    said = letters.filled(wording, values)
    said = Wording(said.subject, letters.signed(said.text, forum=str(values.get("forum", ""))))
    html = letters.drawn(said, language=language)
    return Mail(
        kind=kind,
        language=language,
        subject=said.subject,
        text=said.text,
        html=html,
        values=dict(values),
    )


def _own_wordings(kind: str) -> dict[str, Wording]:
    rows = MailTemplate.objects.filter(kind=kind).values_list("language", "subject", "text")
    return {language: Wording(subject, text) for language, subject, text in rows}


def language_of(reader: User | str) -> str:
    """The language a person chose last; English for an address without an account."""
    code = reader.language if isinstance(reader, User) else ""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _address_of(reader: User | str) -> str:
    return reader.email if isinstance(reader, User) else reader


def _values(
    reader: User | str, launch: Launch | None, forum: Forum | None, language: str
) -> dict[str, str]:
    with override(language):
        return {
            "person": str(reader),
            "forum": str(forum) if forum else "",
            "site": settings.SITE_NAME,
            "entry": launch.uid if launch else "",
        }


def address(name: str, *args: str) -> str:
    """A whole address, for use outside a page."""
    return at_site(reverse(name, args=args))


def at_site(path: str) -> str:
    """The whole address of a path here; behind a proxy the request's may be another."""
    return settings.SITE_URL + path


def tell_news(
    launch: Launch, verb: str, *, by: User, at: datetime, more: Values | None = None
) -> list[Mail]:
    """Tell the company what the desk did. Verbs that need no mail write none."""
    if verb not in NEWS:
        return []
    link = address("portal:status", launch.uid)
    return post(
        verb,
        to=tenancy.people_of(launch),
        at=at,
        by=by,
        launch=launch,
        values={"link": link, **(more or {})},
    )


def tell_alarm(slate: Slate, *, by: User | None, at: datetime) -> list[Mail]:
    """Tell all who may release that a locked slate will not open as it stands."""
    link = address("slates:slate", slate.uid)
    values = {"slate": slate.uid, "link": link}
    return post(
        "slate_blocked", to=desk.releasers(), at=at, by=by, forum=slate.forum, values=values
    )


def desk_of(launch: Launch) -> list[User]:
    """Whom of the desk a company's news reaches: who minds the entry, and where nobody does,
    those who have done something with it."""
    minding = User.objects.filter(assignments__launch=launch, is_active=True)
    actors = AuditEntry.objects.filter(launch_uid=launch.uid).values("actor")
    acting = User.objects.filter(pk__in=actors, is_active=True)
    for people in (minding, acting):
        if found := [one for one in people.order_by("pk") if rules.speaks_for_desk(one, launch)]:
            return found
    return []


def tell_desk(
    kind: str, launch: Launch, *, by: User | None, at: datetime, values: Values
) -> list[Mail]:
    """Tell the desk's people of an entry; the desk's own address where there is nobody yet."""
    to = desk_of(launch) or parseaddr(settings.REPLY_TO_EMAIL)[1]
    return post(kind, to=to, at=at, by=by, launch=launch, values=values)


def tell_receipt(receipt: Receipt, *, by: User, at: datetime) -> list[Mail]:
    """Send a receipt to everybody of the company."""
    launch = receipt.launch
    received = receipt.at.astimezone(launch.forum.tz)
    distance = zones.offset(received, launch.forum.tz)
    files = sealing.Sealed(receipt.document or "{}", "").document.get("materials", [])
    values: Values = {
        "receipt": receipt.number,
        "received": f"{received:%Y-%m-%d %H:%M:%S} {distance} ({receipt.at:%Y-%m-%d %H:%M:%S} UTC)",
        "by": str(receipt.by),
        "digest": receipt.digest,
        "files": [row["file"]["sha256"] for row in files],
        "link": address("portal:receipt", receipt.number),
    }
    return post("receipt", to=tenancy.people_of(launch), at=at, by=by, launch=launch, values=values)
