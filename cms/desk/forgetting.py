"""What Wagtail keeps of a person beside our own tables, and who may delete people there.

People are never deleted: their acts would point at nobody. They are erased, which keeps
a pseudonym (launches.domain.erasure).
"""

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from launches import clock, origin
from launches.domain import audit, erasure
from launches.errors import LastOwner
from launches.models import User


def forget(sender: Any, *, person: User, name: str, email: str, **kwargs: Any) -> None:
    """Receiver of `erased`: the profile, and the person's name in Wagtail's own log."""
    from wagtail.models import ModelLogEntry
    from wagtail.users.models import UserProfile

    for profile in UserProfile.objects.filter(user=person):
        profile.avatar.delete(save=False)
        profile.delete()
    kind = ContentType.objects.get_for_model(User)
    rows = ModelLogEntry.objects.filter(content_type=kind, object_id=str(person.pk))
    rows.update(label=str(person), data={})


def keep_an_owner(sender: Any, *, instance: User, **kwargs: Any) -> None:
    """Receiver of pre_delete, beneath every door: nobody's going leaves a company alone."""
    if left := erasure.companies_left_alone(instance):
        names = ", ".join(left)
        raise LastOwner(_("First make somebody else owner of: %(names)s.") % {"names": names})


def note_roles(
    sender: Any, *, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Receiver of m2m_changed: who was put into which group, whatever the door."""
    if action in ("post_add", "post_remove") and pk_set and isinstance(instance, User):
        by = User.objects.filter(pk=origin.now().person()).first()
        groups = sorted(instance.groups.values_list("name", flat=True))
        at = clock.now()
        audit.record("roles_changed", by=by, at=at, person=instance.pk, roles=groups)


@hooks.register("before_delete_user")
def erase_instead(request: HttpRequest, user: User) -> HttpResponse:
    messages.error(request, _("People are not deleted, for their acts stay. Erase them instead."))
    return redirect("record:erase", user.pk)


@hooks.register("before_bulk_action")
def erase_one_by_one(
    request: HttpRequest, action_type: str, objects: list[Any] | QuerySet[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or User not in action.models:
        return None
    messages.error(request, _("People are not deleted, for their acts stay. Erase them instead."))
    return redirect("wagtailusers_users:index")
