"""The guide as a page: every operation of the contract with its fields, code and a real answer."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from launches.enums import Audience
from launches.models import Cue, Edition, Forum
from launches.queries import slates
from launches.queries.gate import visible_to

from ..schema import FORMS, example, schema
from .words import GROUPS, OPERATIONS, PARAMETERS

CODES = {  # language: (without a key, with one)
    "curl": ('curl "{url}"', 'curl -H "Authorization: Bearer unv_…" "{url}"'),
    "Python": (
        'import requests\n\nanswer = requests.get("{url}")\nprint(answer.text)',
        "import requests\n\nanswer = requests.get(\n"
        '    "{url}",\n    headers={{"Authorization": "Bearer unv_…"}},\n)\nprint(answer.text)',
    ),
    "JavaScript": (
        'const answer = await fetch("{url}");\nconsole.log(await answer.text());',
        'const answer = await fetch("{url}", {{\n'
        '  headers: {{ Authorization: "Bearer unv_…" }},\n}});\nconsole.log(await answer.text());',
    ),
}
ARCHIVE = "application/zip"
SAVED = {  # the same for archives
    "curl": (
        'curl -O "{url}"',
        'curl -O -H "Authorization: Bearer unv_…" "{url}"',
    ),
    "Python": (
        'import requests\n\nanswer = requests.get("{url}")\n'
        'open("kit.zip", "wb").write(answer.content)',
        "import requests\n\nanswer = requests.get(\n"
        '    "{url}",\n    headers={{"Authorization": "Bearer unv_…"}},\n)\n'
        'open("kit.zip", "wb").write(answer.content)',
    ),
    "JavaScript": (
        'const answer = await fetch("{url}");\nconst kit = await answer.blob();',
        'const answer = await fetch("{url}", {{\n'
        '  headers: {{ Authorization: "Bearer unv_…" }},\n}});\nconst kit = await answer.blob();',
    ),
}
IN_KIT = "README.txt\nSHA256SUMS\n…/texts/\n…/ninjs/\n…/files/\n…/captions.txt\n"


@dataclass(frozen=True)
class Field:
    """One parameter: in the path or the query, with what it holds at first."""

    name: str
    words: Any
    in_path: bool
    required: bool
    value: str
    choices: list[str]


@dataclass(frozen=True)
class Call:
    """One operation as the page shows it. `address` is its path with the values filled in."""

    name: str
    title: Any
    words: Any
    path: str
    address: str
    fields: list[Field]
    codes: list[dict[str, str]]
    answer: str
    forms: list[str]


def groups(site: str, *, at: datetime) -> list[dict[str, Any]]:
    """The operations in their groups, filled with what is public now."""
    values = known(at=at)
    found: dict[str, list[Call]] = {group: [] for group in GROUPS}
    for path, methods in schema()["paths"].items():
        operation = methods.get("get", {})
        if operation.get("operationId") in OPERATIONS:
            group, title, words = OPERATIONS[operation["operationId"]]
            found[group].append(_call(path, operation, title, words, values, site))
    return [{"name": name, "title": GROUPS[name], "calls": calls} for name, calls in found.items()]


def _call(
    path: str, operation: dict[str, Any], title: Any, words: Any, values: dict[str, str], site: str
) -> Call:
    name = operation["operationId"]
    fields = [_field(name, one, values) for one in operation.get("parameters", [])]
    address = path
    for field in fields:
        if field.in_path:
            address = address.replace(f"{{{field.name}}}", field.value)
    asked = {"search": "?q=robot"}.get(name, "?limit=2" if name.startswith("list") else "")
    takes_limit = any(field.name in ("limit", "q") for field in fields)
    forms = operation["responses"]["200"]["content"]
    url = site + address + (asked if takes_limit else "")
    return Call(
        name=name,
        title=title,
        words=words,
        path=path,
        address=address,
        fields=fields,
        codes=[
            {"name": code, "plain": plain, "keyed": keyed, "text": plain.format(url=url)}
            for code, (plain, keyed) in (SAVED if ARCHIVE in forms else CODES).items()
        ],
        answer=IN_KIT if ARCHIVE in forms else _answer(name),
        forms=[kind for kind in forms if kind in FORMS],
    )


@cache
def _answer(name: str) -> str:
    return json.dumps(example(name, 200, "application/json"), ensure_ascii=False, indent=2)


def _field(call: str, parameter: dict[str, Any], values: dict[str, str]) -> Field:
    name, in_path = parameter["name"], parameter["in"] == "path"
    first = {"limit": "2", "q": "robot" if call == "search" else ""}.get(name, "")
    return Field(
        name=name,
        words=PARAMETERS[name],
        in_path=in_path,
        required=parameter.get("required", False),
        value=values.get(f"{call}.{name}", values.get(name, "")) if in_path else first,
        choices=[str(one) for one in parameter["schema"].get("enum", [])],
    )


def known(*, at: datetime) -> dict[str, str]:
    """{parameter, or operation.parameter: a value that is public now} for the addresses."""
    found = {"number": "1", "code": "E001", "stage": "main-hall", "slug": "main-hall", "uid": "id"}
    found["day"] = "2026-09-16"
    edition = visible_to(Audience.PUBLIC, at=at).defer("document", "listing", "words").first()
    if edition:
        found |= {"uid": edition.launch_uid, "number": str(edition.number)}
        found |= {"getCompany.uid": edition.company_uid, "getTheme.slug": edition.theme}
        found |= {"getThemeKit.slug": edition.theme, "day": _day_of(edition)}
    cue = Cue.objects.filter(event__isnull=False).select_related("event__stage").first()
    if cue and cue.event:
        stage = cue.event.stage.slug
        found |= {"stage": stage, "slug": stage, "code": cue.event.code}
    slate = slates.opened(Audience.PUBLIC, at=at).first()
    name = slate.uid if slate else "id"
    return {**found, "getSlate.uid": name, "getSlateKit.uid": name}


def _day_of(edition: Edition) -> str:
    """The day of the forum on which it is shown."""
    shown = edition.slot_at or edition.opens_at
    return shown.astimezone(Forum.zone()).date().isoformat() if shown else ""
