"""One house for all tests of a module: starting it takes seconds."""

from collections.abc import Iterator

import pytest

from tests.runtime.house import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    for process in house.processes.values():
        process.kill()
        process.wait(5)
