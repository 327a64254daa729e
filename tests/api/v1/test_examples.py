"""The contract's examples are real answers: asked for anew, and compared to the last sign.

After a change: REFRESH_SNAPSHOT=1 .venv/bin/python -m pytest tests/api/v1/test_examples.py
and then the same for tests/api/v1/test_other.py, which holds the whole contract.
"""

import json
import os
import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from api.schema import EXAMPLES, operations, schema
from api.v1.kits import CollectionKit
from launches import clock
from launches.content import Words
from launches.models import fields
from tests.factories import (
    CompanyFactory,
    CueFactory,
    EventFactory,
    MemberFactory,
    RundownFactory,
    StageFactory,
    ThemeFactory,
    correct,
    launch,
    slate,
)

pytestmark = pytest.mark.django_db
T = datetime(2027, 9, 16, 9, 0, tzinfo=UTC)
WORDS = (
    Words(
        "en",
        "Halden opens a robot that folds sails",
        "Two arms, one deckhand",
        "The machine folds a mainsail in four minutes and needs no shore power.",
        "<p>The machine folds a mainsail in four minutes.</p>",
        "<p>For release at the forum.</p>",
    ),
    Words(
        "zh-hans",
        "哈尔登发布折帆机器人",
        "双臂协作",
        "四分钟折好主帆，无需岸电。",
        "<p>四分钟折好主帆。</p>",
        "<p>论坛现场发布。</p>",
    ),
)


@pytest.fixture
def world(monkeypatch, time_machine, settings):
    """{name: what an address needs}: a launch on stage with a correction, another, a slate."""
    monkeypatch.setattr(fields, "secrets", SimpleNamespace(randbelow=random.Random(9).randrange))
    settings.SITE_URL = "https://forum.example"
    time_machine.move_to(T - timedelta(hours=2), tick=False)
    theme = ThemeFactory(slug="energy-and-climate", name="Energy and climate", name_zh="能源与气候")
    company = CompanyFactory(name="Halden Robotics", country="NO", website="https://halden.example")
    MemberFactory(company=company)
    hall = StageFactory(slug="release-a", name="Release Stage A", name_zh="发布厅 A")
    said = {"words": WORDS, "category": "Robotics", "product_native": "Seilbretter"}
    one, other = (
        launch("approved", company=company, theme=theme, product=name, content=said, at=clock.now())
        for name in ("Sailfolder", "Sailfolder Mini")
    )
    starts = {"starts_at": T, "ends_at": T + timedelta(minutes=10)}
    event = EventFactory(
        stage=hall, code="E012", theme=theme, title="Launches in energy", title_zh="能源发布",
        starts_at=T, ends_at=T + timedelta(hours=1),
    )  # fmt: skip
    rundown = RundownFactory(stage=hall)
    rundown.current = CueFactory(rundown=rundown, event=event, launch=one, position=1, **starts)
    rundown.save()
    opened = slate([one, other], opens_at=T, name="Opening morning", at=clock.now())
    time_machine.move_to(T + timedelta(hours=1), tick=False)
    correct(one, "The time to fold a mainsail was wrong.", **said)
    return {"uid": one.uid, "company": company.uid, "slate": opened.uid}


ASKED = {
    "listLaunches.json": "launches/?limit=1",
    "listLaunches.ninjs": "launches/?limit=1&format=ninjs",
    "listLaunches.jsonld": "launches/?limit=1&format=jsonld",
    "listLaunches.ics": "launches/?limit=1&format=ics",
    "getLaunch.json": "launches/{uid}/",
    "getLaunch.ninjs": "launches/{uid}/?format=ninjs",
    "getLaunch.jsonld": "launches/{uid}/?format=jsonld",
    "getLaunch.ics": "launches/{uid}/?format=ics",
    "listVersions.json": "launches/{uid}/editions/",
    "getVersion.json": "launches/{uid}/editions/1/?lang=en",
    "listCompanies.json": "companies/?limit=1",
    "getCompany.json": "companies/{company}/",
    "listThemes.json": "themes/",
    "getTheme.json": "themes/energy-and-climate/",
    "listSessions.json": "programme/?limit=1",
    "listSessions.ics": "programme/?limit=1&format=ics",
    "getSession.json": "programme/release-a/E012/",
    "listStages.json": "stages/",
    "getStage.json": "stages/release-a/",
    "getRundown.json": "stages/release-a/rundown/",
    "listSlates.json": "slates/?limit=1",
    "getSlate.json": "slates/{slate}/",
    "search.json": "search/?q=帆&limit=1&lang=zh-hans",
    "listChanges.json": "changes/?limit=2",
    "problem-400.json": "launches/?limit=many",
    "problem-404.json": "launches/abcdefghjkmnpqrs/",
}


def told(client, path: str, **headers) -> str:
    answer = client.get(f"/api/v1/{path}", **headers)
    text = answer.content.decode()
    if answer["Content-Type"].startswith("text/"):
        return text.replace("\r\n", "\n")
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_examples_are_real_answers(client, world, settings, monkeypatch):
    found = {name: told(client, path.format(**world)) for name, path in ASKED.items()}
    found["problem-401.json"] = told(client, "launches/", HTTP_AUTHORIZATION="Bearer unv_old")
    found["problem-406.json"] = told(client, "launches/", HTTP_ACCEPT="text/csv")
    monkeypatch.setattr(CollectionKit, "most", 1)
    found["problem-422.json"] = told(client, "themes/energy-and-climate/kit.zip")
    settings.API_RATE_LIMITS, settings.API_ANONYMOUS_RATE = True, 0
    found["problem-429.json"] = told(client, "launches/")
    if os.environ.get("REFRESH_SNAPSHOT"):
        for name, text in found.items():
            (EXAMPLES / name).write_text(text)
    assert found == {file.name: file.read_text() for file in EXAMPLES.iterdir()}


def test_every_operation_and_form_has_an_example():
    """All but archives, and those of checkers, which are asked with keys of their own."""
    lacking = [
        (operation["operationId"], status, kind)
        for operation in operations(schema())
        if operation["tags"] != ["checks"]
        for status, response in operation["responses"].items()
        for kind, content in response.get("content", {}).items()
        if "example" not in content and int(status) not in (503,) and kind != "application/zip"
    ]
    assert lacking == []
