"""The receipt: page, PDF, the record it stands for, and the check of a hash."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from launches.models import Receipt
from launches.queries import tenancy

from .. import receipts
from ..access import portal_view
from ..downloads import download, paper


@portal_view
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Proof of what was received, to be printed or kept; ?hash= checks a hash against it."""
    found = _receipt(request, number)
    typed = request.GET.get("hash", "")[:200]
    kind, name = receipts.check(found, typed) if typed.strip() else ("", "")
    context = {
        "receipt": found,
        "launch": found.launch,
        "files": receipts.files_of(receipts.document_of(found)),
        "typed": typed,
        "checked": kind,
        "checked_name": name,
    }
    return render(
        request, "portal/receipt.html", context, status=422 if kind == "malformed" else 200
    )


@portal_view
@require_safe
def pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt on paper, in the reader's language. Its name is the number alone."""
    found = _receipt(request, number)
    return paper(request, lambda: receipts.pdf(found), name=f"{found.number}.pdf")


@portal_view
@require_safe
def record(request: HttpRequest, number: str) -> HttpResponse:
    """What was received, byte for byte: its SHA-256 is the receipt's fingerprint."""
    found = _receipt(request, number)
    data = found.document.encode()
    return download(data, name=f"{found.number}.json", content_type="application/json")


def _receipt(request: HttpRequest, number: str) -> Receipt:
    rows = Receipt.objects.select_related("launch__company", "launch__forum", "launch__theme", "by")
    return get_object_or_404(
        rows.filter(launch__in=tenancy.launches_of(request.user)), number=number
    )
