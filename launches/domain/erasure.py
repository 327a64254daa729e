"""Erasing a person: the record stays whole, and nobody can tell any more who it was.

A person is an id everywhere and has a name in one row. Erasing gives that row a
pseudonym, which stands from then on wherever the person acted; the audit is not
changed, except that free words which name the person are emptied. What is only about
the person (log-ins, memberships, what they have read) is deleted, and letters to them
are emptied. It cannot be undone. See docs/decisions/0012-erasing-people.md.
"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Left, Replace
from django.utils.translation import gettext as _

from launches.enums import MailState, Role
from launches.errors import LastOwner, NotAllowed, ReasonNeeded, UnveilError
from launches.models import (
    Assessment,
    Assignment,
    AuditEntry,
    BulkItem,
    ChangeRequest,
    CheckRemark,
    Claim,
    Comment,
    Confirmation,
    Emergency,
    Hold,
    Invitation,
    LastLook,
    Mail,
    Member,
    Outlet,
    OutletInvitation,
    OutletMember,
    OutletStep,
    PreparedDecision,
    Presence,
    PressAlert,
    PreviewLink,
    Proposal,
    SavedView,
    SignOff,
    Slate,
    SlateMove,
    ThreadRead,
    User,
)
from launches.models.fields import new_uid

from . import audit
from .signals import erased

GONE = "erased.invalid"  # RFC 2606: a domain that never exists
SHORTEST = 4  # letters: a shorter name is not searched for in what others wrote
# Free words of others that may name the person: the name is replaced there.
SPOKEN: list[tuple[Any, tuple[str, ...]]] = [
    (Comment, ("text",)),
    (ChangeRequest, ("reason", "answer", "remark", "due_reason")),
    (Confirmation, ("words",)),
    (CheckRemark, ("text",)),
    (Assessment, ("note",)),
    (PreparedDecision, ("words", "refusal")),
    (BulkItem, ("reason",)),
    (Proposal, ("note", "reason")),
    (SignOff, ("note", "comment")),
    (PreviewLink, ("name",)),
    (OutletStep, ("reason",)),
    (Slate, ("blocked_why",)),
    (SlateMove, ("reason",)),
    (Emergency, ("reason", "alone_because")),
    (Hold, ("reason",)),
]
# Rows that are only about the person.
OWN: list[Any] = [
    UserSession,
    EmailAddress,
    Authenticator,
    Member,
    Presence,
    ThreadRead,
    LastLook,
    Claim,
    Assignment,
    OutletMember,
    PressAlert,
]


def erase_person(person: User, *, reason: str, by: User | None, at: datetime) -> User:
    """Make a person unrecognisable, everywhere, for good. `by` is None for a command.

    `reason` is kept, so it must not name the person. Raises NotAllowed, ReasonNeeded,
    UnveilError (erased already; a reason that names them) and LastOwner where a company
    with other people would lose its only owner; a company of nobody else is unclaimed
    afterwards. Skips what editions, receipts and sign-offs were sealed with: those are
    documents of the company, and a correction or recall is the way to change them.
    """
    if by is not None and not by.has_perm("launches.erase_person"):
        raise NotAllowed()
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        _check(person, reason.strip())
        name, email, gone = person.name, person.email, pseudonym()
        _drop_rights(person)
        _empty_letters(person, email)
        _replace_words(gone, name, email)
        _rename(person, gone)
        audit.record("person_erased", by=by, at=at, note=reason.strip(), person=person.pk)
        erased.send(User, person=person, name=name, email=email)
    return person


def _check(person: User, reason: str) -> None:
    if is_erased(person):
        raise UnveilError(_("This person is erased already."))
    if not reason:
        raise ReasonNeeded(fields={"reason": _("Please say why.")})
    if any(word.lower() in reason.lower() for word in _words(person.name, person.email)):
        raise UnveilError(fields={"reason": _("The reason is kept. It must not name the person.")})
    if sole := companies_left_alone(person):
        names = ", ".join(sole)
        raise LastOwner(_("First make somebody else owner of: %(names)s.") % {"names": names})


def is_erased(person: User) -> bool:
    return person.email.endswith(f"@{GONE}")


def companies_left_alone(person: User) -> list[str]:
    """Names of companies with other people, of which this person is the only owner."""
    owned = Member.objects.filter(user=person, role=Role.OWNER).select_related("company")
    return [
        row.company.name
        for row in owned
        if (others := row.company.memberships.exclude(user=person)).exists()
        and not others.filter(role=Role.OWNER).exists()
    ]


def pseudonym() -> str:
    """Random, so that nothing leads back; the row's id keeps one person's acts together."""
    return f"Erased person {new_uid()[:6].upper()}"


def _drop_rights(person: User) -> None:
    sessions = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
    for mine in OWN:
        mine.objects.filter(user=person).delete()
    SavedView.objects.filter(owner=person, is_shared=False).delete()
    person.groups.clear()
    person.user_permissions.clear()


def _empty_letters(person: User, email: str) -> None:
    """Letters that wait are never sent; those that went are emptied of what they said."""
    letters = Mail.objects.filter(Q(person=person) | Q(to__iexact=email))
    letters.exclude(state=MailState.SENT).delete()
    letters.update(to=f"nobody@{GONE}", subject="", text="", html="", values={}, person=None)
    ours = Invitation.objects.filter(email__iexact=email)
    ours.filter(accepted_at=None, revoked_at=None).delete()
    ours.update(email=f"nobody@{GONE}")
    OutletInvitation.objects.filter(email__iexact=email).delete()
    SignOff.objects.filter(email__iexact=email).update(email=f"nobody@{GONE}", address="")
    Outlet.objects.filter(contact__iexact=email).update(contact="")


def _replace_words(gone: str, name: str, email: str) -> None:
    for word in _words(name, email):
        AuditEntry.objects.filter(note__icontains=word).update(note="")
        for model, fields in SPOKEN:
            for field in fields:
                text: Any = Replace(F(field), Value(word), Value(gone), output_field=TextField())
                if room := model._meta.get_field(field).max_length:
                    text = Left(text, room)
                model.objects.filter(**{f"{field}__contains": word}).update(**{field: text})
        named = Q(text__icontains=word) | Q(html__icontains=word) | Q(subject__icontains=word)
        Mail.objects.filter(named).update(subject="", text="", html="", values={})


def _words(name: str, email: str) -> list[str]:
    """What would tell who it was; the address first, for a name may be part of it."""
    return [word for word in (email.strip(), name.strip()) if len(word) >= SHORTEST]


def _rename(person: User, gone: str) -> None:
    person.email, person.name = f"{new_uid()}@{GONE}", gone
    person.language, person.last_login = "", None
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
