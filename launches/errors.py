"""What can go wrong, said once.

Domain code raises these; forms turn them into messages and the API turns them
into problem+json (api/errors.py). `code` is stable, `message` is for people.
"""

from django.utils.translation import gettext_lazy as _


class UnveilError(Exception):
    """Base of every refusal. `fields` names the inputs it is about: {field: message}."""

    code = "refused"
    message = _("This cannot be done.")

    def __init__(self, message=None, *, fields=None):
        self.message = message or self.message
        self.fields = fields or {}
        super().__init__(str(self.message))

    @property
    def in_words(self) -> str:
        """One line for people: what it says of its fields, else what it says at all."""
        return " ".join(map(str, self.fields.values())) or str(self.message)


class NotAllowed(UnveilError):
    """The person may see the launch but not do this to it."""

    code = "not_allowed"
    message = _("You do not have the right to do this.")


class NoSuchTransition(UnveilError):
    """The table has no such action in this state."""

    code = "no_such_transition"
    message = _("This step is not possible in the present state.")


class Stale(UnveilError):
    """Somebody was first. `by` and `at` tell who and when, where known."""

    code = "stale"
    message = _("Somebody else changed this in the meantime.")

    def __init__(self, message=None, *, by=None, at=None, fields=None):
        self.by, self.at = by, at
        super().__init__(message, fields=fields)


class NotReady(UnveilError):
    """Something required is missing; `fields` lists it."""

    code = "not_ready"
    message = _("Some things are still missing.")


class Closed(UnveilError):
    """The call for entries is not open. The draft is kept."""

    code = "closed"
    message = _("The call for entries is closed. Your draft is kept.")


class LastOwner(UnveilError):
    """A company with people in it always has an owner."""

    code = "last_owner"
    message = _("The company needs an owner. Hand the ownership over first.")


class InvitationOver(UnveilError):
    """Used, withdrawn or expired."""

    code = "invitation_over"
    message = _("This invitation can no longer be used. Ask for a new one.")


class AnotherAddress(UnveilError):
    """The invitation went to another address; the person has to say that this is meant."""

    code = "another_address"
    message = _("This invitation was sent to another address. Please confirm that it is for you.")


class CodeRefused(UnveilError):
    """An access code that admits nothing here. Why not is never said."""

    code = "code_refused"
    message = _("This code does not admit this entry.")


class TooManyTries(UnveilError):
    """Too many wrong codes in a short time."""

    code = "too_many"
    message = _("Too many wrong codes. Please wait a quarter of an hour, then try again.")


class FourEyes(NotAllowed):
    """The approver must be neither the last editor nor of the submitting company."""

    code = "four_eyes"
    message = _("The last editor cannot approve. Ask a colleague.")


class ReasonNeeded(UnveilError):
    code = "reason_needed"
    message = _("Please give a reason.")


class BadInstant(UnveilError):
    """A release moment that is missing, without time zone, or not possible now."""

    code = "bad_instant"
    message = _("Please give a release moment in the future.")


class FileRefused(UnveilError):
    """An upload was refused; the message says what was found and what is wanted."""

    code = "file_refused"
    message = _("This file cannot be used.")


class NoRoom(FileRefused):
    """Our disk is full; nothing is wrong with the file."""

    code = "no_room"
    message = _("The disk is full. Nothing was stored; please try again later.")


class Busy(UnveilError):
    """Too much is being made at once; the same again in a moment will do."""

    code = "busy"
    message = _("This could not be made just now. Please try again in a moment.")


class Over(UnveilError):
    """A single-use or expiring thing whose time is over; the message says why."""

    code = "over"
    message = _("This link can no longer be used.")


class NoRoomLeft(FileRefused):
    """The company's own room for files is taken; the message says how much of how much."""

    code = "no_room_left"


class TooMuch(FileRefused):
    """More bytes came than were announced; none of them count."""

    code = "too_much"
    message = _("More has arrived than was announced. Please start this file again.")


class NoTranslation(UnveilError):
    """The translation service is off, had nothing to do, or did not give a translation."""

    code = "no_translation"


class OnHold(UnveilError):
    """Nothing is given an instant while everything is on hold."""

    code = "on_hold"
    message = _("Everything is on hold. Lift the hold first.")


class InUse(UnveilError):
    """Another request is at it; try again in a moment."""

    code = "in_use"
    message = _("This file is arriving by another way just now.")


class WrongOffset(UnveilError):
    """The sender does not stand where we do; it asks how far we are and goes on from there."""

    code = "wrong_offset"
    message = _("The file goes on from another place.")


class WrongChecksum(UnveilError):
    """A part was damaged on its way; it is sent again."""

    code = "wrong_checksum"
    message = _("A part was damaged on its way.")


class BadAddress(UnveilError):
    """A web address that somebody gave and this house never asks."""

    code = "bad_address"
    message = _("This address cannot be used.")
