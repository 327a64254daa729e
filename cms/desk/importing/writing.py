"""What a row says, written into an entry's page; and what it would change in one."""

from typing import Any

from cms.models import LaunchPage, LaunchText
from launches.importing.report import Place
from launches.models import Launch


def particulars(row: Place) -> dict[str, str]:
    """The page's own fields that the row fills."""
    said = row["said"]
    values = {
        "product_native": said["product_native"],
        "category": said["category"],
        "website": row["website"],
    }
    return {name: value for name, value in values.items() if value}


def words(row: Place) -> tuple[str, dict[str, str]]:
    """(language, {field: text}) of the row's words: Chinese where they are written so."""
    said = row["said"]
    texts = {name: said[name] for name in ("tagline", "summary") if said[name]}
    written = "".join(texts.values())
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in written)
    kana = any("\u3040" <= sign <= "\u30ff" for sign in written)
    return ("zh-hans" if han * 4 > len(written) and not kana else "en"), texts


def fill(page: LaunchPage, row: Place) -> None:
    """Write the row into a page that is not saved yet."""
    for name, value in particulars(row).items():
        setattr(page, name, value)
    language, texts = words(row)
    if not texts:
        return
    rows = list(page.texts.all())
    text = next((text for text in rows if text.language == language), None)
    if text is None:
        text = LaunchText(language=language, sort_order=len(rows))
        rows.append(text)
    for name, value in texts.items():
        setattr(text, name, value)
    page.texts = rows


def changes(page: LaunchPage, launch: Launch, row: Place) -> dict[str, list[str]]:
    """{field: [what stands there, what the row says]} where the row says something else."""
    language, texts = words(row)
    own = {text.language: text for text in page.texts.all()}
    pairs: dict[str, tuple[Any, str]] = {
        name: (getattr(page, name), value) for name, value in particulars(row).items()
    }
    for name, value in texts.items():
        pairs[name] = (getattr(own.get(language), name, ""), value)
    pairs["year"] = (launch.launch_year or "", str(row["launch_year"]))
    return {name: [str(old), new] for name, (old, new) in pairs.items() if str(old) != new}
