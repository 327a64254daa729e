"""A film, a deck and a press kit for a few entries, taken in as any company's files are."""

from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.models import LaunchMaterial
from launches.demo import attachments
from launches.domain import materials
from launches.enums import Licence, ModelRelease, Slot
from launches.files.arrivals import FromForm
from launches.files.slots import DEFAULTS
from launches.models import Launch, Material, User

PRODUCTS = {"PaddlePaddle", "Silicon Cube"}  # of the log-in company@
ENDING = "Silicon Cube"  # whose film may be shown until the forum's last day
PHOTO = Path(__file__).parent / "data" / "photos" / "world-night.jpg"
CREDIT = "Picture: NASA, Earth at Night"


def of(launch: Launch, product: str, *, by: User, at: datetime) -> list[LaunchMaterial]:
    """What such an entry has beside its hero; nothing for all others."""
    if product not in PRODUCTS:
        return []
    return [
        _taken(launch, product, slot, name, data, by=by, at=at)
        for slot, name, data in _made(product)
    ]


def _made(product: str) -> list[tuple[Slot, str, bytes]]:
    with Image.open(PHOTO) as photo:
        picture = photo.convert("RGB").resize((1280, 720))
    deck = attachments.deck([product, "What is new", "When and where"])
    kit = attachments.packed(
        {
            "photos/earth-at-night.jpg": PHOTO.read_bytes(),
            "slides.pptx": deck,
            "fact-sheet.docx": attachments.paper([product, "Facts for the press."]),
            "read me.txt": b"Free for editorial use, with credit.\n",
        }
    )
    return [
        (Slot.B_ROLL, "b-roll.mp4", attachments.film(picture, seconds=4)),
        (Slot.PRESENTATION, "slides.pptx", deck),
        (Slot.PRESS_KIT, "press-kit.zip", kit),
    ]


def photograph(launch: Launch, *, by: User, at: datetime) -> Material:
    """One more picture for its gallery, placed nowhere yet."""
    upload = FromForm(SimpleUploadedFile(PHOTO.name, PHOTO.read_bytes()))
    return materials.receive(launch, wanted=DEFAULTS[Slot.GALLERY], upload=upload, by=by, at=at)


def _taken(
    launch: Launch, product: str, slot: Slot, name: str, data: bytes, *, by: User, at: datetime
) -> LaunchMaterial:
    upload = FromForm(SimpleUploadedFile(name, data))
    material = materials.receive(launch, wanted=DEFAULTS[slot], upload=upload, by=by, at=at)
    until = launch.forum.ends_on.isoformat() if product == ENDING and slot == Slot.B_ROLL else ""
    return LaunchMaterial(
        slot=slot,
        material=material,
        credit=CREDIT if slot == Slot.B_ROLL else "",
        licence_until=until,
        licence=Licence.EDITORIAL,
        model_release=ModelRelease.NOT_NEEDED if slot == Slot.B_ROLL else "",
    )
