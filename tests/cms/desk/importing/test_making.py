"""What an import makes: companies without people, drafts, pages; nothing twice."""

import csv
import json
from datetime import date, time
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.desk.importing import making
from cms.models import LaunchPage
from launches import clock
from launches.domain import editing
from launches.enums import Door
from launches.errors import NotAllowed, UnveilError
from launches.importing.check import check
from launches.models import AuditEntry, Company, Launch, Preference
from tests.factories import (
    CompanyFactory,
    MemberFactory,
    SectionFactory,
    StageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.factories.page import entry
from tests.launches.importing.tables import HEAD

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MORE = (
    "Company,公司原名,Product,产品原名,Country,Launch date,Website,Tagline,Summary,Category,Theme,"
    "Entry type,E-mail,Preferred day,Preferred stage\n"
)
FULL = (
    "Acme,阿克米,Lamp,灯,FR,2025,acme.example,Light for all,A summary.,Light,Life and health,"
    "Exhibition,pr@acme.example,Day 2,Main hall\n"
)


@pytest.fixture(autouse=True)
def theme(db):
    return ThemeFactory(name="Ground")


def run(text: str, **options):
    report = check(text.encode(), existing=making.existing())
    return making.make(report, by=None, at=clock.now(), **options)


def test_everything_a_row_says_is_in_the_entry(theme):
    health = ThemeFactory(forum=theme.forum, name="Life and health")
    made = run(MORE + FULL)
    launch = Launch.objects.get()
    text = launch.page.texts.get(language="en")
    assert (launch.product, launch.state, launch.theme, launch.section.kind) == (
        "Lamp", "draft", health, "exhibition",
    )  # fmt: skip
    assert (launch.company.name, launch.company.name_native, launch.company.country) == (
        "Acme", "阿克米", "FR",
    )  # fmt: skip
    page = launch.page
    assert (page.product_native, page.category, page.website) == (
        "灯", "Light", "https://acme.example",
    )  # fmt: skip
    assert (text.tagline, text.summary) == ("Light for all", "A summary.")
    assert made.addresses == {launch.company.uid: "pr@acme.example"}
    assert launch.company.memberships.count() == 0
    entered = AuditEntry.objects.get(launch_uid=launch.uid, verb="entered")
    assert (entered.verb, entered.note, entered.detail) == (
        "entered", "", {"revision": launch.latest_revision},
    )  # fmt: skip


class TestWishes:
    @pytest.fixture
    def hall(self, theme):
        return StageFactory(forum=theme.forum, slug="main", name="Main Hall", name_zh="主会场")

    def wish(self) -> dict:
        return Preference.objects.values("day", "time", "stage__slug", "note").get()

    def test_what_is_understood_is_a_release_wish_and_the_rest_its_note(self, hall):
        run(MORE + FULL)
        launch = Launch.objects.get()
        assert self.wish() == {
            "day": date(2026, 9, 17), "time": None, "stage__slug": "main", "note": "",
        }  # fmt: skip
        told = AuditEntry.objects.get(launch_uid=launch.uid, verb="slot_wished")
        assert (told.detail, launch.preference.stage) == ({"day": "2026-09-17"}, hall)
        run(MORE + FULL.replace("Lamp", "Chair").replace("Day 2,Main hall", "soon,Blue tent"))
        assert Launch.objects.get(product="Chair").preference.note == "soon; Blue tent"

    def test_without_a_wish_there_is_none(self, hall):
        run(MORE + FULL.replace("Day 2,Main hall", ","))
        assert Preference.objects.count() == 0
        assert AuditEntry.objects.filter(verb="slot_wished").count() == 0

    def test_a_newer_list_changes_what_it_says_and_leaves_the_rest(self, hall):
        run(MORE + FULL)
        report = check(
            (MORE + FULL.replace("Day 2,Main hall", "9月18日 14:30,")).encode(),
            existing=making.existing(),
        )
        ((_row, changed),) = making.pending(making.known(report))
        assert changed == {"day": ["2026-09-17", "2026-09-18"], "time": ["", "14:30:00"]}
        assert len(making.make(report, by=None, at=clock.now()).changed) == 1
        assert self.wish() == {
            "day": date(2026, 9, 18), "time": time(14, 30), "stage__slug": "main", "note": "",
        }  # fmt: skip
        assert list(making.pending(making.known(report))) == []


def test_the_launch_year_is_kept_shown_taken_out_and_brought_up_to_date(client, editor):
    run(MORE + FULL)
    launch = Launch.objects.get()
    assert launch.launch_year == 2025
    client.force_login(editor)
    assert "launch year 2025" in client.get(f"/cms/desk/{launch.uid}/").content.decode()
    table = b"".join(client.get("/cms/desk/export/launches.csv?view=all").streaming_content)
    (row,) = csv.DictReader(table.decode("utf-8-sig").splitlines())
    assert row["Launch date"] == "2025"
    assert run(MORE + FULL.replace("2025", "2026")).changed == [launch]
    launch.refresh_from_db()
    assert launch.launch_year == 2026


def test_a_year_that_cannot_be_is_not_stored():
    run(MORE + FULL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Launch.objects.update(launch_year=1899)


def test_chinese_words_are_the_chinese_text():
    run("公司,产品,国家,日期,一句话介绍\n华为,芯片,中国,2025,更快的芯片\n")
    taglines = dict(Launch.objects.get().page.texts.values_list("language", "tagline"))
    assert taglines == {"en": "", "zh-hans": "更快的芯片"}


def test_a_page_made_in_bulk_is_the_page_that_is_made_alone(theme):
    """Whatever LaunchPage.open_for learns must be learned here too."""
    run(HEAD + "Acme,Lamp,FR,2020,,\n")
    bulk = LaunchPage.objects.get()
    launch = editing.drafted(
        bulk.launch.company,
        product="Lamp",
        theme=theme,
        section=bulk.launch.section,
        by=None,
        at=bulk.launch.created_at,
    )
    launch.save()
    alone = LaunchPage.objects.get(pk=LaunchPage.open_for(launch, user=None, door=Door.IMPORT).pk)
    own = {
        "id", "page_ptr", "path", "slug", "url_path", "translation_key", "launch",
        "latest_revision", "latest_revision_created_at",
    }  # fmt: skip
    names = [field.name for field in LaunchPage._meta.concrete_fields if field.name not in own]
    assert {name: getattr(bulk, name) for name in names} == {
        name: getattr(alone, name) for name in names
    }
    assert [text.language for text in bulk.texts.all()] == [t.language for t in alone.texts.all()]
    first, second = bulk.latest_revision, alone.latest_revision
    assert (first.content_type, first.base_content_type, first.object_str) == (
        second.content_type, second.base_content_type, second.object_str,
    )  # fmt: skip
    assert first.content.keys() == second.content.keys()
    assert first.as_object().content() == second.as_object().content()
    assert LaunchPage.find_problems() == ([], [], [], [], [])


def test_running_it_twice_makes_nothing_twice():
    text = HEAD + "".join(f"C{n // 2},P{n},FR,2020,,\n" for n in range(7))
    assert len(run(text).launches) == 7
    again = run(text)
    assert (again.launches, again.changed, again.companies) == ([], [], [])
    assert (Launch.objects.count(), Company.objects.count()) == (7, 4)


def test_two_people_importing_the_same_list_at_once_make_it_once():
    report = check((HEAD + "Acme,Lamp,FR,2020,,\n").encode())
    making.make(report, by=None, at=clock.now())
    assert making.make(report, by=None, at=clock.now()).launches == []


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_four_people_pressing_at_the_same_moment_make_it_once(theme):
    """The same list, and another with the same new company."""
    SectionFactory(forum=theme.forum, kind="release")
    same = HEAD + "".join(f"Acme,P{number},FR,2020,,\n" for number in range(5))
    texts = [same, same, same, HEAD + "Acme,Other,FR,2020,,\n"]
    reports, gate = [check(text.encode()) for text in texts], Barrier(len(texts))

    def press(report) -> None:
        gate.wait(10)
        making.make(report, by=None, at=clock.now())
        connection.close()

    presses = [Thread(target=press, args=[report]) for report in reports]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert (Launch.objects.count(), Company.objects.count()) == (6, 1)
    assert LaunchPage.find_problems() == ([], [], [], [], [])


def test_a_company_that_is_taken_over_meanwhile_gets_nothing_more(monkeypatch):
    monkeypatch.setattr(making, "BATCH", 1)

    def take_over(done: int) -> None:
        if done == 1:
            MemberFactory(company=Company.objects.get())

    run(HEAD + "Acme,Lamp,FR,2020,,\nAcme,Chair,FR,2020,,\n", progress=take_over)
    taken, other = Company.objects.order_by("pk")
    assert [row.product for row in taken.launches.all()] == ["Lamp"]
    assert [row.product for row in other.launches.all()] == ["Chair"]


def test_a_company_with_people_is_never_joined():
    """Anybody may found a company of any name; it must not receive what the committee knows."""
    stranger = MemberFactory(company=CompanyFactory(name="Acme", country="FR"))
    run(HEAD + "Acme,Lamp,FR,2020,,\nAcme,Chair,FR,2020,,\n")
    assert stranger.company.launches.count() == 0
    assert Launch.objects.values("company").distinct().count() == 1


def test_an_unclaimed_draft_is_brought_up_to_date_with_what_is_not_empty():
    run(MORE + FULL)
    made = run(MORE + FULL.replace("Light for all", "Light for most").replace("A summary.", ""))
    launch = Launch.objects.get()
    text = launch.page.texts.get(language="en")
    assert made.changed == [launch]
    assert (text.tagline, text.summary) == ("Light for most", "A summary.")
    assert run(MORE + FULL.replace("Light for all", "Brighter")).changed == [launch]
    assert (
        launch.page.get_latest_revision_as_object().content().words[0].tagline == "Light for most"
    )


def test_what_the_company_or_the_desk_wrote_is_never_written_over():
    run(MORE + FULL)
    launch = Launch.objects.get()
    launch.page.save_revision(user=UserFactory(reviewer=True), clean=False)
    assert run(MORE + FULL.replace("Light for all", "Other")).changed == []
    claimed = entry(product="Beta").launch
    row = FULL.replace("Acme", claimed.company.name).replace("Lamp", "Beta")
    assert run(MORE + row).changed == []


def test_only_the_desk_may():
    report = check((HEAD + "Acme,Lamp,FR,2020,,\n").encode())
    with pytest.raises(NotAllowed):
        making.make(report, by=UserFactory(), at=clock.now())
    assert Launch.objects.count() == 0


def test_without_a_forum_nothing_is_made(theme):
    theme.delete()
    with pytest.raises(UnveilError, match="no forum"):
        run(HEAD + "Acme,Lamp,FR,2020,,\n")


def test_all_of_it_is_one_transaction_where_wanted(monkeypatch):
    monkeypatch.setattr(making, "BATCH", 2)
    text = HEAD + "".join(f"C,P{n},FR,2020,,\n" for n in range(5))
    steps: list[int] = []

    def fail_late(done: int) -> None:
        steps.append(done)
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(text, whole=True, progress=fail_late)
    assert Launch.objects.count() == 0
    with pytest.raises(KeyboardInterrupt):
        run(text, progress=fail_late)
    assert (Launch.objects.count(), steps) == (4, [2, 4, 2, 4])
    assert len(run(text).launches) == 1  # and the next run makes the rest


def test_the_number_of_queries_grows_by_one_for_each_page(theme):
    SectionFactory(forum=theme.forum, kind="release")
    counts = {}
    for number in (1, 3):
        text = HEAD + "".join(f"C{number}-{n},P,FR,2020,,\n" for n in range(number))
        run("Company,Product,Country,Date\n" + f"Warm{number},Up,FR,2020\n")
        with CaptureQueriesContext(connection) as queries:
            run(text)
        counts[number] = len(queries)
    assert counts[3] - counts[1] == 2
    assert counts[1] == 25


class TestCommand:
    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "list.csv"
        path.write_text(HEAD + "Acme,Lamp,FR,2020,acme.example,Light\nBad,,FR,2020,,\n", "utf-8")
        return path

    def test_a_dry_run_makes_nothing_and_reports_everything(self, file, tmp_path):
        out = tmp_path / "out.json"
        call_command("import_launches", file, "--dry-run", "--report", out)
        report = json.loads(out.read_text("utf-8"))
        assert {name: len(rows) for name, rows in report.items()} == {
            "records": 1, "duplicates": 0, "errors": 1, "warnings": 1,
        }  # fmt: skip
        assert (Launch.objects.count(), Company.objects.count()) == (0, 0)

    def test_the_good_rows_are_made_and_a_second_run_makes_nothing(self, file, tmp_path):
        said, out = StringIO(), tmp_path / "out.json"
        call_command("import_launches", file, stdout=said)
        assert "row 3: missing_product product" in said.getvalue()
        assert "Made 1 drafts" in said.getvalue()
        call_command("import_launches", file, "--good-rows", "--report", out)
        (item,) = json.loads(out.read_text("utf-8"))["duplicates"]
        assert (item["duplicate_of"], item["entry"]) == ("database", Launch.objects.get().uid)

    def test_all_or_nothing_makes_nothing_and_still_reports(self, file, tmp_path):
        out = tmp_path / "out.json"
        with pytest.raises(CommandError, match="Nothing was made") as refusal:
            call_command("import_launches", file, "--all-or-nothing", "--report", out)
        assert refusal.value.returncode == 1
        assert len(json.loads(out.read_text("utf-8"))["errors"]) == 1
        assert Launch.objects.count() == 0

    def test_what_cannot_be_read_or_written_is_said_in_words(self, file, tmp_path):
        picture = tmp_path / "list.csv.csv"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n")
        with pytest.raises(CommandError, match="a picture"):
            call_command("import_launches", picture)
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_launches", tmp_path / "absent.csv")
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("import_launches", file, "--report", tmp_path / "no" / "out.json")
        assert Launch.objects.count() == 0
