"""Every page of the lists in a real browser: axe finds nothing, and nothing sticks out."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from cms.desk.importing import jobs
from launches import clock
from launches.domain import lists
from tests.factories import StageFactory, ThemeFactory
from tests.launches.importing.tables import HEAD, workbook
from tests.looks import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3
MESSY = HEAD + (
    f"{LONG},Lamp,FR,2020,acme.example,<b>Light</b>\nBad,,FR,soon,,\nمختبر الضوء,مصباح,مصر,2021,,\n"
    + "".join(f"C{number},P,FR,2020,,\n" for number in range(60))
)


def bring(editor, name: str, data: bytes):
    """A list as the desk has brought it, and read."""
    found = lists.receive(
        filename=name,
        file=storages["private"].save("lists/x", ContentFile(data)),
        sha256="0" * 64,
        size=len(data),
        by=editor,
        at=clock.now(),
    )
    jobs.read_list.func(found.uid)
    found.refresh_from_db()
    return found


def pages(editor) -> list[str]:
    """Lists in every state, with what a person may look at in each."""
    StageFactory(forum=ThemeFactory().forum)
    done = bring(editor, "done.csv", MESSY.encode())
    lists.confirm(done, whole=False, invites=False, by=editor, at=clock.now())
    jobs.make_list.func(done.uid)
    checked = bring(editor, f"{LONG}.csv", MESSY.replace("Light", "Brighter").encode())
    head = ["Company", "Product", "Country", "Date", *(f"{LONG} {n}" for n in range(30))]
    wide = bring(editor, "wide.xlsx", workbook([["Title"], head, [LONG] * 30], [head]))
    refused = bring(editor, "refused.csv", b"Wer,Was\nAcme,Lamp\n")
    working = bring(editor, "working.csv", b"Company,Product,Country,Date\nA,B,FR,2020\n")
    lists.confirm(working, whole=True, invites=True, by=editor, at=clock.now())
    kinds = [f"{checked.uid}/?kind={kind}" for kind in ("error", "changed")]
    uids = [f"{row.uid}/" for row in (done, wide, refused, working)]
    return ["", "companies/", *kinds, f"{done.uid}/?kind=record&p=2", *uids]


@pytest.mark.parametrize(("language", "width"), [("en", 390), ("zh-hans", 1440)])
def test_every_page_fits_and_is_accessible(editor, language, width, live_server, browse):
    editor.language = language
    editor.save(update_fields=["language"])
    client = Client()
    client.force_login(editor)
    page = browse(viewport={"width": width, "height": 900}, locale=language).new_page()
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    found = []
    for path in pages(editor):
        answer = page.goto(f"{live_server.url}/cms/lists/{path}")
        assert answer.status == 200, path
        found += faults(page, path)
    assert found == []
