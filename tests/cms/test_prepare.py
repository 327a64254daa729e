"""A second start does nothing, unless something has changed."""

import subprocess
import sys

import pytest

from cms import prepare


@pytest.fixture
def house(tmp_path, monkeypatch):
    """An empty folder of data; what is prepared there is counted, not done."""
    done = []

    def act(data):
        done.append(data)
        (data / "unveil.sqlite3").touch()

    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(prepare, "prepare", act)
    prepare.main()
    return tmp_path, done


def test_a_second_start_does_nothing(house):
    prepare.main()
    assert house[1] == [house[0]]


def test_it_loads_nothing_large():
    prepare.catalogues()
    code = """
import sys
from cms import prepare
prepare.catalogues()
print({"django", "babel"} & set(sys.modules))
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=prepare.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def renewed(folder, monkeypatch):
    (folder / "unveil.sqlite3").rename(folder / "old")
    (folder / "unveil.sqlite3").touch()


def fonts(folder, monkeypatch):
    (folder / "fonts").mkdir()
    (folder / "fonts" / "new.css").touch()


def environment(folder, monkeypatch):
    monkeypatch.setenv("DEMO", "0")


def server(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/unveil")


@pytest.mark.parametrize("change", [renewed, fonts, environment, server])
def test_a_change_makes_it_look_again(house, monkeypatch, change):
    folder, done = house
    change(folder, monkeypatch)
    prepare.main()
    assert done == [folder, folder]
