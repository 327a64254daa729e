"""What belongs to whom. Everything of another company is absent, not forbidden."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from launches.models import Company, Launch, User

Person = User | AnonymousUser


def companies_of(user: Person) -> QuerySet[Company]:
    """The companies a person belongs to."""
    if not user.is_authenticated:
        return Company.objects.none()
    return Company.objects.filter(memberships__user_id=user.pk)


def launches_of(user: Person) -> QuerySet[Launch]:
    """The launches of those companies, newest first."""
    if not user.is_authenticated:
        return Launch.objects.none()
    return Launch.objects.filter(company__memberships__user_id=user.pk).select_related(
        "company", "theme", "section", "forum"
    )


def launch_for(user: Person, uid: str) -> Launch:
    """One of them. Raises Launch.DoesNotExist, the same for absent and for others'."""
    return launches_of(user).get(uid=uid)
