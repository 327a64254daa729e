"""The audit on the desk: found by every handle, taken out, from where each act came."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from cms.desk.record.audit import AuditExportView
from launches import clock, origin
from launches.domain import audit, erasure, submission
from launches.enums import AuditDoor
from launches.models import AuditEntry, Company
from launches.queries import record
from launches.queries.record import Wanted
from tests.factories import MemberFactory, UserFactory, launch
from tests.factories.page import entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGE = "/cms/record/"


@pytest.fixture
def auditor(client, desk_user):
    user = desk_user("Auditors")
    client.force_login(user)
    return user


def rows_of(answer) -> list[tuple[str, str]]:
    return [(row.verb, row.launch_uid) for row in answer.context["sheet"].object_list]


def test_every_handle_finds_its_rows(client, auditor):
    first, second = launch("submitted", product="Zyzzyva"), launch("rejected", product="Other")
    owner = second.company.memberships.get().user
    asked = {
        "launch=zyzz": {("submitted", first.uid), ("opened", first.uid)},
        f"launch={second.uid}&verb=rejected": {("rejected", second.uid)},
        f"person={owner.email}&verb=submitted": {("submitted", second.uid)},
        "verb=rejected": {("rejected", second.uid)},
        "door=stage": set(),
        "since=2999-01-01": set(),
        "until=2001-01-01": set(),
        "launch=nobody": set(),
    }
    for query, expected in asked.items():
        found = set(rows_of(client.get(f"{PAGE}?{query}")))
        found = {row for row in found if row[0] != "moment_wished"}
        assert found == expected, query


def test_days_are_the_forums_days(client, auditor):
    page = entry("draft")
    zone = page.launch.forum.tz
    day = page.launch.created_at.astimezone(zone).date()
    query = f"launch={page.launch.uid}&verb=opened&since={day}&until={day}"
    assert rows_of(client.get(f"{PAGE}?{query}")) == [("opened", page.launch.uid)]
    earlier = day - timedelta(days=1)
    assert rows_of(client.get(f"{PAGE}?launch={page.launch.uid}&until={earlier}")) == []


def test_a_wrong_day_is_said_and_the_rest_is_found(client, auditor):
    found = launch("draft")
    answer = client.get(f"{PAGE}?since=yesterday&launch={found.uid}&verb=opened")
    assert "Enter a valid date." in answer.content.decode()
    assert rows_of(answer) == [("opened", found.uid)]


def test_bad_questions_are_answered(client, auditor):
    for query in ("p=x", "p=999", "verb=nothing", "launch=%00", "person=" + "x" * 5000, "door=%ff"):
        assert client.get(f"{PAGE}?{query}").status_code == 200, query


def test_the_number_of_queries_does_not_grow(client, auditor, django_assert_num_queries):
    client.get(PAGE)
    launch("draft")
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    for _turn in range(3):
        launch("submitted")
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


QUERIES = 13  # one of them for the person whose roles were changed


def test_details_are_told_in_the_readers_words(client, auditor):
    """Names for numbers, closed words as they are called, times on the forum's clocks."""
    entry = launch("in_review")
    Company.objects.filter(pk=entry.company_id).update(name="Ghost <Works>")
    at = clock.now().replace(microsecond=0)
    told = {"company": entry.company.uid, "slot": "hero", "mode": "clock", "language": "en"}
    rows = {
        "invited": {**told, "person": auditor.pk, "times": 2},
        "due_moved": {"was": at.isoformat(), "now": "not a time", "point": 3},
        "call_changed": {
            "list": "phase",
            "row": 1,
            "act": "changed",
            "fields": {"position": [1, 2]},
        },
        "bulk_done": {"entries": {"done": 4, "refused": 1}},
        "sign_off_voided": {"fields": ["texts.en.tagline"], "office": "legal"},
        "emergency_done": {"act": "kill_one", "company": "nosuch", "unheard": "of"},
    }
    for verb, detail in rows.items():
        audit.record(verb, by=auditor, at=at, **detail)
    audit.record("decision_prepared", by=auditor, at=at, launch=entry, after="decline")
    page = client.get(PAGE, headers={"accept-language": "zh-hans"})
    found = {row.verb: row for row in page.context["sheet"].object_list}
    local = at.astimezone(entry.forum.tz)
    assert [dict(found[verb].facts) for verb in rows] == [
        {
            "企业": "Ghost <Works>", "位置": "主视觉图片", "公开方式": "在设定的时间",
            "语言": "英文", "人员": str(auditor), "发送次数": "2",
        },
        {"之前": f"{local:%-m月%-d日 %H:%M:%S}", "之后": "not a time", "修改意见": "3"},
        {"名单": "评审阶段", "行": "1", "操作": "修改", "字段": "顺序: 1 → 2"},
        {"申报": "已完成: 4, 未能完成: 1"},
        {"字段": "一句话介绍 (英文)", "代表": "法务"},
        {"操作": "kill_one", "企业": "nosuch", "unheard": "of"},
    ]  # fmt: skip
    assert found["decision_prepared"].now == "不予采纳"
    assert "Ghost &lt;Works&gt;" in page.content.decode()


def test_the_search_is_taken_out_whole(client, auditor):
    found = launch("rejected", product="=Zyzzyva")
    answer = client.get(f"{PAGE}audit.csv?launch={found.uid}&verb=rejected")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    line = dict(zip(head, row, strict=True))
    named = {name: line[name] for name in ("Verb", "Launch", "Product", "Before", "After", "Note")}
    assert named == {
        "Verb": "rejected",
        "Launch": found.uid,
        "Product": "'=Zyzzyva",
        "Before": "in_review",
        "After": "rejected",
        "Note": "Not for this forum.",
    }
    assert client.get(f"{PAGE}audit.xlsx").status_code == 200
    assert client.get(f"{PAGE}audit.pdf").status_code == 404
    taken = AuditEntry.objects.filter(verb="exported", actor=auditor)
    assert [row.detail["scope"] for row in taken] == ["audit", "audit"]


