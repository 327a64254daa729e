"""The demo's outlets: one that reads under embargo, one that has applied, one suspended."""

import io
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from launches.demo.people import person
from launches.domain import accreditation, alerts, ledger, newsrooms, outlets, terms
from launches.domain.outlets import Limits
from launches.enums import Audience, Cadence, LedgerDoor, OutletAct, OutletRole
from launches.files.arrivals import FromForm
from launches.models import Outlet, OutletMember, User
from launches.queries.gate import visible_to

TEXT = """Nothing of a launch is published, shown or passed on before the moment it names.
The moment may move. Your copy is right as long as you read the change feed; the latest counts.
A recalled launch is not published, and taken down where it was.
Pictures may be used with reports on the launch; the credit is printed as given.
What you load under embargo is marked as your copy, and every look at it is recorded.
A key belongs to one outlet. Whoever breaks an embargo loses it."""
TEXT_ZH = """在发布注明的时刻之前，不得公开、展示或转交任何内容。
发布时刻可能变动。请持续读取变更流，以最新时刻为准。
被撤回的发布不得公开；已公开的须撤下。
图片可用于相关报道，署名须照原样刊登。
禁发期内下载的内容会标记为您的副本，每次查阅均有记录。
密钥仅限一家媒体使用。违反禁发规定者将失去密钥。"""
NEXT = "\nFrom the next forum on, this holds for automated translations too."
NEXT_ZH = "\n自下届论坛起，以上规定同样适用于机器翻译。"
READS = 14  # days of reading in the ledger


def write(officer: User, now: datetime) -> None:
    """Terms in two versions, three outlets in different states, and what one has read."""
    ago = now - timedelta(days=60)
    terms.publish(text=TEXT, text_zh=TEXT_ZH, in_force_from=ago, by=officer, at=ago)
    agency = _applied("Demo News Agency", "FR", "outlet", "Camille Laurent", ago)
    accreditation.decide(agency, OutletAct.APPROVE, by=officer, at=ago + timedelta(days=1))
    _work(agency, now)
    leaky = _applied("Launch Leaks Weekly", "US", "leaks", "Max Stone", ago)
    _break_embargo(leaky, officer, ago)
    _applied("Tech Daily 科技日报", "CN", "applicant", "何静", now - timedelta(hours=7))
    later = now + timedelta(days=10)
    terms.publish(
        text=TEXT + NEXT, text_zh=TEXT_ZH + NEXT_ZH, in_force_from=later, by=officer, at=now
    )


def _applied(name: str, country: str, mailbox: str, who: str, at: datetime) -> Outlet:
    by = person(f"{mailbox}@unveil.example", who)
    site = f"https://{mailbox}.example"
    return accreditation.apply_for(
        name=name,
        country=country,
        website=site,
        contact=f"newsroom@{mailbox}.example",
        about="News of new products, daily, in English and Chinese.",
        evidence=FromForm(SimpleUploadedFile("press-card.png", _card(name, who))),
        version=terms.newest().version,
        address="",
        by=by,
        at=at,
    )


def _card(outlet: str, who: str) -> bytes:
    """A press card, drawn."""
    image = Image.new("RGB", (640, 400), "#f7f5f0")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 640, 90), fill="#16181d")
    pen.rectangle((40, 130, 200, 340), fill="#d9d4c8")
    pen.text((40, 36), "PRESS", fill="#ffffff", font_size=32)
    pen.text((240, 150), who.encode("ascii", "replace").decode(), fill="#16181d", font_size=28)
    pen.text((240, 200), outlet.encode("ascii", "replace").decode(), fill="#16181d", font_size=22)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _work(agency: Outlet, now: datetime) -> None:
    """People, keys, an alert, and two weeks of reading; the key is where `make run` finds it."""
    manager = agency.people.get()
    reporter = person("reporter@unveil.example", "Yusuf Demir")
    OutletMember.objects.create(outlet=agency, user=reporter, role=OutletRole.JOURNALIST)
    asked = "developer@outlet.example"
    newsrooms.invite(agency, email=asked, role=OutletRole.DEVELOPER, by=manager, at=now)
    ago = now - timedelta(days=READS + 1)
    key, token = outlets.create_key(agency, scopes=["press"], name="CMS import", by=manager, at=ago)
    path = settings.DATA_DIR / "demo-press-key.txt"
    path.write_text(token + "\n")
    path.chmod(0o600)
    office = Limits(languages=["en"], networks=["192.0.2.0/24", "2001:db8::/32"], rate=60)
    outlets.create_key(
        agency, scopes=["press"], name="Office in Paris", limits=office, by=manager, at=now
    )
    wish = {"q": "AI"}
    daily = Cadence.DAILY
    alerts.make(agency, name="Anything with AI", asked=wish, cadence=daily, by=reporter, at=now)
    closed = list(visible_to(Audience.PRESS, at=now).filter(opens_at__gt=now).defer("words")[:6])
    for day in range(READS):
        at = now - timedelta(days=day, hours=2)
        for turn, edition in enumerate(closed[: 1 + (day * 5) % len(closed)] if closed else []):
            by_key = turn % 3 != 2
            ledger.note(
                [edition],
                outlet=agency,
                key=key if by_key else None,
                by=None if by_key else reporter,
                door=LedgerDoor.API if by_key else LedgerDoor.ROOM,
                what=f"/api/v1/launches/{edition.launch_uid}/",
                address="192.0.2.17",
                at=at + timedelta(minutes=turn),
            )


def _break_embargo(leaky: Outlet, officer: User, ago: datetime) -> None:
    for days, act, reason in (
        (1, OutletAct.APPROVE, ""),
        (20, OutletAct.WARN, "A headline stood online four minutes before its moment."),
        (35, OutletAct.SUSPEND, "A picture under embargo was posted; its mark was yours."),
    ):
        at = ago + timedelta(days=days)
        accreditation.decide(leaky, act, reason=reason, by=officer, at=at)
