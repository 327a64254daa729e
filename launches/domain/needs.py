"""What grave acts ask for before anything else."""

from django.utils.translation import gettext as _

from launches.errors import ReasonNeeded


def need_reason(reason: str) -> None:
    """Raises ReasonNeeded for an empty one."""
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": _("Please give a reason.")})
