"""What will go says so: in headers that programs read, and in the contract."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.test import APIRequestFactory

from api.deprecation import Deprecated
from api.v1.base import ReadView

pytestmark = pytest.mark.django_db


class Old(ReadView):
    """An endpoint that has to go."""

    deprecated = Deprecated(
        since=datetime(2027, 9, 16, tzinfo=UTC),
        sunset=datetime(2028, 9, 16, tzinfo=UTC),
        instead="/api/v1/launches/",
    )

    @extend_schema(operation_id="old", responses={200: dict})
    def get(self, request) -> HttpResponse:
        return self.answer("{}", Link='</next>; rel="next"')


def test_headers_after_rfc_9745_and_8594():
    answer = Old.as_view()(APIRequestFactory().get("/api/v1/old/"))
    assert {name: answer[name] for name in ("Deprecation", "Sunset", "Link")} == {
        "Deprecation": "@1821052800",
        "Sunset": "Sat, 16 Sep 2028 00:00:00 GMT",
        "Link": '</next>; rel="next", </api/v1/launches/>; rel="deprecation"',
    }
    exposed = answer["Access-Control-Expose-Headers"].split(", ")
    assert {"Deprecation", "Sunset"} <= set(exposed)


def test_the_contract_marks_it():
    patterns = [path("api/v1/old/", Old.as_view())]
    contract = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)
    assert contract["paths"]["/api/v1/old/"]["get"]["deprecated"] is True
