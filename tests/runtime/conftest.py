"""One house for all tests of a module: starting it takes seconds."""

from collections.abc import Iterator

import pytest

from tests.runtime.house import House


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    environment = getattr(request.module, "ENVIRONMENT", {})
    house = House(tmp_path_factory.mktemp("house"), **environment)
    yield house
    house.close()
