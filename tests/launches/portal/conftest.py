"""A company's person at the door."""

import base64
from io import BytesIO

import pytest
from PIL import Image

from cms.models import LaunchPage
from launches import clock
from launches.domain import editing
from tests.factories import MemberFactory, SectionFactory, ThemeFactory


@pytest.fixture
def owner(db):
    """The owner of a company; owner.user and owner.company."""
    return MemberFactory()


@pytest.fixture
def signed(client, owner):
    client.force_login(owner.user)
    return client


@pytest.fixture
def entry(owner):
    return opened(owner)


def opened(member, product="Aurora One"):
    """A launch with its page, as the portal opens it."""
    theme = ThemeFactory()
    launch = editing.open_launch(
        member.company,
        product=product,
        theme=theme,
        section=SectionFactory(forum=theme.forum),
        by=member.user,
        at=clock.now(),
    )
    LaunchPage.open_for(launch, user=member.user)
    return launch


def stored(launch) -> dict:
    """The values of the latest revision."""
    return LaunchPage.objects.get(launch=launch).get_latest_revision_as_object().values()


def words() -> dict[str, str]:
    """Everything in words that an entry must say."""
    return {
        f"texts.{language}.{field}": f"{field} {language}"
        for language in ("en", "zh-hans")
        for field in ("headline", "summary", "body")
    }


def picture(size=(1920, 1080)) -> BytesIO:
    """A JPEG to upload."""
    file = BytesIO()
    Image.new("RGB", size, "#c8310a").save(file, "JPEG")
    file.seek(0)
    file.name = "hero.jpg"
    return file


def autosave(client, launch, revision, values, **more):
    """What the editor's script sends; `more` are its other parts (seen, confirmed, field)."""
    return client.post(
        f"/portal/launches/{launch.uid}/autosave/",
        {"revision": revision, "values": values, **more},
        content_type="application/json",
    )


def upload(client, launch, slot="hero", file=None):
    """A file as the editor's script sends it: created with its bytes, then checked."""
    file = file or picture()
    data = file.read()
    said = {"filename": file.name, "slot": slot}
    pairs = (f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in said.items())
    answer = client.post(
        f"/portal/launches/{launch.uid}/uploads/",
        data,
        content_type="application/offset+octet-stream",
        headers={
            "tus-resumable": "1.0.0",
            "upload-length": str(len(data)),
            "upload-metadata": ",".join(pairs),
        },
    )
    return client.post(f"{answer['Location']}finish/") if answer.status_code == 201 else answer
