"""The pages of the reports and their files: who reads them, what they say, what they cost."""

import csv
import io
from datetime import timedelta
from threading import BoundedSemaphore

import pypdfium2
import pytest
from openpyxl import load_workbook

from cms.desk.reports.making import KINDS
from cms.desk.reports.shapes import Unit, said
from launches import clock
from launches.domain import assigning
from launches.models import AuditEntry, Launch
from launches.papers import printing
from tests.factories import CompanyFactory, ForumFactory, MemberFactory, UserFactory, launch

pytestmark = pytest.mark.django_db
PAGE = "/cms/reports/"
QUERIES = {"themes": 14, "countries": 13, "states": 14, "late": 21, "editors": 18, "materials": 13}


@pytest.fixture
def auditor(client, desk_user):
    user = desk_user("Auditors")
    client.force_login(user)
    return user


@pytest.fixture
def of_two_countries():
    for country, state in (("CN", "submitted"), ("FR", "approved"), ("FR", "submitted")):
        launch(state, company=CompanyFactory(country=country))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("name", KINDS)
def test_every_report_is_there_without_a_forum_without_entries_and_with(client, auditor, name):
    assert "There is no forum yet" in client.get(f"{PAGE}{name}/").content.decode()
    assert client.get(f"{PAGE}{name}/report.csv").status_code == 404
    ForumFactory()
    assert client.get(f"{PAGE}{name}/").status_code == 200
    for kind in ("csv", "xlsx", "pdf") if name == "themes" else ("csv",):
        assert client.get(f"{PAGE}{name}/report.{kind}").status_code == 200
    launch("submitted")
    page = client.get(f"{PAGE}{name}/").content.decode()
    assert ("still being looked at" if name == "materials" else "chart__bar") in page


@pytest.mark.parametrize("name", KINDS)
def test_a_report_costs_the_same_for_one_and_three(
    client, auditor, name, django_assert_num_queries
):
    def add() -> None:
        editor = UserFactory(reviewer=True)
        entry = launch("submitted", company=CompanyFactory())
        assigning.assign(entry, to=editor, by=editor, at=clock.now())
        launch("changes_requested", reviewer=editor)
        launch("approved")

    add()
    client.get(f"{PAGE}{name}/")
    with django_assert_num_queries(QUERIES[name]):
        client.get(f"{PAGE}{name}/")
    add(), add()
    with django_assert_num_queries(QUERIES[name]):
        client.get(f"{PAGE}{name}/")


def test_the_page_says_what_was_counted(client, auditor, of_two_countries):
    report = client.get(f"{PAGE}countries/").context["report"]
    assert report.said == [
        ["France", "2", "1", "0", "66.7 %"],
        ["China", "1", "0", "0", "33.3 %"],
    ]
    assert dict(report.figures) == {
        "Entries": "3",
        "From abroad": "2",
        "Share from abroad": "66.7 %",
        "Aim": "50.0 %",
    }
    themes = client.get(f"{PAGE}themes/").context["report"]
    assert themes.said == [["Life and health", "2", "1", "0", "3", "66.7 %"]]
    (bar,) = themes.chart.rows
    assert [(piece.name, piece.width) for piece in bar.pieces] == [
        ("embargoed", "666.7"),
        ("draft", "333.3"),
    ]
    assert 'x1="500"' in client.get(f"{PAGE}themes/").content.decode()


def test_a_report_is_taken_out_as_numbers(client, auditor, of_two_countries):
    head = ["Country", "Entries", "Approved", "Released", "Share of all (%)"]
    text = body(client.get(f"{PAGE}countries/report.csv")).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        head,
        ["France", "2", "1", "0", "66.67"],
        ["China", "1", "0", "0", "33.33"],
    ]
    book = load_workbook(io.BytesIO(body(client.get(f"{PAGE}countries/report.xlsx"))))
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == [
        head,
        ["France", 2, 1, 0, 66.67],
        ["China", 1, 0, 0, 33.33],
    ]
    taken = AuditEntry.objects.filter(verb="exported", actor=auditor).order_by("pk")
    assert [row.detail for row in taken] == [
        {"kind": kind, "scope": "reports.countries"} for kind in ("csv", "xlsx")
    ]


