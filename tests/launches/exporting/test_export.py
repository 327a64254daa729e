"""What a person may see, as a table or a ZIP; the importer reads it again."""

import csv
import hashlib
import io
import itertools
import json
import zipfile

import pytest
from django.contrib.auth.models import Group
from openpyxl import load_workbook

from launches import clock
from launches.domain import agencies
from launches.exporting import tables
from launches.importing.check import check
from launches.models import AuditEntry, Launch, Material
from tests.factories import CompanyFactory, MemberFactory, UserFactory
from tests.factories.page import entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def owner():
    return MemberFactory(company=CompanyFactory(name="=cmd|' /C calc'!A0", country="FR"))


@pytest.fixture
def mine(owner):
    first = entry(owner=owner, product="灵眸 一号").launch
    second = entry("submitted", owner=owner, product="@Aurora").launch
    entry(product="Canary of another company")
    return first, second


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def export(client, kind, path="/portal/export/launches."):
    answer = client.get(f"{path}{kind}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_table_of_ones_own(client, owner, mine):
    client.force_login(owner.user)
    data = body(export(client, "csv"))
    assert data.startswith("\ufeff".encode())
    rows = {row["Product"]: row for row in table(data)}
    assert set(rows) == {"灵眸 一号", "'@Aurora"}
    row = rows["灵眸 一号"]
    assert row["Company"] == "'=cmd|' /C calc'!A0"
    assert (row["Country"], row["Entry"], row["State"]) == ("FR", mine[0].uid, "Draft")
    assert (row["Headline [zh-hans]"], row["Body [en]"]) == ("灵眸 一号 发布", "The body.")
    assert b"Canary" not in data
    audit = AuditEntry.objects.get(verb="exported")
    assert (audit.actor, audit.detail) == (owner.user, {"kind": "csv", "scope": "company"})


def test_the_workbook_says_the_same_and_calculates_nothing(client, owner, mine):
    client.force_login(owner.user)
    rows = table(body(export(client, "csv")))
    answer = export(client, "xlsx")
    data = body(answer)
    assert answer["Content-Length"] == str(len(data))
    sheet = load_workbook(io.BytesIO(data)).active
    head, *lines = [[cell.value or "" for cell in line] for line in sheet.iter_rows()]
    assert [dict(zip(head, line, strict=True)) for line in lines] == rows
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {
        "s",
        "inlineStr",
        "n",
    }
    assert not [c for line in sheet.iter_rows() for c in line if c.data_type == "n" and c.value]


def test_what_a_cell_cannot_hold(client, owner, mine):
    Launch.objects.filter(pk=mine[0].pk).update(product="x")
    page = mine[0].page.get_latest_revision_as_object()
    texts = list(page.texts.all())
    texts[0].press_release = "<p>" + "long " * 8000 + "\x0b</p>"
    page.texts = texts
    page.save_revision(user=owner.user, clean=False)
    client.force_login(owner.user)
    sheet = load_workbook(io.BytesIO(body(export(client, "xlsx")))).active
    longest = max((cell.value or "" for line in sheet.iter_rows() for cell in line), key=len)
    assert (len(longest), longest[-1]) == (32_767, "…")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_importer_reads_it_again(client, owner, kind):
    company = CompanyFactory(name="@Aurora Works", country="DE")
    member = MemberFactory(company=company)
    launches = [entry(owner=member, product=name).launch for name in ("One", "+二号")]
    entry(owner=member, product="On cue", cue_mode=True)
    client.force_login(member.user)
    report = check(body(export(client, kind)))
    assert (report.errors, report.duplicates) == ([], [])
    found = {(row["company"], row["product"], row["company_country"]) for row in report.records}
    assert found == {("@Aurora Works", name, "DE") for name in ("One", "+二号", "On cue")}
    years = {row["product"]: row["launch_year"] for row in report.records}
    zone = launches[0].forum.tz
    assert years["One"] == launches[0].opens_at.astimezone(zone).year
    assert years["On cue"] == 2026


def test_a_zip_of_everything(client, owner, mine):
    lost = Material.objects.get(launch=mine[1])
    Material.objects.filter(pk=lost.pk).update(original="aa/gone.jpg")
    Material.objects.filter(launch=mine[0]).update(filename="../../主视觉.jpg")
    client.force_login(owner.user)
    answer = export(client, "zip")
    data = body(answer)
    assert answer["Content-Length"] == str(len(data))
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        names = found.namelist()
        manifest = json.loads(found.read("manifest.json"))["files"]
        missing = [row for row in manifest if row.get("missing")]
        kept = [row for row in manifest if not row.get("missing")]
        assert sorted([*(row["path"] for row in kept), "manifest.json"]) == sorted(names)
        for row in kept:
            held = found.read(row["path"])
            assert (len(held), hashlib.sha256(held).hexdigest()) == (row["bytes"], row["sha256"])
    assert [row["entry"] for row in missing] == [mine[1].uid]
    [picture] = [row["path"] for row in kept if row["path"].startswith("materials/")]
    assert picture.endswith("主视觉.jpg")
    assert ".." not in picture.split("/")
    assert len(set(names)) == len(names)


def test_an_agency_takes_out_what_was_entrusted_to_it_and_nothing_else(client, owner, mine):
    agent = MemberFactory(company__name="Bright Ink PR")
    at = clock.now()
    asked = agencies.invite_agency(owner.company, email=agent.user.email, by=owner.user, at=at)
    mandate = agencies.accept(asked, agency=agent.company, by=agent.user, at=at)
    agencies.entrust(mine[0], mandate, by=owner.user, at=at)
    client.force_login(agent.user)
    assert [row["Product"] for row in table(body(export(client, "csv")))] == ["灵眸 一号"]
    with zipfile.ZipFile(io.BytesIO(body(export(client, "zip")))) as found:
        files = json.loads(found.read("manifest.json"))["files"]
    assert {row["entry"] for row in files if "entry" in row} == {mine[0].uid}


def test_rows_are_sent_as_they_are_read():
    """An endless table begins at once: nothing is gathered before it is sent."""
    parts = tables.csv_of(["Name"], itertools.repeat(["=1"]))
    assert [next(parts) for _ in range(2)] == ["\ufeffName\r\n".encode(), b"'=1\r\n"]


def test_the_desk_takes_out_what_its_queue_shows(client, mine):
    editor = UserFactory()
    editor.groups.set(Group.objects.filter(name__in=["Eligibility reviewers", "Editors"]))
    client.force_login(editor)
    answer = client.get("/cms/desk/export/launches.csv", {"view": "all"})
    assert len(table(body(answer))) == 3
    answer = client.get("/cms/desk/export/launches.csv", {"view": "draft", "q": "Canary"})
    assert [row["Product"] for row in table(body(answer))] == ["Canary of another company"]


def test_who_gets_nothing(client, mine):
    for path in ("/portal/export/launches.zip", "/cms/desk/export/launches.zip"):
        assert client.get(path).status_code == 302
    stranger = MemberFactory()
    client.force_login(stranger.user)
    assert table(body(export(client, "csv"))) == []
    assert client.get("/portal/export/launches.exe").status_code == 404
    assert client.get("/cms/desk/export/launches.csv").status_code in {302, 404}
    assert client.post("/portal/export/launches.csv").status_code == 405


@pytest.mark.parametrize("kind", ["csv", "xlsx", "zip"])
def test_costs_the_same_for_few_and_many(client, owner, kind, django_assert_num_queries):
    client.force_login(owner.user)
    body(export(client, "csv"))
    costs = []
    for count in (1, 3):
        while Launch.objects.count() < count:
            entry(owner=owner, product=f"One of {count}")
        with django_assert_num_queries(QUERIES[kind]) as counted:
            body(export(client, kind))
        costs.append(len(counted))
    assert costs[0] == costs[1]


QUERIES = {"csv": 5, "xlsx": 5, "zip": 8}
