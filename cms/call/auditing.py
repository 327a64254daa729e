"""Every change of the call's settings is in the audit: which list, which row, which fields.

Words are not kept, for a code or a note among them may be secret: of fields that hold
words only their names are. Of all others the value before and after is.
"""

from typing import Any

from django.db.models import CharField, Model, TextField
from django.http import HttpRequest
from wagtail import hooks

from launches import clock
from launches.domain import audit
from launches.models.fields import EnumField

WORDS = (CharField, TextField)


def values_of(row: Model) -> dict[str, Any]:
    """{field: value} as the audit keeps it; chosen people and such as lists of ids."""
    plain = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
    many = {
        field.name: sorted(one.pk for one in field.value_from_object(row))
        for field in row._meta.many_to_many
        if row.pk
    }
    return {**plain, **many}


def differences(row: Model, was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """{field: [before, after]}; None in place of words."""
    return {
        name: None if _is_words(row, name) else [_kept(was.get(name)), _kept(now[name])]
        for name in now
        if now[name] != was.get(name)
    }


def _is_words(row: Model, name: str) -> bool:
    field = row._meta.get_field(name)
    return isinstance(field, WORDS) and not isinstance(field, EnumField)


def _kept(value: Any) -> Any:
    return value if isinstance(value, bool | int | list | None) else str(value)


@hooks.register("before_edit_snippet")
def remember(request: HttpRequest, row: Model) -> None:
    if request.method == "POST":
        request.was = values_of(row)


@hooks.register("after_edit_snippet")
def edited(request: HttpRequest, row: Model) -> None:
    if fields := differences(row, getattr(request, "was", {}), values_of(row)):
        _noted(request, row, "changed", fields=fields)


@hooks.register("after_create_snippet")
def created(request: HttpRequest, row: Model) -> None:
    _noted(request, row, "made", fields=differences(row, {}, values_of(row)))


@hooks.register("before_delete_snippet")
def number(request: HttpRequest, rows: list[Model]) -> None:
    """A row forgets its number when it is deleted."""
    for row in rows:
        row.was_pk = row.pk


@hooks.register("after_delete_snippet")
def deleted(request: HttpRequest, rows: list[Model]) -> None:
    for row in rows:
        _noted(request, row, "deleted")


def _noted(request: HttpRequest, row: Model, act: str, **detail: Any) -> None:
    if row._meta.app_label != "launches":
        return
    where = {"list": row._meta.model_name, "row": getattr(row, "was_pk", row.pk)}
    audit.record("call_changed", by=request.user, at=clock.now(), act=act, **where, **detail)
