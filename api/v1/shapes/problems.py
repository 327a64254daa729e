"""Refusals (RFC 9457)."""

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class Problem(serializers.Serializer):
    """RFC 9457 problem details."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    invalid_params = serializers.ListField(child=serializers.DictField(), required=False)


def problems(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The refusals an endpoint gives."""
    words = {
        400: "A parameter is wrong, or the request cannot be read.",
        401: "The key is not valid.",
        404: "Nothing here, or nothing that is open to you.",
        409: "Answered otherwise already.",
        422: "Refused, with the reason.",
    }
    return {
        (status, "application/problem+json"): OpenApiResponse(Problem, words[status])
        for status in statuses
    }
