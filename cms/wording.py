"""A launch's page as one flat table {name: text}, and back onto the page.

Names are those of rules.missing ("product", "texts.zh-hans.headline",
"materials.<uid>.alt"), so that a gap, a change request, a proposal and an input
share one name. Long texts are given as people type them (launches.prose).
"""

from typing import Any

from launches import prose
from launches.models import Material

Values = dict[str, str]
NAMES = ("product_native", "category", "website")
TEXTS = ("headline", "tagline", "summary", "body", "press_release")
PROSE = {"body", "press_release"}
ANSWERS = "answers."
SAID = (
    "alt", "caption", "credit", "licence", "licence_note", "licence_until", "model_release",
    "model_release_until",
)  # fmt: skip


def values_of(page: Any) -> Values:
    """All texts of a page (or of one of its revisions)."""
    values = {"product": page.title, **{name: getattr(page, name) for name in NAMES}}
    for text in page.texts.all():
        for field in TEXTS:
            kept = getattr(text, field)
            values[f"texts.{text.language}.{field}"] = (
                prose.to_text(kept) if field in PROSE else kept
            )
    rows = list(page.placed_materials.all())
    uids = uids_of(rows)
    for row in rows:
        for field in SAID:
            values[f"materials.{uids.get(row.material_id)}.{field}"] = getattr(row, field)
    return values | _answers_of(page)


def _answers_of(page: Any) -> Values:
    """The answer to every question that is asked of this entry, "" for none."""
    given = {row.question: row.value for row in page.answers.all()}
    return {ANSWERS + question.key: given.get(question.key, "") for question in page.asked}


def uids_of(rows: list[Any]) -> dict[int, str]:
    """{material id: its public id} of placed rows, in one query."""
    ids = [row.material_id for row in rows]
    return dict(Material.objects.filter(pk__in=ids).values_list("pk", "uid")) if ids else {}


def apply(page: Any, values: Values) -> None:
    """Put cleaned values on the page; names that it does not have are skipped.

    A long text is written only where the typed text differs, so that what the desk
    formatted stays as it is.
    """
    now = values_of(page)
    changed = {name: text for name, text in values.items() if now.get(name, text) != text}
    page.title = changed.get("product", page.title)
    for field in NAMES:
        setattr(page, field, changed.get(field, getattr(page, field)))
    for text in page.texts.all():
        _apply_row(text, f"texts.{text.language}", TEXTS, changed)
    rows = list(page.placed_materials.all())
    uids = uids_of(rows)
    for row in rows:
        _apply_row(row, f"materials.{uids.get(row.material_id)}", SAID, changed)
    _apply_answers(page, {name: changed[name] for name in changed if name.startswith(ANSWERS)})


def _apply_answers(page: Any, changed: Values) -> None:
    """Put changed answers on the page; an emptied one is taken off."""
    given = {row.question: row for row in page.answers.all()}
    for name, text in changed.items():
        key = name.removeprefix(ANSWERS)
        if key in given and text:
            given[key].value = text
        elif key in given:
            page.answers.remove(given[key])
        elif text:
            row = page.answers.model(question=key, value=text, sort_order=len(given))
            page.answers.add(row)


def _apply_row(row: Any, prefix: str, fields: tuple[str, ...], changed: Values) -> None:
    for field in fields:
        name = f"{prefix}.{field}"
        if name in changed:
            text = changed[name]
            setattr(row, field, prose.to_html(text) if field in PROSE else text)
