"""Answers when there is nothing to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one 404: what is hidden and what never was get the same bytes, kept by no cache."""
    response = render(request, "404.html", status=404)
    response.headers["Cache-Control"] = "no-store"
    return response
