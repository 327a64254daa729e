"""What mails there are, what each may say, and how plain words become a letter.

A wording is plain text. Its first paragraph is the heading, the others are
paragraphs; a line of its own such as `See the receipt: {link}` becomes a button.
`{name}` is filled in from a closed list; there is nothing to call, loop or look up,
so an organiser's wording can neither break a mail nor read anything else. No
product's name is on any list: a mail travels through many hands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from launches.errors import UnveilError

PLACE = re.compile(r"\{([^{}\s]*)\}")
BUTTON = re.compile(r"^(?P<label>[^\n]{1,80}?)\s*[:：]\s*(?P<link>https?://\S+|\{link\})$")
LONGEST_SUBJECT, LONGEST_TEXT = 200, 5000
OPEN = ("link", "code")  # the places that a secret can be left open at
Values = Mapping[str, str | list[str]]
SIGNATURE = "\n\n-- \n"


class Wording(NamedTuple):
    """A subject and a text with places still to be filled, or already filled."""

    subject: str
    text: str


@dataclass(frozen=True)
class Kind:
    """A kind of mail. `places` are {name: what it stands for}; `samples` fill a preview.

    `opens` names the place, "link" or "code", that opens something by itself, which makes
    the kind a secret one: the place stays open in the row and is filled when the mail goes
    out, so neither the desk nor a copy of the database can use it. `urgent`: it goes out
    at once and cannot be held, changed or repeated, for somebody waits before a page.
    """

    label: Any
    places: Mapping[str, Any] = field(default_factory=dict)
    samples: Values = field(default_factory=dict)
    opens: str = ""
    urgent: bool = False

    def all_places(self) -> dict[str, Any]:
        return {**_common(), **self.places}


def _common() -> dict[str, Any]:
    return {
        "person": gettext_lazy("the reader's name"),
        "forum": gettext_lazy("the forum"),
        "site": gettext_lazy("the name of this site"),
        "entry": gettext_lazy("the entry's id; it says nothing about the product"),
        "link": gettext_lazy("where the button leads"),
    }


def _invitation(label: Any, **more: Any) -> Kind:
    """An invitation to a company: to its people it names the company, never a product."""
    places = {
        "company": gettext_lazy("the company"),
        "who": gettext_lazy("who invites"),
        "until": gettext_lazy("the last day of the link"),
        **more,
    }
    samples = {"company": "Aurora Works", "who": "Lin Yao", "until": "1 October 2026"}
    return Kind(label, places, {**samples, "role": "Editor"}, opens="link")


def _account(label: Any, *, opens: str = "", **places: Any) -> Kind:
    """About an account itself, asked for by its owner or by whoever has typed the address."""
    samples = {"code": "K7Q2M9XT", "lasts": "15 minutes"}
    return Kind(label, places, samples, opens=opens, urgent=True)


def _code(label: Any) -> Kind:
    places = {"code": gettext_lazy("the code"), "lasts": gettext_lazy("how long it works")}
    return _account(label, opens="code", **places)


def _outlet(label: Any, **more: Any) -> Kind:
    """A mail about an outlet's accreditation. It names the outlet, never a launch."""
    places = {"outlet": gettext_lazy("the outlet"), **more}
    samples = {"outlet": "Demo News Agency", "reason": "The press card has expired."}
    return Kind(label, places, {**samples, "version": "2", "who": "Lin Yao", "count": "3"})


def _judged(label: Any) -> Kind:
    return _outlet(label, reason=gettext_lazy("the reason, in the press office's words"))


