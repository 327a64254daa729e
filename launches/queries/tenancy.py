"""What belongs to whom. Everything of another company is absent, not forbidden."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from launches.models import Company, Invitation, Launch, User
from launches.models.invitation import WAITING

from .addresses import verified_of

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


def invitations_to(user: User, *, at: datetime) -> QuerySet[Invitation]:
    """The open invitations to a person's verified addresses, newest first."""
    return Invitation.objects.filter(
        WAITING, email__in=verified_of(user), expires_at__gt=at
    ).select_related("company", "invited_by")


def waiting_invitations(company: Company) -> QuerySet[Invitation]:
    """What a company has sent and nobody has answered, expired ones included, newest first."""
    return company.invitations.filter(WAITING).select_related("invited_by")
