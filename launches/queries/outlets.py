"""What belongs to which outlet, and what the press office has to decide."""

from datetime import datetime

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from launches.enums import Audience, OutletRole, OutletState
from launches.models import Outlet, OutletInvitation, OutletKey, User

from .addresses import verified_of
from .gate import Reader
from .keys import in_force, may_read_embargo

Person = User | AnonymousUser


def outlets_of(user: Person) -> QuerySet[Outlet]:
    """The outlets a person belongs to, by name."""
    if not user.is_authenticated:
        return Outlet.objects.none()
    rows = Outlet.objects.filter(memberships__user_id=user.pk)
    return rows.select_related("accepted")


def reader_in(outlet: Outlet, *, at: datetime) -> Reader:
    """What somebody of this outlet reads in the press room."""
    version = in_force(at=at).values_list("version", flat=True).first()
    return Reader(Audience.PRESS if may_read_embargo(outlet, version) else Audience.PUBLIC)


def keys_of(outlet: Outlet, *, at: datetime) -> tuple[list[OutletKey], list[OutletKey]]:
    """(keys that work, keys that are over), newest first."""
    rows = list(outlet.keys.select_related("created_by", "successor"))
    return [key for key in rows if not key.is_over(at=at)], [k for k in rows if k.is_over(at=at)]


def managers_of(outlet: Outlet) -> QuerySet[User]:
    """Whom news of the accreditation reaches."""
    managing = Q(outlet_memberships__outlet=outlet, outlet_memberships__role=OutletRole.MANAGER)
    return User.objects.filter(managing, is_active=True).distinct().order_by("pk")


def invitations_to(user: User) -> QuerySet[OutletInvitation]:
    """The open invitations to a person's verified addresses."""
    rows = OutletInvitation.objects.filter(ended_at=None, email__in=verified_of(user))
    return rows.select_related("outlet", "invited_by")


def officers() -> QuerySet[User]:
    """The press office: all who may accredit."""
    return ModelBackend().with_perm("launches.accredit_outlet")


def register(state: str = "", words: str = "") -> QuerySet[Outlet]:
    """Every outlet for the press office: by name."""
    rows = Outlet.objects.annotate(
        people_count=Count("memberships", distinct=True),
        warnings=Count("steps", filter=Q(steps__act="warn"), distinct=True),
    ).select_related("accepted")
    if state in OutletState.values:
        rows = rows.filter(state=state)
    for word in words.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(website__icontains=word))
    return rows.order_by("name", "id")


def waiting() -> int:
    """How many applications nobody has decided."""
    return Outlet.objects.filter(state=OutletState.APPLIED).count()


def namesakes(outlet: Outlet) -> QuerySet[Outlet]:
    """Other outlets under the same name: whether that is meant, the press office asks."""
    return Outlet.objects.filter(name__iexact=outlet.name).exclude(pk=outlet.pk)