KINDS: dict[str, Kind] = {
    "receipt": Kind(
        gettext_lazy("Receipt for an entry"),
        {
            "receipt": gettext_lazy("the receipt's number"),
            "received": gettext_lazy("when it was received"),
            "by": gettext_lazy("who handed it in"),
            "digest": gettext_lazy("the fingerprint of what was received"),
            "files": gettext_lazy("the fingerprints of the files, one a line"),
        },
        {
            "receipt": "UNV-7K2M-Q9TX",
            "received": "2026-09-01 09:30:00 CST (2026-09-01 01:30:00 UTC)",
            "by": "Lin Yao",
            "digest": "9f2c" * 16,
            "files": ["0b7e" * 16, "51d3" * 16],
        },
    ),
    "changes_requested": Kind(
        gettext_lazy("Changes requested"),
        {"points": gettext_lazy("how many points are open")},
        {"points": "3"},
    ),
    "approved": Kind(gettext_lazy("Entry approved")),
    "rejected": Kind(gettext_lazy("Entry not accepted")),
    "killed": Kind(gettext_lazy("Launch recalled")),
    "slate_blocked": Kind(
        gettext_lazy("A locked slate will not open"),
        {"slate": gettext_lazy("the slate's id; it says nothing about the launches")},
        {"slate": "m4t9wx2kq7rb5hcd"},
    ),
    "signoff_asked": Kind(
        gettext_lazy("Request for a sign-off"),
        {
            "who": gettext_lazy("who asks"),
            "until": gettext_lazy("how long the link works"),
        },
        {"who": "Lin Yao", "until": "2026-09-10 09:30 CST"},
        opens="link",
    ),
    "signoff_answered": Kind(
        gettext_lazy("Answer to a request for a sign-off"),
        {
            "who": gettext_lazy("who signed"),
            "office": gettext_lazy("on whose behalf"),
            "answer": gettext_lazy("approved or objected"),
        },
        {"who": "Nadia Counsel", "office": "Legal", "answer": "Approved"},
    ),
    "approval_revoked": Kind(gettext_lazy("Approval taken back")),
    "embargo_moved": Kind(gettext_lazy("Release moment moved")),
    "released_now": Kind(gettext_lazy("Launch released at once")),
    "corrected": Kind(gettext_lazy("Correction issued")),
    "message": Kind(gettext_lazy("Message of the editors to the company")),
    "message_to_desk": Kind(gettext_lazy("Message of the company to the editors")),
    "proposal_to_desk": Kind(gettext_lazy("Change that a company proposes, to the editors")),
    "proposal_accepted": Kind(gettext_lazy("Proposed change accepted")),
    "proposal_declined": Kind(gettext_lazy("Proposed change declined")),
    "edit_to_confirm": Kind(gettext_lazy("Edit of the desk, for the company to confirm")),
    "edit_confirmed_to_desk": Kind(gettext_lazy("Edit confirmed by the company, to the editors")),
    "edit_objected_to_desk": Kind(gettext_lazy("Company objects to an edit, to the editors")),
    "deadline": Kind(
        gettext_lazy("Reminder of the deadline to a draft"),
        {
            "left": gettext_lazy("how long is left"),
            "closes": gettext_lazy("when the call closes, in the forum's zone"),
        },
        {"left": "1 day", "closes": "1 September 2026, 18:00 CST"},
    ),
    "rights_end": Kind(
        gettext_lazy("Reminder of rights that end"),
        {
            "last": gettext_lazy("the last day of the first right that ends"),
            "left": gettext_lazy("how many days are left"),
        },
        {"last": "1 September 2026", "left": "14"},
    ),
    "points_due": Kind(
        gettext_lazy("Reminder of points that are due"),
        {
            "points": gettext_lazy("how many points are open"),
            "due": gettext_lazy("when the first is due, in the forum's zone"),
        },
        {"points": "2", "due": "1 September 2026, 18:00 CST"},
    ),
    "points_overdue": Kind(
        gettext_lazy("Reminder of points that were due"),
        {
            "points": gettext_lazy("how many points are open"),
            "due": gettext_lazy("when the first was due, in the forum's zone"),
        },
        {"points": "2", "due": "1 September 2026, 18:00 CST"},
    ),
    "due_moved": Kind(
        gettext_lazy("Due date of a point moved"),
        {
            "point": gettext_lazy("the point's number"),
            "due": gettext_lazy("when it is due now, in the forum's zone"),
        },
        {"point": "2", "due": "4 September 2026, 18:00 CST"},
    ),
    "invitation_join": _invitation(
        gettext_lazy("Invitation to join a company"), role=gettext_lazy("the role")
    ),
    "invitation_claim": _invitation(gettext_lazy("Invitation to take a company over")),
    "invitation_ownership": _invitation(gettext_lazy("Invitation to become the owner")),
    "invitation_mandate": _invitation(gettext_lazy("Invitation to act as an agency")),
    "outlet_applied": _outlet(gettext_lazy("Application for accreditation, to the press office")),
    "outlet_accredited": _judged(gettext_lazy("Outlet accredited")),
    "outlet_declined": _judged(gettext_lazy("Outlet not accredited")),
    "outlet_warned": _judged(gettext_lazy("Outlet warned")),
    "outlet_suspended": _judged(gettext_lazy("Outlet suspended")),
    "outlet_reinstated": _judged(gettext_lazy("Outlet reinstated")),
    "outlet_revoked": _judged(gettext_lazy("Accreditation ended")),
    "outlet_invitation": _outlet(
        gettext_lazy("Invitation to an outlet"), who=gettext_lazy("who invites")
    ),
    "terms_published": _outlet(
        gettext_lazy("New terms of embargo"), version=gettext_lazy("the version")
    ),
    "press_alert": _outlet(
        gettext_lazy("Alert: something has opened"), count=gettext_lazy("how many launches")
    ),
    "account_confirm": _code(gettext_lazy("Code to confirm an e-mail address")),
    "account_code": _code(gettext_lazy("Code to log in")),
    "account_reset": _account(
        gettext_lazy("Link to set a new password"),
        opens="link",
        lasts=gettext_lazy("how long it works"),
    ),
    "account_unknown": _account(gettext_lazy("Nobody has an account with this address")),
    "account_exists": _account(gettext_lazy("There is an account with this address already")),
    "account_changed": Kind(
        gettext_lazy("An account was changed"),
        {
            "what": gettext_lazy("what was changed"),
            "when": gettext_lazy("when, in UTC"),
        },
        {"what": "Your password was changed", "when": "2026-09-01 01:30 UTC"},
        urgent=True,
    ),
}


