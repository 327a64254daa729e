"""The groups of the desk and what each may do: one table, made after migrating.

A right that comes with an upgrade is given to the groups it is meant for as long as
nobody has it; what organisers have changed in a group stays as they left it.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

ROLES: dict[str, list[str]] = {
    "Eligibility reviewers": ["read_desk", "review_launch"],
    "Editors": ["read_desk", "review_launch", "edit_launch", "edit_glossary"],
    "Translators": ["read_desk", "translate_launch", "edit_glossary"],
    "Chief editors": [
        "read_desk",
        "review_launch",
        "edit_launch",
        "approve_launch",
        "release_launch",
        "edit_call",
        "edit_glossary",
        "read_record",
    ],
    "Release managers": ["read_desk", "release_launch"],
    "Stage managers": ["call_show"],
    "Press officers": ["read_desk", "accredit_outlet"],
    "Auditors": ["read_desk", "read_record"],
}
ON_PAGES = {"Editors", "Translators", "Chief editors"}  # those who open Wagtail's page editor


def found(home: Page) -> dict[str, Group]:
    """Make the groups that are missing: {name: group}."""
    new = list(Permission.objects.filter(content_type__app_label="launches", group=None))
    groups = {name: _group(name, home) for name in ROLES}
    _grant(new, groups)
    Group.objects.filter(name="Moderators", user=None).delete()  # Wagtail's: they publish pages
    return groups


def _group(name: str, home: Page) -> Group:
    """Wagtail brings a group "Editors" of its own, with none of our rights: it becomes ours."""
    group, _made = Group.objects.get_or_create(name=name)
    if group.permissions.filter(content_type__app_label="launches").exists():
        return group
    names = [*ROLES[name], "access_admin"]
    labels = ["launches", "wagtailadmin"]
    group.permissions.set(
        Permission.objects.filter(codename__in=names, content_type__app_label__in=labels)
    )
    for stock in (GroupPagePermission, GroupCollectionPermission):
        stock.objects.filter(group=group).delete()
    if name in ON_PAGES:
        change = Permission.objects.get(
            codename="change_page", content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=group, page=home, permission=change)
    return group


def _grant(new: list[Permission], groups: dict[str, Group]) -> None:
    for permission in new:
        for name, rights in ROLES.items():
            if permission.codename in rights:
                groups[name].permissions.add(permission)
