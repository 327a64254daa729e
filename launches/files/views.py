"""The one door of files: first the gate, then everything else.

A file that is not open answers like one that never was, before any thought of
ranges or conditions.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from launches import clock, rules
from launches.domain import checking, ledger
from launches.enums import Audience, LedgerDoor, Slot
from launches.files import serving
from launches.models import CompanyLogo, EditionFile, Material, OutletKey, Rendition
from launches.portal.limits import place_of
from launches.queries import lent, tenancy
from launches.queries.gate import Reader, files_visible_to
from launches.queries.keys import key_for, reader_of, shown_in

HEAVY = ("edition__document", "edition__listing", "edition__words")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "OPTIONS"])
def public(request: HttpRequest, uid: str, extension: str) -> HttpResponse:
    """A file of an edition, for whoever the gate lets read that edition, from any origin."""
    found = (
        HttpResponse(status=204)
        if request.method == "OPTIONS"
        else _public(request, uid, extension)
    )
    return serving.open_to_all_origins(found)


def _public(request: HttpRequest, uid: str, extension: str) -> HttpResponse:
    at = clock.now()
    keyed, key = _key(request, at)
    reader = reader_of(key) if key else Reader(Audience.PUBLIC)
    rows = files_visible_to(reader, at=at).filter(uid=uid, format=extension)
    file = rows.select_related("edition").defer(*HEAVY).first()
    if file is None:
        return serving.absent()
    mark = _noted(request, file, key, at) if key else ""
    response = serving.serve(
        request, _stored(file), name=file.name, etag=file.sha256[:32], mark=mark
    )
    if response is None:
        return serving.absent()
    response.headers["Cache-Control"] = "private, no-store" if keyed else "public, max-age=60"
    patch_vary_headers(response, ["Authorization"])
    return response


def _noted(request: HttpRequest, file: EditionFile, key: OutletKey, at: datetime) -> str:
    """The mark of a file under embargo; "" once it is open, and where nothing is sent."""
    if request.method == "HEAD":
        return ""
    return ledger.note(
        [file.edition],
        outlet=key.outlet,
        key=key,
        door=LedgerDoor.FILE,
        what=f"{file.uid}.{file.format}",
        address=place_of(request),
        at=at,
    )


def _key(request: HttpRequest, at: datetime) -> tuple[bool, OutletKey | None]:
    """(a key was shown, the key); a bad key reads what the public reads."""
    shown = shown_in(request.headers.get("Authorization", ""))
    if not shown:
        return False, None
    return True, key_for(shown, at=at, address=place_of(request))


def _stored(file: EditionFile) -> serving.Stored:
    return serving.Stored(file.stored, file.content_type, file.bytes)


@require_safe
def private(request: HttpRequest, uid: str, extension: str) -> HttpResponse:
    """A file of an entry, for its company and for the desk. Never kept by anyone.

    Who asks comes first: reading the session adds `Vary: Cookie`, and an answer that
    has it only for files that exist would tell them from absent ones.
    """
    if not request.user.is_authenticated:
        return serving.absent()
    found = _own(uid, extension)
    if found is None or not _may_read(request, *found):
        return serving.absent()
    item, stored = found
    response = serving.serve(request, stored, name=_name(request, item, stored), etag=uid)
    if response is None:
        return serving.absent()
    response.headers["Cache-Control"] = "private, no-store"
    return response


@csrf_exempt
@require_safe
def lent_out(
    request: HttpRequest, check: str, until: int, signature: str, uid: str, extension: str
) -> HttpResponse:
    """A file that an outside checker was lent: its link opens it for an hour, on the record."""
    at = clock.now()
    found = lent.material_of(check, str(until), signature, uid, at=at)
    if found is None or found[1].extension != extension:
        return serving.absent()
    asked, material = found
    stored = serving.Stored(material.original, material.content_type, material.bytes)
    response = serving.serve(request, stored, name=f"{uid}.{extension}", etag=uid)
    if response is None:
        return serving.absent()
    checking.note_reading(asked, material, at=at)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _own(uid: str, extension: str) -> tuple[Material | CompanyLogo, serving.Stored] | None:
    rendition = Rendition.objects.select_related("material__launch").filter(uid=uid).first()
    if rendition and rendition.extension == extension:
        size = rendition.bytes
        return rendition.material, serving.Stored(rendition.file, rendition.content_type, size)
    material = (
        Material.objects.select_related("launch").filter(uid=uid).exclude(original="").first()
    )
    if material and material.extension == extension:
        return material, serving.Stored(material.original, material.content_type, material.bytes)
    logo = CompanyLogo.objects.filter(uid=uid).first()
    if logo and logo.extension == extension:
        return logo, serving.Stored(logo.original, logo.content_type, logo.bytes)
    return None


def _may_read(request: HttpRequest, item: Material | CompanyLogo, stored: serving.Stored) -> bool:
    if rules.is_desk(request.user):
        return not rules.reviews_blind(request.user) or _tells_nobody(item, stored)
    if isinstance(item, CompanyLogo):
        return tenancy.companies_of(request.user).filter(pk=item.company_id).exists()
    return tenancy.launches_of(request.user).filter(pk=item.launch_id).exists()


def _tells_nobody(item: Material | CompanyLogo, stored: serving.Stored) -> bool:
    """A picture that may be looked at while the submitters are hidden; no logo, no paper."""
    is_picture = isinstance(item, Material) and item.slot in {Slot.HERO, Slot.GALLERY}
    return is_picture and stored.content_type.startswith("image/")


def _name(request: HttpRequest, item: Material | CompanyLogo, stored: serving.Stored) -> str:
    """The name for saving; to a blind reviewer the slot's, for a file's own name tells."""
    if isinstance(item, Material) and rules.reviews_blind(request.user):
        return f"{item.slot}.{stored.content_type.partition('/')[2]}"
    return item.filename
