"""The kinds of mail: what each is called, and the closed list of what it may say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from launches.errors import UnveilError

Values = Mapping[str, str | list[str]]  # {place: what fills it}


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
            "received": "2026-09-01 09:30:00 UTC+08:00 (2026-09-01 01:30:00 UTC)",
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
        {"who": "Lin Yao", "until": "2026-09-10 09:30 UTC+08:00"},
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
        {"left": "1 day", "closes": "1 September 2026, 18:00 UTC+08:00"},
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
        {"points": "2", "due": "1 September 2026, 18:00 UTC+08:00"},
    ),
    "points_overdue": Kind(
        gettext_lazy("Reminder of points that were due"),
        {
            "points": gettext_lazy("how many points are open"),
            "due": gettext_lazy("when the first was due, in the forum's zone"),
        },
        {"points": "2", "due": "1 September 2026, 18:00 UTC+08:00"},
    ),
    "due_moved": Kind(
        gettext_lazy("Due date of a point moved"),
        {
            "point": gettext_lazy("the point's number"),
            "due": gettext_lazy("when it is due now, in the forum's zone"),
        },
        {"point": "2", "due": "4 September 2026, 18:00 UTC+08:00"},
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