def kind_of(name: str) -> Kind:
    """The kind by its name. Raises UnveilError for one that is not there."""
    if name not in KINDS:
        raise UnveilError(_("There is no mail of the kind “%(kind)s”.") % {"kind": name})
    return KINDS[name]


@cache
def default(kind: str, language: str) -> Wording:
    """The wording of templates/mail/<language>/<kind>.txt, in English where there is none.

    The file's first line is the subject, the rest after it the text.
    """
    for code in (language, settings.LANGUAGE_CODE):
        name = f"mail/{code}/{kind}.txt"
        if (found := _file(name)) is not None:
            subject, _newline, text = found.partition("\n")
            return Wording(subject.strip(), text.strip())
    raise LookupError(f"templates/mail has no wording for {kind}")


def _file(name: str) -> str | None:
    path = Path(settings.BASE_DIR) / "templates" / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def check(kind: str, wording: Wording) -> Wording:
    """The wording as it may be kept. Raises UnveilError with the fields that are wrong."""
    places = kind_of(kind).all_places()
    subject, text = wording.subject.strip(), wording.text.replace("\r\n", "\n").strip()
    faults = {
        "subject": _fault(subject, places, LONGEST_SUBJECT),
        "text": _fault(text, places, LONGEST_TEXT),
    }
    if "\n" in subject:
        faults["subject"] = _("The subject is one line.")
    for place in ("{link}", "{code}"):
        if not faults["text"] and place not in text and place in default(kind, "en").text:
            words = _("The text needs %(place)s: without it nobody can act on the mail.")
            faults["text"] = words % {"place": place}
    if found := {name: words for name, words in faults.items() if words}:
        raise UnveilError(fields=found)
    return Wording(subject, text)


