"""Which phase of the review is active, and whom it lets do what."""

from django.contrib.auth.models import AnonymousUser

from launches.enums import Circle
from launches.models import Launch, Phase, User


def active(forum_id: int) -> Phase | None:
    """The forum's active phase; None where the rights alone decide."""
    return Phase.objects.filter(forum=forum_id, is_active=True).first()


def hides_submitters() -> bool:
    """Whether an active phase of any forum keeps from reviewers who submits."""
    return Phase.objects.filter(is_active=True, is_anonymous=True).exists()


def admits(circle: str, user: User | AnonymousUser, launch: Launch) -> bool:
    """Whether a person of the desk belongs to one of the circles of a phase."""
    if circle == Circle.ASSIGNED:
        return user.pk in launch.assignments.values_list("user", flat=True)
    if circle == Circle.CHIEFS:
        return user.has_perm("launches.approve_launch")
    return circle == Circle.DESK