def test_a_workbook_that_was_cut_says_so(client, auditor, monkeypatch):
    for note in ("one", "two", "three"):
        audit.record("exported", by=auditor, at=clock.now(), note=note)

    def lines(most: int) -> list[str]:
        monkeypatch.setattr(AuditExportView, "MOST", most)
        data = b"".join(client.get(f"{PAGE}audit.xlsx?verb=exported").streaming_content)
        return [str(row[0].value) for row in load_workbook(io.BytesIO(data)).active.iter_rows()]

    said = "Only the newest 2 acts are in this workbook; the CSV has them all."
    cut = lines(2)
    assert (len(cut), cut[-1]) == (4, said)
    assert len(lines(100)) == 1 + AuditEntry.objects.filter(verb="exported").count()


def test_what_is_taken_out_after_an_erasure_names_nobody(client, auditor):
    name, email = "Zyzzyva Quux", "zyzzyva.quux@people.example"
    person = UserFactory(name=name, email=email)
    audit.record("rejected", by=person, at=clock.now(), note=f"{name} ({email}) said so.")
    gone = erasure.erase_person(
        person, reason="Asked.", by=UserFactory(rights=["erase_person"]), at=clock.now()
    )
    text = b"".join(client.get(f"{PAGE}audit.csv").streaming_content).decode("utf-8-sig")
    data = b"".join(client.get(f"{PAGE}audit.xlsx").streaming_content)
    sheet = load_workbook(io.BytesIO(data)).active
    cells = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    for told in (text, cells):
        assert [word for word in (name, email, "Quux") if word in told] == []
        assert str(gone) in told


def test_who_may_not_read_the_record_does_not(client, desk_user):
    client.force_login(MemberFactory().user)
    assert client.get(PAGE).status_code in (302, 403)
    for name in ("Editors", "Translators", "Release managers", "Press officers"):
        client.force_login(desk_user(name))
        assert client.get(PAGE).status_code in (302, 403), name
        assert client.get(f"{PAGE}audit.csv").status_code in (302, 403), name


def test_an_act_knows_its_door(client, settings, editor):
    page = entry("submitted")
    client.force_login(editor)
    address = reverse("desk:act", args=[page.launch.uid, "reject"])
    data = {"reason": "No.", "revision": page.launch.latest_revision}
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148"
    client.post(address, data, headers={"user-agent": phone}, REMOTE_ADDR="203.0.113.77")
    row = AuditEntry.objects.get(verb="rejected")
    assert (row.door, row.address, row.client) == ("desk", "203.0.113.0/24", "phone")


def test_outside_a_request_the_door_is_the_process():
    member = MemberFactory()
    audit.record("exported", by=member.user, at=clock.now())
    with origin.coming_from(origin.Origin(AuditDoor.API, "2001:db8::/48", "program")):
        audit.record("exported", by=member.user, at=clock.now())
    found = AuditEntry.objects.filter(actor=member.user).order_by("pk")
    assert [(row.door, row.address, row.client) for row in found] == [
        ("command", "", ""),
        ("api", "2001:db8::/48", "program"),
    ]


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("", ""),
        ("curl/8.5", "program"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "browser"),
        ("Mozilla/5.0 (Linux; Android 16) Mobile Safari/537", "phone"),
    ],
)
def test_a_client_is_named_by_its_class_only(agent, kind):
    assert origin.client_of(agent) == kind


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "approved"},
        {"actor_id": -1},
        {"note": "Otherwise."},
        {"before": "x"},
        {"at": clock.now() + timedelta(days=1)},
        {"launch_uid": "x"},
        {"door": "api"},
        {"detail": {"a": 1}},
        {"address": "198.51.100.0/24"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_a_row(change):
    row = audit.record("exported", by=UserFactory(), at=clock.now(), note="As it was.")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        AuditEntry.objects.filter(pk=row.pk).update(**change)


def test_free_words_may_be_emptied_and_no_more():
    row = audit.record("exported", by=UserFactory(), at=clock.now(), note="As it was.")
    assert AuditEntry.objects.filter(pk=row.pk).update(note="", address="", client="") == 1


def test_a_hundred_thousand_rows_are_searched_by_their_indexes():
    """No plan of a search may read the whole table."""
    searches = [Wanted(verb="killed"), Wanted(door="api"), Wanted(launch="zyzzyva")]
    user = UserFactory(name="Zyzzyva")
    searches.append(Wanted(person=user.name))
    launch("draft", product="Zyzzyva")
    for wanted in searches:
        plan = record.entries(wanted, zone=clock.now().tzinfo)[:100].explain()
        if connection.vendor == "sqlite":
            assert "SCAN launches_auditentry" not in plan, wanted


def test_submitting_in_the_portal_comes_from_the_portal(client):
    page = entry("draft")
    owner = page.launch.company.memberships.get().user
    revision = page.get_latest_revision()
    with origin.coming_from(origin.Origin(AuditDoor.PORTAL)):
        submission.submit(
            page.launch,
            revision=revision.pk,
            content=revision.as_object().content(),
            by=owner,
            at=clock.now(),
        )
    assert AuditEntry.objects.get(verb="submitted").door == "portal"
