"""How people are named to a company: its own and its agency's by name, the desk as a body."""

from collections.abc import Callable
from functools import cache

from django.utils.translation import gettext as _

from launches.models import Launch, Member, User


def namer(launch: Launch) -> Callable[[User | None], str]:
    """What to call a person, for one launch. One query however often it is asked, at the
    first time."""

    @cache
    def ours() -> set[int]:
        sides = [launch.company_id, launch.agency_id]
        return set(Member.objects.filter(company__in=sides).values_list("user_id", flat=True))

    def name(user: User | None) -> str:
        if user is None:
            return _("Somebody")
        return str(user) if user.pk in ours() else _("The editors")

    return name
