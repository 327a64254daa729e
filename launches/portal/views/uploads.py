"""Resumable uploads: created, continued, asked about, given up, and at the end checked."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import uploads
from launches.errors import NotAllowed
from launches.models import Launch, Upload
from launches.queries import tenancy

from .. import filing, tus
from ..access import json_view
from .files import drawn


@tus.endpoint
def collection(request: HttpRequest, uid: str) -> HttpResponse:
    """POST creates an upload; its body, if there is one, are its first bytes."""
    if request.method != "POST":
        return _not_this("POST, OPTIONS")
    entry = _writable(request, uid)
    length, told = tus.number(request, "Upload-Length"), tus.metadata(request)
    wanted, at = filing.wanted_in(entry, told.get("slot", "")), clock.now()
    name = told.get("filename", "").replace("\0", "")
    upload = uploads.begin(
        entry, wanted=wanted, filename=name, length=length, by=request.user, at=at
    )
    if request.content_type == tus.BODY:
        uploads.append(
            upload,
            offset=0,
            body=request,
            wanted=wanted,
            checksum=tus.checksum(request),
            at=at,
        )
    response = HttpResponse(status=201)
    response.headers["Location"] = reverse("portal:part", args=[entry.uid, upload.uid])
    return tus.state(response, offset=upload.received, expires_at=upload.expires_at)


@tus.endpoint
def part(request: HttpRequest, uid: str, upload: str) -> HttpResponse:
    """HEAD tells how far it is, PATCH goes on from there, DELETE gives it up."""
    answers = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete}
    if request.method not in answers:
        return _not_this("HEAD, PATCH, DELETE, OPTIONS")
    entry = _writable(request, uid)
    return answers[request.method](request, entry, _found(entry, upload))


def _head(request: HttpRequest, entry: Launch, upload: Upload) -> HttpResponse:
    response = HttpResponse(status=200)
    response.headers["Upload-Length"] = str(upload.length)
    offset = upload.length if upload.material_id else uploads.received(upload)
    return tus.state(response, offset=offset, expires_at=upload.expires_at)


def _patch(request: HttpRequest, entry: Launch, upload: Upload) -> HttpResponse:
    if request.content_type != tus.BODY:
        return HttpResponse(status=415)
    if upload.expires_at <= clock.now():
        return HttpResponse(status=410)
    try:
        offset = uploads.append(
            upload,
            offset=tus.number(request, "Upload-Offset"),
            body=request,
            wanted=filing.wanted_in(entry, upload.slot),
            checksum=tus.checksum(request),
            at=clock.now(),
        )
    except FileNotFoundError:
        return HttpResponse(status=410)
    return tus.state(HttpResponse(status=204), offset=offset, expires_at=upload.expires_at)


def _delete(request: HttpRequest, entry: Launch, upload: Upload) -> HttpResponse:
    uploads.end(upload)
    return HttpResponse(status=204)


@json_view
@require_POST
def finish(request: HttpRequest, uid: str, upload: str) -> JsonResponse:
    """Check a file that has arrived whole and place it; the same answer when asked again."""
    entry = _writable(request, uid)
    material, before, revision = filing.receive_part(entry, _found(entry, upload), by=request.user)
    return drawn(request, entry, material, before, revision)


def _writable(request: HttpRequest, uid: str) -> Launch:
    entry = tenancy.launch_for(request.user, uid)
    if not rules.may_edit(request.user, entry):
        raise NotAllowed()
    return entry


def _found(entry: Launch, uid: str) -> Upload:
    """An upload of this entry; another's answers like one that never was."""
    found = Upload.objects.select_related("launch", "material").filter(launch=entry, uid=uid)
    upload = found.first()
    if upload is None:
        raise Http404
    return upload


def _not_this(allowed: str) -> HttpResponse:
    response = HttpResponse(status=405)
    response.headers["Allow"] = allowed
    return response
