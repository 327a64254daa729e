"""No room left, in the database or on the disk: 507, whatever wrapped the failure."""

import sys

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from cms import away


def told(path: str) -> tuple[int, str]:
    """What the handler of failures answers to the failure under way."""
    answer = away.failed(RequestFactory().get(path))
    return answer.status_code, answer.headers["Content-Type"]


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a limit of SQLite")
def test_a_database_that_cannot_grow_is_507():
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 1}")
        try:
            with pytest.raises(OperationalError) as caught:
                cursor.execute("CREATE TABLE big AS SELECT zeroblob(10000000) AS x")
            try:
                raise caught.value
            except OperationalError:
                answer = told("/api/v1/launches/")
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer == (507, "application/problem+json")


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_is_507_whatever_wrapped_it():
    try:
        try:
            with open("/dev/full", "wb", buffering=0) as full:
                full.write(b"x")
        except OSError as error:
            raise RuntimeError("could not store") from error
    except RuntimeError:
        assert told("/portal/") == (507, "text/html; charset=utf-8")
