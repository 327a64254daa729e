"""What was found in a file, in a company's words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from launches.files.slots import clock
from launches.models import Material

SPELT = {"h264": "H.264", "vp8": "VP8", "vp9": "VP9", "av1": "AV1", "aac": "AAC", "mp3": "MP3"}


def facts_of(material: Material) -> list[str]:
    """Short facts in reading order: size, colour, length, codec, pages, fonts, parts."""
    found = material.facts
    facts = []
    if material.width:
        facts.append(f"{material.width} × {material.height}")
    if found.get("colour"):
        facts.append(str(found["colour"]))
    if found.get("alpha"):
        facts.append(_("transparent"))
    if material.seconds is not None:
        facts.append(clock(material.seconds))
    if found.get("codec"):
        facts.append(_codec(found))
    if material.pages:
        facts.append(
            ngettext("%(pages)d page", "%(pages)d pages", material.pages)
            % {"pages": material.pages}
        )
    if found.get("fonts") is not None:
        facts.append(_fonts(found))
    if found.get("members"):
        total = len(found["members"])
        facts.append(ngettext("%(n)d file inside", "%(n)d files inside", total) % {"n": total})
    return facts


def _codec(found: dict) -> str:
    sound = SPELT.get(found["sound"], found["sound"]) if found.get("sound") else _("without sound")
    picture = SPELT.get(found["codec"], found["codec"])
    rate = f", {found['rate']:g} fps" if found.get("rate") else ""
    return f"{picture}{rate}, {sound}"


def _fonts(found: dict) -> str:
    total, loose = found["fonts"], len(found.get("loose_fonts", []))
    return _("%(n)d of %(total)d fonts embedded") % {"n": total - loose, "total": total}


def notes_of(material: Material) -> list[str]:
    """What was changed or could be better, without being refused."""
    found = material.facts
    notes = []
    if found.get("colour") not in (None, "sRGB", "Grey"):
        said = _("Found: %(colour)s. Readers get it in sRGB; please look at its colours.")
        notes.append(said % {"colour": found["colour"]})
    if found.get("loose_fonts"):
        names = ", ".join(found["loose_fonts"][:5])
        notes.append(
            _("Not embedded: %(names)s. It may look different elsewhere.") % {"names": names}
        )
    if found.get("opaque"):
        notes.append(_("Its ground is not transparent; on colour it shows as a box."))
    if found.get("comments"):
        notes.append(_("There are comments in it; everybody will be able to read them."))
    if found.get("dropped"):
        notes.append(
            _("Left out of the kit: %(names)s.") % {"names": ", ".join(found["dropped"][:5])}
        )
    return notes
