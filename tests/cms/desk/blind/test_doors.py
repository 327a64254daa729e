"""An anonymous phase: whoever reviews learns nobody's name, at any door of the desk."""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import localdate

from cms.desk.acts import ACTS
from cms.desk.blind.doors import OPEN
from cms.desk.findings import draw_stale
from launches import clock
from launches.domain import decisions, points, review, submission, thread
from launches.enums import CheckState, CommentAudience, Ruling, Slot
from launches.models import Checker, CompanyContact, Finding, LaunchCheck, PreparedDecision
from tests.factories import MemberFactory, logo_for
from tests.factories.judging import PhaseFactory, ScoreCategoryFactory
from tests.factories.launch import material_for
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
CANARIES = ("zyxwatt", "紫微星", "qorvina", "zyxmail", "iceland", "冰岛")


@pytest.fixture
def phase():
    ScoreCategoryFactory()
    return PhaseFactory(active=True, scored_by="desk", is_anonymous=True)


@pytest.fixture
def page(phase, editor):
    """An entry whose every place that could name its company does."""
    owner = MemberFactory(
        company__name="Zyxwatt Ltd",
        company__name_native="紫微星科技有限公司",
        company__country="IS",
        user__name="Qorvina Bel",
        user__email="qorvina@zyxmail.example",
    )
    CompanyContact.objects.create(company=owner.company, name="Qorvina Press", reach="public")
    logo_for(owner.company, filename="zyxwatt.png")
    page = entry("draft", product="Zyxwatt One", owner=owner)
    owner.company.launches.get().materials.update(filename="zyxwatt-hero.jpg")
    plant(page, owner)
    hand_in(page, owner)
    review.start_review(page.launch, by=editor, at=clock.now())
    content = page.get_latest_revision_as_object().content()
    review.request_changes(
        page.launch,
        points=[("product", "Why Zyxwatt?")],
        content=content,
        by=editor,
        at=clock.now(),
    )
    answer = "We at Zyxwatt, qorvina@zyxmail.example, see https://zyxwatt.example/why"
    points.answer(page.launch.change_requests.get(), text=answer, by=owner.user, at=clock.now())
    thread.say(
        page.launch,
        text="Zyxwatt here.",
        audience=CommentAudience.COMPANY,
        by=owner.user,
        at=clock.now(),
    )
    hand_in(page, owner)
    draw_stale()
    Finding.objects.update(expires_on=localdate(clock.now(), page.launch.forum.tz))
    return page


def plant(page, owner) -> None:
    texts = list(page.texts.all())
    for text in texts:
        text.headline = "ZYXWATT of Iceland opens 紫微星科技（冰岛）"
        text.tagline = "From Zyxwatt-Ltd"  # a remark on this would spell the company's name
        text.body = '<p>By <a href="https://zyxwatt.example">Qorvina Bel</a> of Zyxwatt.</p>'
    page.texts, page.website = texts, "https://zyxwatt.example"
    for row in page.placed_materials.all():
        row.credit, row.caption, row.alt = "Photo: Qorvina Bel", "Zyxwatt at work", "Zyxwatt One"
    page.save()
    page.save_revision(user=owner.user)


def hand_in(page, owner) -> None:
    revision = page.get_latest_revision()
    submission.submit(
        page.launch,
        revision=revision.pk,
        content=revision.as_object().content(),
        by=owner.user,
        at=clock.now(),
    )


def doors() -> dict[str, URLPattern]:
    """Every named door of the desk, {name with its namespaces: pattern}."""
    return dict(_walk(get_resolver(), (), ""))


def _walk(resolver, spaces, start):
    for one in resolver.url_patterns:
        path = start + str(one.pattern)
        if not isinstance(one, URLPattern):
            yield from _walk(one, (*spaces, one.namespace) if one.namespace else spaces, path)
        elif path.startswith("cms/") and one.name:
            yield ":".join((*spaces, one.name)), one


def address(name: str, pattern: URLPattern, page) -> str:
    """The door's address, about the planted entry as far as it is about one."""
    known = {"uid": page.launch.uid, "number": 1, "mode": "press", "act": "changes", "kind": "csv"}
    wanted = pattern.pattern.converters or pattern.pattern.regex.groupindex
    given = {
        key: known.get(key, page.pk if key.endswith(("pk", "id")) else "launches") for key in wanted
    }
    patterns = {"kind": "json"} if name == "lists:report" else {"act": "hold"}
    given |= {key: value for key, value in patterns.items() if name.startswith(("lists", "mail"))
              and key in given}  # fmt: skip
    return reverse(name, kwargs=given)


def test_every_door_that_is_not_named_is_shut(client, editor, page):
    client.force_login(editor)
    shut, skipped = 0, []
    for name, pattern in doors().items():
        if name in OPEN:
            continue
        try:
            path = address(name, pattern, page)
        except Exception:  # an address with parts of its own: the name decides, not the parts
            skipped.append(name)
            continue
        assert client.get(path).status_code in (403, 404), name
        shut += 1
    assert shut > 150
    assert len(skipped) < 30, skipped


def test_every_door_that_is_named_exists():
    assert set(doors()) >= OPEN


