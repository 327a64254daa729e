"""The demo's data as typed rows. Sources and terms: data/README.md."""

import csv
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Row:
    """One line of launches.csv."""

    id: str
    company: str
    company_native: str
    country: str
    product: str
    product_native: str
    tagline: str
    category: str
    theme: str
    year: int
    website: str


@dataclass(frozen=True)
class Slot:
    """Ten minutes on a stage."""

    hall: str
    event: str
    launch: str
    start: datetime
    end: datetime


def rows() -> list[Row]:
    """All launches, in the order of the file."""
    with open(DATA / "launches.csv", encoding="utf-8", newline="") as file:
        return [_row(line) for line in csv.DictReader(file)]


def _row(line: dict[str, str]) -> Row:
    return Row(
        id=line["id"],
        company=line["company"],
        company_native=line["company_native"],
        country=line["company_country"],
        product=line["product"],
        product_native=line["product_native"],
        tagline=line["tagline"],
        category=line["category"],
        theme=line["section_theme"],
        year=int(line["launch_year"]),
        website=line["website"],
    )


def programme() -> dict[str, Any]:
    """The grid as it was published: days, themes, halls, events."""
    return json.loads((DATA / "programme.json").read_text(encoding="utf-8"))


def moved(text: str, *, by: timedelta, zone: Any) -> datetime:
    """An instant of the programme: the same wall clock, on our days, in our zone."""
    wall = datetime.fromisoformat(text).replace(tzinfo=None) + by
    return wall.replace(tzinfo=zone)
