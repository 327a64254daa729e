"""How a part of the API says that it will go: in headers and in the contract.

The policy is in docs/api.md. A view names it as `deprecated`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.http import http_date
from drf_spectacular.openapi import AutoSchema

POLICY = "/api/v1/docs/#stability"


@dataclass(frozen=True)
class Deprecated:
    """Since when it should not be used any more, and from when it may be gone."""

    since: datetime
    sunset: datetime
    instead: str = POLICY

    def headers(self) -> dict[str, str]:
        """Deprecation (RFC 9745), Sunset (RFC 8594) and a link to what to use instead."""
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": http_date(self.sunset.timestamp()),
            "Link": f'<{self.instead}>; rel="deprecation"',
        }


class Schema(AutoSchema):
    """The contract marks what the headers say."""

    def is_deprecated(self) -> bool:
        return bool(getattr(self.view, "deprecated", None)) or super().is_deprecated()
