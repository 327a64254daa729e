"""What belongs to whom. Everything of another company is absent, not forbidden."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from launches.enums import Purpose, Role
from launches.models import Company, Invitation, Launch, Mandate, Member, User
from launches.models.agency import IN_FORCE
from launches.models.invitation import WAITING

from .addresses import verified_of

Person = User | AnonymousUser


def companies_of(user: Person) -> QuerySet[Company]:
    """The companies a person belongs to."""
    if not user.is_authenticated:
        return Company.objects.none()
    return Company.objects.filter(memberships__user_id=user.pk)


def owned_by(user: User) -> QuerySet[Company]:
    """The companies a person is an owner of."""
    return Company.objects.filter(memberships__user_id=user.pk, memberships__role=Role.OWNER)


def launches_of(user: Person) -> QuerySet[Launch]:
    """The launches a person works on or reads, newest first: rules.role_on as a query."""
    if not user.is_authenticated:
        return Launch.objects.none()
    mine = Member.objects.filter(user_id=user.pk)
    companies, owned = mine.values("company"), mine.filter(role=Role.OWNER).values("company")
    return Launch.objects.filter(
        Q(agency=None, company__in=companies) | Q(agency__in=companies) | Q(company__in=owned)
    ).select_related("company", "agency", "theme", "section", "forum")


def launch_for(user: Person, uid: str) -> Launch:
    """One of them. Raises Launch.DoesNotExist, the same for absent and for others'."""
    return launches_of(user).get(uid=uid)


def invitations_to(user: User, *, at: datetime) -> QuerySet[Invitation]:
    """The open invitations to a person's verified addresses, newest first."""
    return Invitation.objects.filter(
        WAITING, email__in=verified_of(user), expires_at__gt=at
    ).select_related("company", "invited_by")


def waiting_invitations(company: Company) -> QuerySet[Invitation]:
    """What a company has sent and nobody has answered, expired ones included, newest first.

    An agency's letters to the future owners of its clients are among them.
    """
    clients = company.clients.filter(IN_FORCE).values("client")
    own = Q(company=company) & ~Q(purpose=Purpose.CLAIM)
    return (
        Invitation.objects.filter(WAITING)
        .filter(own | Q(company__in=clients, purpose=Purpose.CLAIM))
        .select_related("invited_by", "company")
    )


def people_of(launch: Launch) -> QuerySet[User]:
    """Whom news of an entry reaches: everybody who sees it, whatever their role."""
    owning = Q(memberships__company=launch.agency_id or launch.company_id)
    presenting = Q(memberships__company=launch.company_id, memberships__role=Role.OWNER)
    return User.objects.filter(owning | presenting, is_active=True).distinct().order_by("pk")


def owners_of(launch: Launch) -> QuerySet[User]:
    """The owners of the company that owns the entry, its agency's where there is one."""
    company = launch.agency_id or launch.company_id
    return User.objects.filter(
        memberships__company=company, memberships__role=Role.OWNER, is_active=True
    ).order_by("pk")


def mandates_of(company: Company) -> QuerySet[Mandate]:
    """Those in force in which it is the agency or the client."""
    return Mandate.objects.filter(IN_FORCE).filter(Q(agency=company) | Q(client=company))


@dataclass(frozen=True)
class Presenter:
    """For whom somebody may start a launch: their own company, or a client of it."""

    company: Company
    agency: Company | None = None

    @property
    def key(self) -> str:
        return f"{self.company.uid}.{self.agency.uid}" if self.agency else self.company.uid


def presenters_for(user: User) -> list[Presenter]:
    """Their own companies first, then those they are an agency of, each by name."""
    writing = Member.objects.filter(user_id=user.pk, role__in=[Role.OWNER, Role.EDITOR])
    own = Company.objects.filter(pk__in=writing.values("company"))
    agreed = (
        Mandate.objects.filter(IN_FORCE, agency__in=writing.values("company"))
        .select_related("agency", "client")
        .order_by("agency__name", "client__name", "pk")
    )
    return [
        *(Presenter(company) for company in own),
        *(Presenter(row.client, row.agency) for row in agreed),
    ]
