"""The demo forum: true to the data, honest about states, hidden where it must be."""

import hashlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from wagtail.models import Revision, TaskState

from cms.models import LaunchPage, LaunchText
from launches import clock, fonts
from launches.demo import forum, lives, pictures, reader, words
from launches.enums import Audience
from launches.models import AuditEntry, Event, Launch, Stage, User, Webhook, WebhookDelivery
from launches.queries.gate import visible_to
from launches.queries.keys import key_for

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def forum_of_twelve(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for this module, in a transaction that is taken back at its end."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(DATA_DIR=folder), transaction.atomic():
        call_command("load_demo", limit=12)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def loaded(forum_of_twelve, db, settings):
    settings.DATA_DIR = forum_of_twelve
    return forum_of_twelve


def contents() -> str:
    """A hash over every row of every table of ours and the desk's pages."""
    models = [*apps.get_app_config("launches").get_models(), LaunchPage, LaunchText, Revision]
    digest = hashlib.sha256()
    for model in models:
        for row in model.objects.order_by("pk").values_list():
            digest.update(repr((model.__name__, row)).encode())
    return digest.hexdigest()


def test_twelve_launches_and_a_second_run_that_changes_nothing(loaded, capsys):
    assert Launch.objects.count() == 12
    assert (Stage.objects.count(), Event.objects.count()) == (17, 72)
    before = contents()
    call_command("load_demo")
    assert contents() == before
    assert "there already" in capsys.readouterr().out


def test_the_log_ins_and_the_key_work(loaded, client):
    for name in ("company", "editor", "chief", "stage", "press", "admin"):
        user = authenticate(email=f"{name}@unveil.example", password="unveil-demo")
        assert user is not None, name
        assert user.is_demo
    own = Launch.objects.filter(company__memberships__user__email="company@unveil.example")
    states = Counter(
        "released" if launch.is_released(at=clock.now()) else launch.state for launch in own
    )
    assert states == {"approved": 1, "changes_requested": 1, "draft": 1, "released": 1}
    path = loaded / "demo-press-key.txt"
    assert key_for(path.read_text().strip(), at=clock.now(), address="").scopes == ["press"]
    assert oct(path.stat().st_mode)[-3:] == "600"
    owner = User.objects.filter(email__startswith="owner-").first()
    assert not owner.has_usable_password()


def test_what_is_hidden_is_hidden_and_the_workflow_runs(loaded):
    public = set(visible_to(Audience.PUBLIC, at=clock.now()).values_list("launch_id", flat=True))
    approved = Launch.objects.filter(state="approved", opens_at__lte=clock.now())
    assert public == set(approved.values_list("pk", flat=True))
    under_review = Launch.objects.filter(state__in=["submitted", "in_review"]).count()
    assert TaskState.objects.filter(status="in_progress").count() == under_review


def test_the_past_is_in_order(loaded):
    for launch in Launch.objects.all():
        acts = AuditEntry.objects.filter(launch_uid=launch.uid).order_by("id")
        instants = list(acts.values_list("at", flat=True))
        assert instants == sorted(instants)
        assert acts.exclude(after="").last().after == launch.state
        assert launch.created_at < launch.edited_at
        page = LaunchPage.objects.get(launch=launch)
        assert page.latest_revision.created_at == launch.edited_at
        assert page.latest_revision_created_at == launch.edited_at
        mended = launch.state == "changes_requested" or launch.confirmations.exists()
        if launch.submitted_at and not mended:
            assert launch.edited_at < launch.submitted_at


@pytest.mark.django_db
def test_only_in_demo_mode(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")


def spread() -> dict[str, lives.Life]:
    programme = reader.programme()
    zone = ZoneInfo("Europe/London")
    shift = timedelta(days=(NOW.date() - datetime(2027, 9, 17).date()).days)
    slots = {
        slot["launch_id"]: reader.Slot(
            event["hall"],
            event["id"],
            slot["launch_id"],
            reader.moved(slot["start"], by=shift, zone=zone),
            reader.moved(slot["end"], by=shift, zone=zone),
        )
        for event in programme["events"]
        for slot in event["launch_slots"]
    }
    return lives.lives(reader.rows(), slots, NOW)


def test_every_state_is_there_and_embargoes_lift_in_the_next_minutes():
    found = spread()
    states = Counter(life.state for life in found.values())
    assert set(states) == {
        "draft",
        "submitted",
        "in_review",
        "changes_requested",
        "rejected",
        "withdrawn",
        "approved",
        "released",
        "killed",
    }
    assert sum(states.values()) == 466
    soon = [
        life
        for life in found.values()
        if life.state == "approved"
        and life.opens_at
        and NOW < life.opens_at < NOW + timedelta(minutes=30)
    ]
    assert len(soon) >= 10
    assert any(life.corrected for life in found.values())
    assert any(life.cue for life in found.values())


def test_no_life_contradicts_itself():
    for life in spread().values():
        assert life.handed_in < NOW
        if life.state in ("released", "killed"):
            assert life.opens_at <= NOW
        if life.state == "approved":
            assert life.cue == (life.opens_at is None)
            assert life.cue or life.opens_at > NOW


@pytest.mark.parametrize("hour", range(24))
def test_the_forum_is_where_it_is_day(hour):
    now = NOW.replace(hour=hour)
    zone, _city = forum.city_at(now)
    assert 9 <= now.astimezone(ZoneInfo(zone)).hour <= 18


def test_words_are_complete_in_english_and_chinese():
    for row in reader.rows():
        said = {text.language: text for text in words.texts(row)}
        for language in ("en", "zh-hans"):
            text = said[language]
            assert text.headline
            assert text.tagline
            assert text.summary
            assert text.body.startswith("<p>")
    native = Counter(text.language for row in reader.rows() for text in words.texts(row))
    assert {"ja", "ko", "ar"} <= set(native)


@pytest.mark.parametrize(
    ("company", "product", "headline"),
    [
        ("Viz.ai", "Viz Subdural+", "Viz.ai 发布 Viz Subdural+"),
        ("株式会社ALE", "ALE-2", "株式会社ALE 发布 ALE-2"),
        ("昆仑万维", "天工-13B", "昆仑万维发布天工-13B"),
    ],
)
def test_a_space_stands_where_scripts_meet(company, product, headline):
    assert words._set(company, "发布", product) == headline


@pytest.mark.parametrize("text", ["RETISSA Display II", "新型冠状病毒国家科技资源服务系统"])
def test_no_word_or_sign_is_left_alone_on_a_line(text):
    font = fonts.font_for(text, 116, True)
    most = int(font.getlength(text) * 0.94)
    greedy = pictures._lines(text, font, most)
    even = pictures._balanced(text, font, most, greedy)
    assert (len(greedy), len(even)) == (2, 2)
    assert font.getlength(even[1]) > font.getlength(greedy[1])
    assert max(map(font.getlength, even)) <= most


def test_pictures_have_a_sign_for_every_letter_they_set():
    drawn = [row for row in reader.rows() if fonts.covers(row.product)]
    assert len(drawn) == 466
    arabic = next(row for row in reader.rows() if fonts.script_of(row.product_native) == "arabic")
    art, credit = pictures.art(arabic, 3)
    titled = pictures.titled(art, arabic)
    assert (titled.size, bool(credit)) == ((1920, 1080), True)
    assert titled.tobytes() != art.tobytes()
    assert pictures.art(arabic, 3)[0].tobytes() == art.tobytes()


def test_the_agency_has_webhooks_with_a_history_and_none_that_sends(loaded):
    states = dict(Webhook.objects.values_list("name", "state"))
    assert states == {"News desk": "paused", "Picture archive": "gone"}
    rows = WebhookDelivery.objects.filter(webhook__name="News desk")
    assert rows.exists()
    assert set(rows.values_list("state", flat=True)) == {"delivered"}
