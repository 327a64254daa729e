"""Who edits the call for entries: holders of one right, and nothing that was used is deleted.

Auditors look at its lists. The glossary is held in the same way, by a right of its own.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from launches import rules
from launches.models import User

RIGHT = "launches.edit_call"


class CallPolicy(ModelPermissionPolicy):
    """Every act on the call's data wants `right`; `keeps` forbids some for everybody."""

    def __init__(
        self, model: type[Model], *, keeps: tuple[str, ...] = (), right: str = RIGHT
    ) -> None:
        super().__init__(model)
        self.keeps, self.right = keeps, right

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        if action == "view" and rules.reads_record(user):
            return True
        return action not in self.keeps and user.is_active and user.has_perm(self.right)

    def user_has_any_permission(self, user: User | AnonymousUser, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def protect(model: type[Model], *, keeps: tuple[str, ...] = (), right: str = RIGHT) -> None:
    """Put a model under the call's right. `keeps`: acts closed to all, such as "delete"."""
    policy = CallPolicy(model, keeps=keeps, right=right)
    register_permission_policy(model, policy, exact_class=True)
