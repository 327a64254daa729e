"""What the editor's scripts say, in the reader's language. %s stands for a value, %t for a time."""

from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    return {
        "saved": _("Saved %s"),
        "all_saved": _("Everything is saved"),
        "typing": _("Not saved yet"),
        "saving": _("Saving…"),
        "kept": _("Not saved – kept in this browser"),
        "partly": _("Saved, except what is marked"),
        "conflict": _("A colleague changed the same field – please choose"),
        "signed_out": _("Signed out – your words are kept in this browser. Sign in"),
        "offline": _("No connection – kept in this browser, saved as soon as it is back"),
        "mine": _("Yours"),
        "theirs": _("Theirs: %s"),
        "take_mine": _("Keep mine"),
        "take_theirs": _("Take theirs"),
        "take_both": _("Keep both, to be joined by hand"),
        "changed_field": _("%s changed this at %t, while you were writing. Both are kept."),
        "reload": _("Reload to see all of it"),
        "also": _("%s is also here"),
        "also_in": _("%s is also editing: %t"),
        "confirm": _("Mark as up to date"),
        "older_count": _("older: %s"),
        "empty_count": _("not translated: %s"),
        "changed": _("%s changed this launch at %t. Nothing of yours is lost."),
        "both_kept": _("Please choose for each field."),
        "empty": _("(empty)"),
        "left": _("%s left"),
        "over": _("%s too many"),
        "uploading": _("Uploading %s"),
        "checking": _("Being checked: %s"),
        "uploaded": _("Uploaded: %s"),
        "upload_failed": _("%s: the upload did not arrive. Please try again."),
        "upload_waiting": _("No connection. It goes on by itself from where it is."),
        "upload_pause": _("Pause"),
        "upload_paused": _("Paused"),
        "upload_go": _("Go on"),
        "upload_end": _("Cancel"),
        "upload_again": _("Choose the same file again; it goes on from where it was."),
        "removed": _("Removed"),
        "kind_changed": _(
            "The questions, the places for files and the deadline are those of this type."
        ),
        "utc": _("That is %s UTC."),
        "cue_utc": _("On cue: the time is only a plan."),
        "slate_utc": _("With the slate: the desk sets the instant."),
        "in_past": _("This moment has passed."),
    }