def test_a_report_is_set_on_paper(client, auditor, of_two_countries):
    answer = client.get(f"{PAGE}themes/report.pdf?counted=all")
    assert "no-store" in answer.headers["Cache-Control"]
    paper = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    paper.close()
    for words in (
        "Entries by theme",
        "Unveil Forum",
        "Life and health",
        "66.7 %",
        "All, drafts too",
        "Aim",
    ):
        assert words in text, words


def test_a_paper_that_cannot_be_set_now_is_said_in_words_and_not_recorded(
    client, auditor, of_two_countries, monkeypatch
):
    monkeypatch.setattr(printing, "PATIENCE", 0.01)
    monkeypatch.setattr(printing, "_turn", BoundedSemaphore(1))
    with printing._turn:
        answer = client.get(f"{PAGE}themes/report.pdf")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Try again" in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="exported").exists()


def test_a_name_is_no_formula_in_a_file(client, auditor):
    editor = UserFactory(reviewer=True, name="=cmd|' /C calc'!A0")
    assigning.assign(launch("submitted"), to=editor, by=editor, at=clock.now())
    text = body(client.get(f"{PAGE}editors/report.csv")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1] == ["'=cmd|' /C calc'!A0", "1", "0", "0", "0"]
    book = load_workbook(io.BytesIO(body(client.get(f"{PAGE}editors/report.xlsx"))))
    cell = book.active.cell(2, 1)
    assert (cell.value, cell.data_type) == ("'=cmd|' /C calc'!A0", "s")


def test_filters_narrow_and_wrong_ones_are_told(client, auditor, of_two_countries):
    other = ForumFactory(slug="older", starts_on="2020-01-01", ends_on="2020-01-02")
    assert client.get(f"{PAGE}countries/?counted=approved").context["report"].said == [
        ["France", "1", "1", "0", "100.0 %"]
    ]
    assert client.get(f"{PAGE}countries/?forum={other.slug}").context["report"].said == []
    assert client.get(f"{PAGE}countries/?until=2001-01-01").context["report"].said == []
    for query in ("since=yesterday", "theme=none", "section=x", "counted=x", "theme=%00", "x=%ff"):
        answer = client.get(f"{PAGE}countries/?{query}")
        assert (answer.status_code, len(answer.context["report"].said)) == (200, 2), query
    assert "Enter a valid date." in client.get(f"{PAGE}countries/?since=x").content.decode()
    for query in ("until=9999-12-31", "since=0001-01-01"):
        answer = client.get(f"{PAGE}countries/?{query}")
        assert (answer.status_code, len(answer.context["report"].said)) == (200, 2), query
        assert "Ensure this value is" in answer.content.decode()


def test_only_who_may_read_the_record_reads_reports(client, desk_user, of_two_countries):
    doors = [PAGE, f"{PAGE}themes/", f"{PAGE}themes/report.csv", f"{PAGE}absent/"]
    opens = {}
    for name in ("Chief editors", "Auditors", "Editors", "Translators", "Release managers"):
        client.force_login(desk_user(name))
        opens[name] = [client.get(door).status_code for door in doors]
    shut = [302] * 4
    assert {name: opens[name] for name in ("Chief editors", "Auditors")} == {
        "Chief editors": [302, 200, 200, 404],
        "Auditors": [302, 200, 200, 404],
    }
    assert [opens[name] for name in ("Editors", "Translators", "Release managers")] == [shut] * 3
    client.force_login(Launch.objects.first().company.memberships.get().user)
    assert [client.get(door).status_code for door in doors] == shut
    client.force_login(MemberFactory().user)
    assert [client.get(door).status_code for door in doors] == shut


def test_values_are_said_as_people_read_them():
    assert said(timedelta(days=2, hours=4, minutes=9), Unit.SPAN) == "2 days 4 h"
    assert said(timedelta(hours=1, minutes=5), Unit.SPAN) == "1 h 5 min"
    assert said(None, Unit.SHARE) == "–"
    assert said(12345, Unit.NUMBER) == "12,345"
