"""What the demo's company did after its first save: a translation that lags, a proposed change."""

from datetime import datetime

from cms.models import LaunchPage
from launches.content import Words
from launches.demo import extras
from launches.demo.dating import date_back
from launches.domain import proposals
from launches.enums import Door
from launches.models import User

LAGGING, PROPOSING = "ERNIE-ViLG", "PaddlePaddle"  # of the log-in company@
HEADLINE, TAGLINE = "texts.en.headline", "texts.en.tagline"


def begun(product: str, said: list[Words]) -> dict[str, str]:
    """The first words of a translation that is still to be written, for one draft."""
    if product != LAGGING:
        return {}
    return {"headline": said[1].headline, "tagline": said[1].tagline}


def reworded(page: LaunchPage, product: str, *, by: User, at: datetime) -> None:
    """The draft's headline was changed after it had been translated: its Chinese lags."""
    if product == LAGGING:
        latest = LaunchPage.latest_of(page.launch)
        latest.write({HEADLINE: f"{latest.values()[HEADLINE]}, free for research"})
        revision = latest.save_revision(user=by, clean=False, door=Door.PORTAL)
        date_back(page.launch, latest, revision, at=at)


def proposed(page: LaunchPage, product: str, *, by: User, at: datetime) -> None:
    """A change to the approved words, and one more picture, wait for the desk."""
    if product == PROPOSING:
        proposals.propose(
            page.launch,
            values={TAGLINE: "Open-source deep learning, now for phones too"},
            was=page.values(),
            put=[extras.photograph(page.launch, by=by, at=at).uid],
            base=page.latest_revision_id,
            note="The mobile runtime is part of the launch since last week.",
            by=by,
            at=at,
        )
