"""One entry as a blind reviewer sees it: the review page's context, and what previews draw."""

from dataclasses import dataclass, replace
from typing import Any

from launches.content import Content
from launches.models import ChangeRequest, Launch, Material, PreparedDecision
from launches.queries import desk
from launches.readiness import Readiness

from .veil import Veil, cover, shows, veil_of


@dataclass(frozen=True)
class Unnamed:
    """A LaunchPage for drawing, without its submitters."""

    launch: Launch
    said: Content
    spoken: list[str]

    def content(self) -> Content:
        return self.said

    def languages(self) -> list[str]:
        return self.spoken


def unnamed(page: Any) -> Unnamed:
    """A page (of a revision) as previews draw it for a blind reviewer."""
    veil = veil_of(page.launch)
    cover(page.launch, veil, pk=0)
    return Unnamed(page.launch, veil.content(page.content()), page.languages())


def plain_name(material: Material) -> str:
    """A file under the name of its slot: the name that it came with tells."""
    return f"{material.slot}.{material.extension}"


def covered(found: dict[str, Any], veil: Veil) -> dict[str, Any]:
    """The context of reading.entry without whatever names a submitter.

    Messages are the desk's own ones; acts in the history keep the names of the desk's
    people; receipts, sign-offs and proposals are the company's papers and are left out.
    """
    ours = set(desk.people().values_list("pk", flat=True))
    launch: Launch = found["launch"]
    if launch.last_editor_id not in ours:
        launch.last_editor = None
    cover(launch, veil)
    return {
        **found,
        "content": veil.content(found["content"]),
        "rows": [_row(row, veil) for row in found["rows"]],
        **_without_remarks(found),
        "materials": [_material(row, veil) for row in found["materials"] if _is_shown(row)],
        "answered": [(question, veil.over(answer)) for question, answer in found["answered"]],
        "points": [_point(row, veil) for row in found["points"]],
        "prepared": _prepared(found["prepared"], veil),
        "thread": [_comment(one, veil) for one in found["thread"] if one.by_desk],
        "history": [_act(act, ours, veil) for act in found["history"]],
        "unread": 0,
        "wish": None,
        "sign_offs": [],
        "receipts": [],
        "proposal": None,
        "confirmation": None,
        "checks": [],
        "checkers": [],
        "may_edit": False,
        "is_blind": True,
    }


def _row(row: dict[str, Any], veil: Veil) -> dict[str, Any]:
    cells = [replace(cell, text=veil.over(cell.text), remark="") for cell in row["cells"]]
    return {**row, "cells": cells}


def _without_remarks(found: dict[str, Any]) -> dict[str, Any]:
    """Remarks on names are left out wherever they stand: they spell the submitters' own."""
    told = set(found["remarks"])
    states = [
        replace(state, gaps=tuple(gap for gap in state.gaps if gap.text not in told))
        for state in found["readiness"].states
    ]
    missing = {name: text for name, text in found["missing"].items() if text not in told}
    return {"remarks": [], "readiness": Readiness(tuple(states)), "missing": missing}


def _is_shown(row: dict[str, Any]) -> bool:
    return shows(row["row"].slot) and row["material"].content_type.startswith("image/")


def _material(row: dict[str, Any], veil: Veil) -> dict[str, Any]:
    """A picture under the name of its slot: file names tell."""
    material = row["material"]
    material.filename = plain_name(material)
    placed = row["row"]
    said = {"caption": veil.over(placed.caption), "alt": veil.over(placed.alt), "credit": ""}
    return {**row, "row": replace(placed, **said)}


def _point(row: dict[str, Any], veil: Veil) -> dict[str, Any]:
    return {**row, "point": cover_point(row["point"], veil)}


def cover_point(point: ChangeRequest, veil: Veil) -> ChangeRequest:
    """A point of a change request and its answer, in memory only."""
    for name in ("reason", "answer", "remark", "due_reason"):
        setattr(point, name, veil.over(getattr(point, name)))
    point.answered_by = None
    return point


def _prepared(decision: PreparedDecision | None, veil: Veil) -> PreparedDecision | None:
    """What was decided, in memory only: its refusal tells who saved a newer version."""
    if decision:
        decision.words, decision.refusal = veil.over(decision.words), veil.over(decision.refusal)
    return decision


def _comment(comment: Any, veil: Veil) -> Any:
    comment.text = veil.over(comment.text)
    return comment


def _act(act: Any, ours: set[int], veil: Veil) -> Any:
    act.note = veil.over(act.note)
    if act.actor_id not in ours:
        act.actor = None
    return act