def _fault(text: str, places: Mapping[str, Any], longest: int) -> str:
    """What is wrong with one part, in words; empty where nothing is."""
    if not text:
        return _("Please write something here.")
    if len(text) > longest:
        return _("%(found)s characters; at most %(wanted)s are possible.") % {
            "found": len(text),
            "wanted": longest,
        }
    unknown = [name for name in PLACE.findall(text) if name not in places]
    if unknown:
        return _("{%(name)s} is not known here. You can use: %(known)s.") % {
            "name": unknown[0],
            "known": ", ".join(f"{{{name}}}" for name in places),
        }
    if re.search(r"[{}]", PLACE.sub("", text)):
        return _("A brace { or } stands alone. Braces only hold the names that are filled in.")
    return ""


def filled(wording: Wording, values: Values) -> Wording:
    """Every place filled in; one without a value is left out. A list has a line for each."""
    plain = {name: _lines(value) for name, value in values.items()}
    if "secret" in values:
        plain |= {name: f"{{{name}}}" for name in OPEN}

    def put(text: str) -> str:
        return PLACE.sub(lambda place: plain.get(place[1], ""), text)

    return Wording(" ".join(put(wording.subject).split())[:300], put(wording.text))


def _lines(value: str | list[str]) -> str:
    """A value cannot begin a line of its own, so that no name poses as a heading or a header."""
    rows = value if isinstance(value, list) else [value]
    return "\n".join(" ".join(str(row).split()) for row in rows)


def signed(text: str, *, forum: str = "") -> str:
    """The text with its signature."""
    name = " · ".join(part for part in (settings.SITE_NAME, forum) if part)
    return text.strip() + SIGNATURE + name + "\n"


def drawn(wording: Wording, *, language: str) -> str:
    """The letter as HTML: a table that every mail program can draw."""
    body, _dashes, name = wording.text.strip().partition(SIGNATURE)
    heading, *paragraphs = re.split(r"\n\s*\n", body.strip())
    with override(language):
        context = {
            "subject": wording.subject,
            "heading": " ".join(heading.split()),
            "blocks": [_block(paragraph) for paragraph in paragraphs],
            "signature": name.strip(),
            "language": language,
            "SITE_NAME": settings.SITE_NAME,
        }
        return render_to_string("mail/letter.html", context)


def unsealed(words: str, secret: str, *, kind: str, html: bool = False) -> str:
    """The words of a secret kind with the link or code that was left open."""
    return words.replace(f"{{{KINDS[kind].opens}}}", escape(secret) if html else secret)


def masked(words: str) -> str:
    """The words as the desk reads them: dots where a link or code was left open."""
    words = words.replace('href="{link}"', 'href="#"')
    for name in OPEN:
        words = words.replace(f"{{{name}}}", "••••••")
    return words


def preview_values(kind: str, newest: Values | None, link: str) -> dict[str, str | list[str]]:
    """What fills a preview: the newest mail's values where there is one, samples otherwise."""
    samples: Values = {"person": "Lin Yao", "site": settings.SITE_NAME, "entry": "k7w2m9qx4trbn5hc"}
    known = {name: value for name, value in (newest or {}).items() if name != "secret"}
    return {**samples, **kind_of(kind).samples, "link": link, **known}


class Block(NamedTuple):
    """A paragraph, a button where there is a link, or a code that stands alone."""

    words: SafeString
    link: str = ""
    is_code: bool = False


def _block(paragraph: str) -> Block:
    """Only our own addresses become buttons: words typed by others lead nowhere."""
    found = BUTTON.match(paragraph.strip())
    ours = (settings.SITE_URL.rstrip("/") + "/", "{link}")
    if found and found["link"].startswith(ours):
        return Block(escape(found["label"]), found["link"])
    if paragraph.strip() == "{code}":
        return Block(SafeString("{code}"), is_code=True)
    return Block(mark_safe(escape(paragraph.strip()).replace("\n", "<br>")))
