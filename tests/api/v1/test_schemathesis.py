"""Every operation of the contract asked with what nobody would ask, through the real application.

Nothing undocumented comes back: no status, no type, no shape; and nothing is our fault. Left
out is the check that whatever fits the contract is accepted: no shape describes a signed cursor,
the names of `fields`, or text without NUL.
"""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.schema import operations, schema
from tests.factories import CueFactory, EventFactory, RundownFactory, launch

pytestmark = pytest.mark.django_db
READS = [one["operationId"] for one in operations(schema()) if "requestBody" not in one]


@pytest.fixture
def contract(db):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def known(db) -> dict[str, object]:
    """What addresses may name: a launch that is open, its session, hall, theme and company."""
    entry = launch("released")
    rundown = RundownFactory(stage__slug="hall")
    event = EventFactory(stage=rundown.stage, code="E1")
    CueFactory(rundown=rundown, event=event, launch=entry)
    return {
        "uid": entry.uid,
        "slug": "hall",
        "stage": "hall",
        "code": "E1",
        "number": 1,
        "day": "2026-09-16",
    }


@pytest.mark.parametrize("name", READS)
def test_nothing_undocumented_and_nothing_our_fault(contract, known, name):
    operation = contract.find_operation_by_id(name)

    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        if len(str(case.query)) % 2:  # half of the questions are about what is there
            case.path_parameters |= {key: known[key] for key in case.path_parameters}
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()
