"""Views of the listing that people keep under a name, for themselves or for the desk."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from launches import rules
from launches.errors import NotAllowed, UnveilError
from launches.models import SavedView, User

LONGEST, LONGEST_QUERY = 60, 1000


def keep(*, name: str, query: str, is_shared: bool, by: User, at: datetime) -> SavedView:
    """Keep a view; a person's view of the same name is written over.

    Raises NotAllowed for all but the desk, UnveilError for a bad name or a long address.
    """
    if not rules.works_at_desk(by):
        raise NotAllowed()
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise UnveilError(fields={"name": _("The view needs a name.")})
    if len(name) > LONGEST:
        found = {"found": len(name), "wanted": LONGEST}
        words = _("%(found)s characters; at most %(wanted)s are possible.") % found
        raise UnveilError(fields={"name": words})
    if len(query) > LONGEST_QUERY:
        raise UnveilError(_("This view has too many filters to be kept."))
    with transaction.atomic():
        same = SavedView.objects.select_for_update().filter(owner=by, name__iexact=name).first()
        view = same or SavedView(owner=by)
        view.name, view.query, view.is_shared, view.at = name, query, is_shared, at
        view.save()
    return view


def drop(view: SavedView, *, by: User) -> None:
    """Forget a view. Its owner may, nobody else."""
    if view.owner_id != by.pk:
        raise NotAllowed()
    view.delete()


def offered_to(user: User) -> QuerySet[SavedView]:
    """A person's own views and those for the whole desk."""
    mine = Q(owner=user) | Q(is_shared=True)
    return SavedView.objects.filter(mine).select_related("owner")