def test_no_open_door_tells_a_name(client, editor, page):
    client.force_login(editor)
    seen = {}
    for name in sorted(OPEN - {"wagtailadmin_logout", "wagtailadmin_account"}):
        path = address(name, doors()[name], page)
        for answer in (client.get(path), client.post(path, {"reason": "", "note": "x" * 3000})):
            seen[name] = max(seen.get(name, 0), answer.status_code == 200)
            text = b"".join(answer) if answer.streaming else answer.content
            check(text.decode(), name)
            for value in answer.headers.values():
                check(value, name)
    assert [name for name in ("desk:queue", "desk:review", "desk:preview", "desk:act",
            "judging:home", "wagtailadmin_home") if not seen[name]] == []  # fmt: skip


def test_no_act_tells_a_name_neither_what_it_shows_nor_why_it_is_refused(client, editor, page):
    client.force_login(editor)
    old = {"revision": 0, "reason": "Why?", "point-0-reason": "Which?"}
    refused = []
    for act in ACTS:
        path = reverse("desk:act", args=[page.launch.uid, act])
        shown, answer = client.get(path), client.post(path, old)
        check(shown.content.decode(), act)
        check(answer.content.decode(), act)
        if "saved a newer version" in answer.content.decode():
            refused.append(act)
    assert {"changes", "reject", "correct"} <= set(refused)


def test_the_home_tells_no_name(client, editor, page):
    """Of the rows that are there; nor of checks, whose page is shut."""
    checker = Checker.objects.create(
        forum=page.launch.forum, name="Linkwise", url="https://checks.example/"
    )
    said = {"document": "{}", "state": CheckState.FAILED, "asked_at": clock.now()}
    LaunchCheck.objects.create(
        checker=checker, launch=page.launch, revision=page.launch.latest_revision, **said
    )
    client.force_login(editor)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "<time datetime=" in text.split("What expires")[1].split("</ul>")[0]
    assert "did not arrive" not in text
    check(text, "wagtailadmin_home")


def test_a_prepared_decision_tells_no_name(client, editor, chief, page):
    batch = decisions.open_batch(
        name="Sitting", apply_at=None, holds_mail=False, by=chief, at=clock.now()
    )
    decisions.prepare(
        batch, page.launch, ruling=Ruling.DECLINE, words="Zyxwatt!", by=chief, at=clock.now()
    )
    refusal = str(submission.edited_since(page.launch).message)
    assert "Qorvina" in refusal
    PreparedDecision.objects.update(state="refused", refusal=refusal)
    client.force_login(editor)
    text = client.get(reverse("desk:review", args=[page.launch.uid])).content.decode()
    assert "saved a newer version" in text
    check(text, "desk:review")


def check(text: str, where: str) -> None:
    """No canary in it."""
    found = [word for word in CANARIES if word in text.casefold()]
    assert not found, (where, found, text[max(0, text.casefold().find(found[0]) - 200) :][:300])


def test_every_preview_is_without_names(client, editor, page):
    client.force_login(editor)
    modes = [f"{kind}-{lang}" for kind in ("press", "phone", "lower-third", "json", "ninjs", "rss")
             for lang in ("en", "zh-hans")]  # fmt: skip
    for mode in ("slate", *modes):
        path = reverse("desk:preview", args=[page.launch.uid, mode])
        for answer in (client.get(path), client.get(path, {"raw": "1"})):
            assert answer.status_code == 200, mode
            check(answer.content.decode(), mode)


def test_search_filters_and_orders_tell_nothing(client, editor, page):
    client.force_login(editor)
    url = reverse("desk:queue")

    def listed(**params) -> bool:
        text = client.get(url, {"view": "all", **params}).content.decode()
        return page.launch.uid in text

    assert listed()
    assert listed(q="One")
    assert listed(q=page.launch.uid)
    assert [
        word for word in ("Zyxwatt", "zyx", "紫微星", "Qorvina", "example") if listed(q=word)
    ] == []
    assert listed(country="DE")  # as a filter that nobody knows
    assert listed(order="company")


def test_files_are_pictures_without_their_names(client, editor, page, chief):
    logo = page.launch.company.logos.get()
    hero = page.launch.materials.get()
    paper = material_for(page.launch, slot=Slot.SPEC_SHEET, filename="zyxwatt.pdf")
    mark = material_for(page.launch, slot=Slot.LOGO, filename="zyxwatt.png")

    def found(file) -> tuple[int, str]:
        path = reverse("files:private", args=[file.uid, file.extension])
        answer = client.get(path)
        return answer.status_code, answer.headers.get("Content-Disposition", "")

    client.force_login(editor)
    assert found(hero) == (200, 'inline; filename="hero.jpeg"')
    assert [found(file)[0] for file in (logo, paper, mark)] == [404, 404, 404]
    client.force_login(chief)
    assert [found(file)[0] for file in (hero, logo, paper, mark)] == [200, 200, 200, 200]


def test_whoever_may_approve_and_the_next_phase_see_the_company(client, editor, chief, page, phase):
    url = reverse("desk:review", args=[page.launch.uid])
    client.force_login(chief)
    assert "Zyxwatt Ltd" in client.get(url).content.decode()
    client.force_login(editor)
    assert "Submitter hidden" in client.get(url).content.decode()
    phase.is_active = False
    phase.save()
    assert "Zyxwatt Ltd" in client.get(url).content.decode()


def test_acts_of_a_blind_reviewer_are_about_the_real_entry(client, editor, page):
    client.force_login(editor)
    url = reverse("desk:act", args=[page.launch.uid, "changes"])
    form = {"revision": page.launch.latest_revision, "point-0-reason": "Which?"}
    assert client.post(url, form).status_code == 302
    page.launch.refresh_from_db()
    assert (page.launch.product, page.launch.company.name) == ("Zyxwatt One", "Zyxwatt Ltd")
