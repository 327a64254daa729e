"""The door of outside checkers: read what is to be checked, and say what was found.

A checker's own key opens its own checks and nothing else of this API. Answers are
idempotent: the same again is the same, another one for the same check is a conflict.
"""

import json
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.views import APIView

from api.auth import CheckerAuthentication
from api.errors import BadParameter
from api.v1 import shapes
from launches import clock
from launches.compact import dumps
from launches.domain import checking
from launches.enums import CheckVerdict, Severity
from launches.models import LaunchCheck
from launches.queries import lent
from launches.queries.checking import check_for
from launches.queries.render import iso

LONGEST = 512 * 1024  # bytes of an answer


class Check(APIView):
    """One check: what the entry says in the revision that is to be checked, with its files."""

    authentication_classes = [CheckerAuthentication]
    parser_classes = [JSONParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.at = clock.now()
        if request.auth is None:
            raise NotAuthenticated("The key of a checker is needed.")

    def check_of(self, uid: str) -> LaunchCheck:
        check = check_for(self.request.auth, uid, at=self.at)
        if check is None:
            raise Http404
        return check

    @extend_schema(
        operation_id="getCheck",
        responses={200: shapes.Check, **shapes.problems(401, 404)},
        tags=["checks"],
    )
    def get(self, request: Request, uid: str) -> HttpResponse:
        check = self.check_of(uid)
        document = json.loads(check.document)
        body = {**standing(check), "files": lent.files_of(check, document, at=self.at)}
        return answer({**body, "entry": document})

    @extend_schema(
        operation_id="answerCheck",
        request=shapes.CheckAnswer,
        responses={200: shapes.CheckStanding, **shapes.problems(400, 401, 404, 409, 422)},
        tags=["checks"],
    )
    def put(self, request: Request, uid: str) -> HttpResponse:
        """Say what was found: a verdict and remarks, each with tag and field where it has one."""
        check = self.check_of(uid)
        said = self._said(request)
        remarks = [
            checking.Remark(Severity(row.pop("severity")), row.pop("text").strip(), **row)
            for row in said["remarks"]
        ]
        verdict = CheckVerdict(said["verdict"])
        return answer(standing(checking.answer(check, verdict, remarks, at=self.at)))

    def _said(self, request: Request) -> dict[str, Any]:
        if len(request.body) > LONGEST:
            raise BadParameter("body", f"{len(request.body)} bytes", f"at most {LONGEST} bytes")
        try:
            data = request.data
        except RecursionError as error:
            raise BadParameter("body", "JSON too deep", "an object as the contract says") from error
        form = shapes.CheckAnswer(data=data)
        if not form.is_valid():
            name, found, wanted = first_fault(form.errors)
            raise BadParameter(name, found, wanted)
        return form.validated_data

    def finalize_response(
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Vary"] = "Authorization"
        return response


def standing(check: LaunchCheck) -> dict[str, Any]:
    """Where a check stands, as its checker is told."""
    return {
        "check": check.uid,
        "launch": check.launch.uid,
        "state": check.state,
        "verdict": check.verdict or None,
        "asked_at": iso(check.asked_at),
        "answered_at": iso(check.answered_at) if check.answered_at else None,
    }


def answer(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(dumps(body), content_type="application/json")


def first_fault(errors: Any, path: str = "") -> tuple[str, str, str]:
    """(field, what is wrong, what is wanted) of the first refusal in a serializer's errors."""
    if isinstance(errors, dict):
        name, rest = next(iter(errors.items()))
        if name == "non_field_errors":
            return first_fault(rest, path or "body")
        return first_fault(rest, f"{path}.{name}" if path else str(name))
    if isinstance(errors, list):
        return first_fault(next(one for one in errors if one), path)
    return path, str(errors), "what the contract says"
