"""An edition as a page shows it: one language chosen, pictures sorted, nothing looked up.

Everything here comes out of the edition's own stored text, so a page of launches
costs the one query that the gate allowed.
"""

import json
from typing import Any

from launches.enums import Slot
from launches.models import Edition
from launches.queries.render import best_language, is_corrected, spoken

FORMATS = ("avif", "webp", "png", "jpeg")
DOWNLOADS = (Slot.SPEC_SHEET, Slot.PRESS_KIT)


def card(edition: Edition, *, language: str) -> dict[str, Any]:
    """The short form, for lists."""
    return _shown(edition, json.loads(edition.listing), language)


def sheet(edition: Edition, *, language: str) -> dict[str, Any]:
    """The full form, for the launch's own page: with long texts, gallery and downloads."""
    found = _shown(edition, json.loads(edition.document), language)
    materials = found["materials"]
    of_slot = {slot: [row for row in materials if row["slot"] == slot] for slot in Slot.values}
    return {
        **found,
        "gallery": [_picture(row) for row in of_slot[Slot.GALLERY]],
        "logo": next(map(_picture, of_slot[Slot.LOGO]), None),
        "downloads": [row for row in materials if row.get("href") and not _is_stage(row)],
        "facts": _facts(found.get("answers", []), language),
        "corrected_at": _corrected_at(edition),
        "note": edition.note if _corrected_at(edition) else "",
    }


def in_language(item: dict[str, Any], wanted: str) -> dict[str, Any]:
    """A sheet in one of its own languages, whatever language the page around it is in."""
    if wanted not in item["texts"]:
        return item
    return item | {"language": wanted, "text": item["texts"][wanted]}


def _facts(answers: list[dict[str, Any]], language: str) -> list[dict[str, str]]:
    """Public answers in the reader's language."""
    code = spoken(language)
    return [{"question": row["question"][code], "answer": row["answer"][code]} for row in answers]


def _shown(edition: Edition, document: dict[str, Any], language: str) -> dict[str, Any]:
    chosen = best_language(document["texts"], language)
    hero = next((row for row in document["materials"] if row["slot"] == Slot.HERO), None)
    return {
        **document,
        "company": _company(document["company"], language),
        "language": chosen,
        "text": document["texts"].get(chosen, {}),
        "languages": list(document["texts"]),
        "hero": _picture(hero) if hero else None,
        "theme_name": document["theme"]["name"].get(spoken(language), ""),
        "opens_at": edition.opens_at,
        "version": edition.number,
        "stage": edition.stage,
        "slot_at": edition.slot_at,
    }


def _company(company: dict[str, Any], language: str) -> dict[str, Any]:
    """The company as it calls itself in the reader's language, where it says so."""
    said = company.get("texts", {}).get(language, {})
    return {**company, **{name: text for name, text in said.items() if text}}


def _picture(row: dict[str, Any]) -> dict[str, Any]:
    """A material with its renditions sorted for <picture>: {role: {format: rendition}}."""
    roles: dict[str, dict[str, Any]] = {}
    for rendition in row["renditions"]:
        roles.setdefault(rendition["role"], {})[rendition["format"]] = rendition
    return {**row, "roles": roles, "wide": _widest(roles)}


def _widest(roles: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """For each format the 16:9 cuts by width, smallest first: what `srcset` wants."""
    found = []
    for name in FORMATS:
        cuts = [roles[role][name] for role in ("card", "stage") if name in roles.get(role, {})]
        if cuts:
            found.append({"format": name, "cuts": cuts, "last": cuts[-1]})
    return found


def _is_stage(row: dict[str, Any]) -> bool:
    return row["slot"] == Slot.STAGE_SLIDE


def _corrected_at(edition: Edition) -> Any:
    """When the public version was replaced."""
    return edition.stands_from if is_corrected(edition) else None
