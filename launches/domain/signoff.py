"""Sign-offs without an account: asked for, answered once, void where an edit touches them."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from launches import rules, zones
from launches.content import Content
from launches.differences import changes
from launches.enums import CLOSED_STATES, Decision, Office, SignOffState
from launches.errors import NotAllowed, Over, ReasonNeeded, UnveilError
from launches.models import Launch, SignOff, User
from launches.queries import links, signoffs

from . import audit, mailing
from .sealing import Document, Sealed, fields_of, seal
from .submission import edited_since

LONGEST = timedelta(days=90)
MOST_WAITING = 30  # open requests of one launch; each is a mail to a stranger


class Asked(NamedTuple):
    """Who is asked, on whose behalf, about which parts (none: everything), until when."""

    name: str
    email: str
    office: str
    language: str
    expires_at: datetime
    parts: list[str] = []
    note: str = ""


def ask(
    launch: Launch, asked: Asked, *, revision: int, content: Content, by: User, at: datetime
) -> SignOff:
    """Freeze a version for one person to sign, and mail them the link.

    `content` is what `revision` says. Raises NotAllowed (only writers of the company
    ask, and not for a closed entry), Stale where a newer version exists, and
    UnveilError naming the field that is wrong.
    """
    if not rules.is_writer(by, launch) or launch.state in CLOSED_STATES:
        raise NotAllowed()
    if Launch.objects.values_list("latest_revision", flat=True).get(pk=launch.pk) != revision:
        raise edited_since(launch)
    sealed = seal(launch, content)
    if wrong := _wrong(launch, asked, signoffs.parts_of(content), at):
        raise UnveilError(_("Please look at this again."), fields=wrong)
    sign_off = SignOff(launch=launch, revision=revision, asked_by=by, asked_at=at)
    sign_off.document, sign_off.digest = sealed.text, sealed.digest
    for name, value in asked._asdict().items():
        setattr(sign_off, name, value)
    sign_off.token_digest = links.digest_of(token_of(sign_off))
    with transaction.atomic():
        sign_off.save(force_insert=True)
        _record("sign_off_asked", sign_off, by=by, at=at)
        _mail_link(sign_off, by=by, at=at)
    return sign_off


def ask_again(
    former: SignOff, *, revision: int, content: Content, by: User, at: datetime
) -> SignOff:
    """Ask the same person about a newer version, for as long; an open request is taken back.

    Parts that the version no longer has are left out. Raises what `ask` raises.
    """
    there = signoffs.parts_of(content)
    asked = Asked(
        name=former.name,
        email=former.email,
        office=former.office,
        language=former.language,
        expires_at=at + (former.expires_at - former.asked_at),
        parts=[part for part in former.parts if part in there],
        note=former.note,
    )
    with transaction.atomic():
        if not former.decision and not former.revoked_at:
            revoke(former, by=by, at=at)
        return ask(former.launch, asked, revision=revision, content=content, by=by, at=at)


def _wrong(launch: Launch, asked: Asked, parts: list[str], at: datetime) -> dict[str, str]:
    wrong = {}
    if not asked.name.strip():
        wrong["name"] = _("The person needs a name.")
    try:
        validate_email(asked.email)
    except ValidationError:
        wrong["email"] = _("An e-mail address is wanted, such as name@example.com.")
    if asked.office not in Office.values:
        wrong["office"] = _("Please choose one.")
    if not at < asked.expires_at <= at + LONGEST:
        wrong["expires_at"] = _("The link can work for at most 90 days.")
    if set(asked.parts) - set(parts):
        wrong["parts"] = _("One of the parts is not in this version.")
    if launch.sign_offs.filter(decision="", revoked_at=None, expires_at__gt=at).count() >= (
        MOST_WAITING
    ):
        wrong["email"] = _("30 requests are open already. Take one back first.")
    return wrong


def _mail_link(sign_off: SignOff, *, by: User, at: datetime) -> None:
    """The link itself is filled in when the mail goes out (`link_of`); no row holds it."""
    zone = sign_off.launch.forum.tz
    until = sign_off.expires_at.astimezone(zone)
    values = {
        "person": sign_off.name,
        "who": str(by),
        "until": f"{until:%Y-%m-%d %H:%M} {zones.offset(until, zone)}",
        "secret": sign_off.uid,
    }
    language, launch = sign_off.language, sign_off.launch
    to = sign_off.email
    mailing.post(
        "signoff_asked", to=to, at=at, by=by, language=language, launch=launch, values=values
    )


def link_of(uid: str, *, at: datetime) -> str:
    """The address in the mail of an open request; empty where it is over."""
    found = SignOff.objects.filter(uid=uid).first()
    if found is None or found.state(at=at) != SignOffState.WAITING:
        return ""
    return mailing.address("signing:sheet", token_of(found))


def token_of(sign_off: SignOff) -> str:
    """The secret of the link, made anew each time."""
    return links.secret_of("sign-off", sign_off.uid)


def decide(
    sign_off: SignOff, decision: str, *, name: str, comment: str, address: str, at: datetime
) -> SignOff:
    """Write down the answer. It is given once, and only while the link works.

    `name` is what the person typed as a signature; `address` where they came from, as
    far as the forum's policy keeps it. Raises Over (answered, expired, taken back, or
    the version was overtaken), ReasonNeeded and UnveilError with the field.
    """
    name, comment = " ".join(name.split()), comment.strip()
    if decision not in Decision.values:
        raise UnveilError(fields={"decision": _("Please approve or object.")})
    if not name:
        raise UnveilError(fields={"name": _("Please type your name as your signature.")})
    if decision == Decision.OBJECTED and not comment:
        raise ReasonNeeded(fields={"comment": _("Please say what should be different.")})
    answer = {
        "decision": decision,
        "decided_at": at,
        "signed_name": name[:150],
        "comment": comment,
        "address": address,
    }
    still_open = SignOff.objects.filter(
        pk=sign_off.pk, decision="", revoked_at=None, voided_at=None, expires_at__gt=at
    )
    with transaction.atomic():
        if not still_open.update(**answer):
            raise Over()
        sign_off.refresh_from_db()
        verb = "sign_off_given" if decision == Decision.APPROVED else "sign_off_refused"
        _record(verb, sign_off, by=None, at=at, address=address)
        _mail_answer(sign_off, at=at)
    return sign_off


def _mail_answer(sign_off: SignOff, *, at: datetime) -> None:
    """Tell whoever asked."""
    reader = sign_off.asked_by
    if reader is None or not reader.is_active:
        return
    with override(mailing.language_of(reader)):
        values = {
            "who": sign_off.signed_name,
            "office": str(Office(sign_off.office).label),
            "answer": str(Decision(sign_off.decision).label),
            "link": mailing.address("portal:sign_offs", sign_off.launch.uid),
        }
    mailing.post("signoff_answered", to=reader, at=at, launch=sign_off.launch, values=values)


def revoke(sign_off: SignOff, *, by: User, at: datetime) -> SignOff:
    """Take a request back; its link is dead at once. Raises Over where it was answered."""
    if not rules.is_writer(by, sign_off.launch):
        raise NotAllowed()
    with transaction.atomic():
        waiting = SignOff.objects.filter(pk=sign_off.pk, decision="", revoked_at=None)
        if not waiting.update(revoked_at=at):
            raise Over(_("It has been answered or taken back already."))
        _record("sign_off_revoked", sign_off, by=by, at=at)
    sign_off.refresh_from_db()
    return sign_off


def follow(launch: Launch, content: Content, *, by: User | None, at: datetime) -> list[SignOff]:
    """Hold the sign-offs against the version just saved; those that it touches are returned.

    A sign-off is void while a part it covers differs from what was signed, and stands
    again when the words are put back. Called beneath every door that saves words, in
    the same transaction.
    """
    expired = {"decision": "", "expires_at__lte": at}
    rows = list(launch.sign_offs.filter(revoked_at=None).exclude(**expired))
    if not rows:
        return []
    now = fields_of(seal(launch, content).document)
    touched = []
    for row in rows:
        fields = touching(row, now)
        if fields and not row.voided_at:
            row.voided_at, row.voided_by, row.voided_fields = at, by, fields
            touched.append(row)
            verb = "sign_off_voided"
        elif row.voided_at and not fields:
            row.voided_at, row.voided_by, row.voided_fields = None, None, []
            verb = "sign_off_restored"
        else:
            continue
        row.save(update_fields=["voided_at", "voided_by", "voided_fields"])
        _record(verb, row, by=by, at=at, fields=fields)
    return touched


def touching(sign_off: SignOff, now: dict[str, str]) -> list[str]:
    """The covered fields that read differently from what was signed."""
    signed = fields_of(sealed_document(sign_off))
    return [change.name for change in changes(signed, now) if sign_off.covers(change.name)]


def sealed_document(sign_off: SignOff) -> Document:
    """What the person was shown."""
    return Sealed(sign_off.document, sign_off.digest).document


def _record(verb: str, sign_off: SignOff, *, by: User | None, at: datetime, **detail: Any) -> None:
    audit.record(
        verb,
        by=by,
        at=at,
        launch=sign_off.launch,
        note=sign_off.comment if by is None else "",
        sign_off=sign_off.uid,
        office=str(sign_off.office),
        digest=sign_off.digest,
        revision=sign_off.revision,
        **detail,
    )
