"""The committee's lists in the browser: upload, dry run, columns, making, report."""

import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.core import mail
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from cms.desk.importing import jobs
from launches.enums import ListState
from launches.models import CommitteeList, Company, Invitation, Launch
from tests.factories import MemberFactory, ThemeFactory
from tests.launches.importing.tables import HEAD, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GOOD = HEAD + "Acme,Lamp,FR,2020,acme.example,Light\nBeta,Chair,DE,2021,,\n"
MIXED = GOOD + "Bad,,FR,2020,,\n"


@pytest.fixture(autouse=True)
def theme(db):
    return ThemeFactory()


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def work() -> None:
    """What the worker does with the queue."""
    for name in ("read_list", "make_list"):
        for job in DBTaskResult.objects.filter(task_path__endswith=name, status="READY"):
            getattr(jobs, name).func(*job.args_kwargs["args"])
            job.delete()


def bring(desk, text: str | bytes, name: str = "list.csv") -> CommitteeList:
    """Upload and let it be read."""
    data = text.encode() if isinstance(text, str) else text
    answer = desk.post("/cms/lists/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    work()
    return CommitteeList.objects.latest("pk")


def test_from_the_file_to_the_entries(desk):
    found = bring(desk, MIXED)
    page = desk.get(f"/cms/lists/{found.uid}/").content.decode()
    assert "missing_product" in page
    assert "The name of the product." in page
    assert "B4" in page  # the column and the row
    assert Launch.objects.count() == 0
    desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good"})
    work()
    found.refresh_from_db()
    assert (found.state, found.file, Launch.objects.count()) == ("done", "", 2)
    page = desk.get(f"/cms/lists/{found.uid}/?kind=record").content.decode()
    assert all(f"/cms/desk/{launch.uid}/" in page for launch in Launch.objects.all())


def test_all_or_nothing(desk):
    found = bring(desk, MIXED)
    answer = desk.post(f"/cms/lists/{found.uid}/make/", {"how": "whole"})
    assert answer.status_code == 409
    assert "Some rows have errors" in answer.content.decode()
    found = bring(desk, GOOD)
    desk.post(f"/cms/lists/{found.uid}/make/", {"how": "whole"})
    work()
    assert Launch.objects.count() == 2


def test_a_double_click_makes_it_once(desk):
    found = bring(desk, GOOD)
    first = desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good"})
    second = desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good"})
    assert (first.status_code, second.status_code) == (302, 409)
    work()
    assert Launch.objects.count() == 2


def test_the_file_is_gone_from_storage_once_all_is_made(desk, django_capture_on_commit_callbacks):
    found = bring(desk, GOOD)
    assert storages["private"].exists(found.file)
    desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good"})
    with django_capture_on_commit_callbacks(execute=True):
        work()
    assert not storages["private"].exists(found.file)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"", "The file is empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"some words\nand more", "No row of headings"),
        ("公司,产品\n".encode() * 9 + b"\xe5\n", "damaged in line 10"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(desk, data, words):
    found = bring(desk, data)
    assert found.state == ListState.REFUSED
    assert words in desk.get(f"/cms/lists/{found.uid}/").content.decode()


def test_a_file_that_is_too_large_never_reaches_the_storage(desk, monkeypatch):
    monkeypatch.setattr("cms.desk.importing.forms.LARGEST", 10)
    answer = desk.post("/cms/lists/", {"file": SimpleUploadedFile("l.csv", GOOD.encode())})
    assert answer.status_code == 422
    assert "at most 0 MB" in answer.content.decode()
    assert desk.post("/cms/lists/", {}).status_code == 422
    assert CommitteeList.objects.count() == 0


def columns(found, **changes) -> dict[str, str]:
    """What the form of the columns sends."""
    sent = {}
    for number, sheet in enumerate(found.sheets):
        sent[f"sheet-{number}-head"] = str(sheet["head"])
        if sheet["used"]:
            sent[f"sheet-{number}-used"] = "on"
        for name, column in sheet["places"].items():
            sent[f"sheet-{number}-{name}"] = str(column)
    return {**sent, **{f"sheet-0-{name}": value for name, value in changes.items()}}


def test_columns_that_nobody_knows_are_told_by_a_person(desk):
    found = bring(desk, "Wer,Was,Wo,Wann\nAcme,Lamp,Frankreich,2020\n")
    page = desk.get(f"/cms/lists/{found.uid}/").content.decode()
    assert "A · – (Wer, Acme)" in page
    sent = columns(found, used="on", head="1", company="0", product="1", country="2", date="3")
    assert desk.post(f"/cms/lists/{found.uid}/columns/", sent).status_code == 302
    work()
    found.refresh_from_db()
    line = found.lines.get()
    assert (found.state, line.kind, line.row, line.detail["company_country"]) == (
        "checked", "record", 2, "FR",
    )  # fmt: skip
    assert "A · Wer (Acme)" in desk.get(f"/cms/lists/{found.uid}/").content.decode()


TWO_HEADS = (
    "Product,Company,Country,Date,Website\nthe old list,,,,\n"
    "公司,Product,国家,日期,希望日期\nAcme,Lamp,法国,2020,Day 2\n"
)


def places_after(desk, found, **changes) -> dict[str, int]:
    answer = desk.post(f"/cms/lists/{found.uid}/columns/", columns(found, **changes))
    assert answer.status_code == 302
    work()
    found.refresh_from_db()
    return found.sheets[0]["places"]


def test_columns_are_matched_again_where_the_row_of_headings_is_moved(desk):
    found = bring(desk, TWO_HEADS)
    assert found.sheets[0]["places"]["product"] == 0
    assert places_after(desk, found, head="3") == {
        "company": 0, "product": 1, "country": 2, "date": 3, "day": 4,
    }  # fmt: skip
    assert found.lines.get(kind="record").detail["company"] == "Acme"
    assert "told" not in found.sheets[0]


def test_what_a_person_said_of_a_column_goes_before_the_new_headings(desk):
    found = bring(desk, TWO_HEADS)
    said = {"head": "3", "tagline": "4", "website": "", "company_native": "0"}
    assert places_after(desk, found, **said) == {
        "product": 1, "country": 2, "date": 3, "tagline": 4, "company_native": 0,
    }  # fmt: skip


@pytest.mark.parametrize("head", ["0", "2", "99"])
def test_where_no_headings_are_the_columns_stay_as_they_were(desk, head):
    found = bring(desk, TWO_HEADS)
    before = found.sheets[0]["places"]
    assert places_after(desk, found, head=head) == before


def test_columns_that_are_not_clear_come_back_as_they_were_chosen(desk):
    found = bring(desk, GOOD)
    answer = desk.post(f"/cms/lists/{found.uid}/columns/", columns(found, country="0"))
    assert answer.status_code == 422
    assert "This column is “Company” already." in answer.content.decode()
    answer = desk.post(f"/cms/lists/{found.uid}/columns/", columns(found, country="99"))
    assert answer.status_code == 422
    sent = columns(found)
    del sent["sheet-0-used"]
    assert desk.post(f"/cms/lists/{found.uid}/columns/", sent).status_code == 409
    found.refresh_from_db()
    assert found.state == ListState.CHECKED


def test_a_hidden_sheet_is_left_out_until_it_is_chosen(desk):
    head = ["Company", "Product", "Country", "Date"]
    data = workbook([head, ["A", "B", "FR", 2020]], [head, ["C", "D", "FR", 2020]], hidden=(1,))
    found = bring(desk, data, "list.xlsx")
    assert found.lines.filter(kind="record").count() == 1
    desk.post(f"/cms/lists/{found.uid}/columns/", {**columns(found), **{
        "sheet-1-used": "on", "sheet-1-head": "1", "sheet-1-company": "0", "sheet-1-product": "1",
        "sheet-1-country": "2", "sheet-1-date": "3",
    }})  # fmt: skip
    work()
    assert found.lines.filter(kind="record").count() == 2


def test_the_report_as_json_is_the_commands_and_as_workbook_has_no_formulas(desk, tmp_path):
    from django.core.management import call_command

    evil = HEAD + "Acme,Lamp,=HYPERLINK(1),2020,,\nBeta,+1+1,FR,2020,=2+2,\n"
    found = bring(desk, evil)
    (tmp_path / "l.csv").write_text(evil)
    call_command("import_launches", tmp_path / "l.csv", "--dry-run", "--report", tmp_path / "r")
    answer = desk.get(f"/cms/lists/{found.uid}/report.json")
    assert json.loads(answer.content) == json.loads((tmp_path / "r").read_text())
    answer = desk.get(f"/cms/lists/{found.uid}/report.xlsx")
    assert "attachment" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_second_list_says_what_it_would_change_and_changes_it(desk):
    first = bring(desk, GOOD)
    desk.post(f"/cms/lists/{first.uid}/make/", {"how": "good"})
    work()
    found = bring(desk, GOOD.replace("Light", "Brighter"))
    assert [(line.kind, line.row) for line in found.lines.all()] == [
        ("changed", 2), ("duplicate", 3), ("warning", 2),
    ]  # fmt: skip
    page = desk.get(f"/cms/lists/{found.uid}/?kind=changed").content.decode()
    assert "<del><bdi>Light</bdi></del>" in page
    assert "<ins><bdi>Brighter</bdi></ins>" in page
    desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good"})
    work()
    lamp = Launch.objects.get(product="Lamp")
    assert lamp.page.texts.get(language="en").tagline == "Brighter"
    assert lamp.page.get_latest_revision_as_object().texts.all()[0].tagline == "Brighter"


def test_a_worker_that_died_is_followed_by_another_and_nothing_is_made_twice(desk, monkeypatch):
    found = bring(desk, "".join([HEAD, *(f"C{n},P,FR,2020,,\n" for n in range(5))]))
    desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good"})
    monkeypatch.setattr("cms.desk.importing.making.BATCH", 2)

    def die(found, done, **_more) -> None:
        if done == 4:
            raise SystemExit(9)

    with monkeypatch.context() as dying:
        dying.setattr("launches.domain.lists.tell_progress", die)
        with pytest.raises(SystemExit):
            jobs.make_list.func(found.uid)
    DBTaskResult.objects.all().delete()
    assert Launch.objects.count() == 4
    assert desk.post(f"/cms/lists/{found.uid}/again/").status_code == 302
    assert DBTaskResult.objects.count() == 0  # it may still be at work
    CommitteeList.objects.update(touched_at=found.at - timedelta(minutes=3))
    assert "Begin anew" in desk.get(f"/cms/lists/{found.uid}/").content.decode()
    desk.post(f"/cms/lists/{found.uid}/again/")
    work()
    found.refresh_from_db()
    assert (found.state, Launch.objects.count()) == ("done", 5)
    assert found.lines.filter(kind="record").exclude(launch_uid="").count() == 5


def test_new_companies_are_invited_where_the_list_has_an_address(desk, editor):
    text = (
        "Company,Product,Country,Date,E-mail\nAcme,Lamp,FR,2020,pr@acme.example\n"
        "Acme,Chair,FR,2020,pr@acme.example\nBeta,Door,FR,2020,\nGamma,Bed,FR,2020,nonsense\n"
    )
    found = bring(desk, text)
    desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good", "invites": "1"})
    work()
    invitation = Invitation.objects.get()
    assert (invitation.company.name, invitation.email, invitation.invited_by) == (
        "Acme", "pr@acme.example", editor,
    )  # fmt: skip
    page = desk.get("/cms/lists/companies/").content.decode()
    assert ("Beta" in page, "Gamma" in page, "Acme" in page) == (True, True, False)


def test_addresses_are_typed_in_for_the_others_and_none_is_lost(desk):
    found = bring(desk, GOOD)
    desk.post(f"/cms/lists/{found.uid}/make/", {"how": "good", "invites": "1"})
    work()
    acme, beta = Company.objects.get(name="Acme"), Company.objects.get(name="Beta")
    taken = MemberFactory().company
    answer = desk.post("/cms/lists/companies/", {
        f"email-{acme.uid}": "pr@acme.example", f"email-{beta.uid}": "no address",
        f"email-{taken.uid}": "thief@people.example", "email-nobody": "x@people.example",
    })  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="no address"' in page
    assert [one.email for one in Invitation.objects.all()] == ["pr@acme.example"]
    assert "1 invitation sent." in page
    assert mail.outbox == []  # the outbox sends, not the request


@pytest.mark.parametrize("who", ["nobody", "company", "caller"])
def test_only_the_desk_sees_lists(client, desk, desk_user, who):
    found = bring(desk, GOOD)
    client.logout()
    if who == "company":
        client.force_login(MemberFactory().user)
    if who == "caller":
        client.force_login(desk_user("Stage managers"))
    here = f"/cms/lists/{found.uid}/"
    reads = ["/cms/lists/", here, f"{here}progress/", f"{here}report.json", f"{here}report.xlsx"]
    for address in [*reads, "/cms/lists/companies/"]:
        answer = client.get(address)
        assert (address, answer.status_code in (302, 403)) == (address, True)
        assert b"Acme" not in answer.content
    writes = [
        "/cms/lists/",
        "/cms/lists/companies/",
        f"{here}make/",
        f"{here}columns/",
        f"{here}again/",
    ]
    assert {client.post(address, {"how": "good"}).status_code for address in writes} <= {302, 403}
    found.refresh_from_db()
    assert (found.state, CommitteeList.objects.count()) == ("checked", 1)


def test_what_is_not_there_is_404_and_odd_questions_are_answered(desk):
    for path in ("absent/", "absent/report.json", "absent/progress/"):
        assert desk.get(f"/cms/lists/{path}").status_code == 404
    found = bring(desk, MIXED)
    for query in ("kind=%00", "kind=error&code=%00", "p=9999", "p=x", "kind=x&code=" + "y" * 500):
        assert desk.get(f"/cms/lists/{found.uid}/?{query}").status_code == 200
    assert desk.get(f"/cms/lists/{found.uid}/make/").status_code == 405
    assert desk.post(f"/cms/lists/{found.uid}/make/", {"how": "x"}).status_code == 422
    assert desk.get(f"/cms/lists/{found.uid}/report.pdf", follow=True).status_code == 404


def test_the_report_costs_the_same_for_one_line_and_for_many(desk):
    counts = []
    for number in (1, 3):
        found = bring(desk, HEAD + "".join(f"C{n},,FR,2020,,\n" for n in range(number)))
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"/cms/lists/{found.uid}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_the_pages_speak_chinese(desk):
    found = bring(desk, MIXED)
    desk.cookies["django_language"] = "zh-hans"
    page = desk.get(f"/cms/lists/{found.uid}/", HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()
    assert "将会发生什么" in page
    assert "产品名称。" in page
