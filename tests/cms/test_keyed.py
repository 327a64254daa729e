"""Which bytes a key is given in front of Django, and when Django has to answer.

The database's part is real elsewhere (tests/api/test_admission.py, tests/runtime/test_keyed.py);
here it says what the scene wants, so that changes come between two steps.
"""

import asyncio
from types import SimpleNamespace

import pytest

from api import shared
from api.admission import Grant
from cms import keyed
from cms.bridge import Made
from launches.enums import Audience
from launches.queries.gate import Reader

PRESS, PUBLIC = Reader(Audience.PRESS), Reader(Audience.PUBLIC)
NARROW = Reader(Audience.PRESS, ("space",))
TOKEN = f"Bearer unv_abcdefghjk_{'x' * 40}"
PATH = "/api/v1/launches/"


class Headers(dict):
    """Of one value each, as the server gives them."""

    def get_all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []


class Line:
    """The connection to the reader."""

    status, headers, body = 0, (), b""

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def response_empty(self, status, headers):
        self.status, self.headers = status, headers


def made(reader: Reader, beat: int) -> shared.Answer | Made:
    """Django's answer, which tells for whom and in which beat it was made."""
    headers = [("content-type", "application/json"), ("etag", '"t"'), ("x-unveil-edge", "keyed 7")]
    body = f'{{"for":"{reader.audience} {reader.themes}","beat":{beat}}}'.encode()
    place = (PATH, "", "", "host", reader)
    return shared.build(200, headers, body, place=place, beat=beat)


@pytest.fixture
def scene(monkeypatch):
    """scene(reads, beats, ...) -> (whether it answered, the line, what was asked for).

    `reads` is what the key reads at each ask (None: refused), `beats` what the pulse says
    at each look, its last word again and again.
    """

    def play(reads, beats, *, make=made, method="GET", path=PATH, times=1, **headers):
        asked, left, looks = [], list(reads), list(beats)

        def admit(asks):
            asked.extend((ask.reader, bool(ask.shown)) for ask in asks)
            reader = left.pop(0) if len(left) > 1 else left[0]
            mark = "m" * 16
            return [
                reader and Grant(reader, None, mark if ask.shown and ask.reader == reader else "")
                for ask in asks
            ]

        async def maker(store, place, scope, beat, build, **more):
            answer = make(place[-1], beat)
            if isinstance(answer, shared.Answer):
                store.put(place, answer)
            return answer

        async def send(line, answer):
            line.response_bytes(answer.status, answer.headers, answer.first)

        async def run():
            monkeypatch.setattr(keyed, "admit", admit)
            pulse = SimpleNamespace(beat=lambda: looks.pop(0) if len(looks) > 1 else looks[0])
            front = keyed.Keyed(pulse, SimpleNamespace(made=maker), SimpleNamespace(send=send))
            sent = Headers({"authorization": TOKEN} | headers)
            address = {"authority": "host", "client": "192.0.2.1:5", "headers": sent}
            scope = SimpleNamespace(method=method, path=path, query_string="", **address)
            for _ in range(times):
                line = Line()
                answered = await front.answer(scope, line, sent)
            front.close()
            return answered, line, asked

        return asyncio.run(run())

    return play


def test_it_learns_what_the_key_reads_and_gives_that(scene):
    answered, line, asked = scene([PRESS], [1], times=2)
    assert (answered, line.status) == (True, 200)
    assert line.body == b'{"ledger":"mmmmmmmmmmmmmmmm","for":"press ()","beat":1}'
    said = dict(line.headers)
    assert (said["content-length"], said["unveil-ledger"]) == (str(len(line.body)), "m" * 16)
    assert asked == [(None, False), (PRESS, True), (PRESS, True)]


def test_a_key_that_was_narrowed_gets_no_byte_of_before(scene):
    answered, line, asked = scene([PRESS, PRESS, NARROW], [1], times=2)
    assert answered
    assert b"space" in line.body
    assert asked == [(None, False), (PRESS, True), (PRESS, True), (NARROW, True)]


def test_a_change_that_comes_while_the_commit_waits_is_seen_before_the_bytes_leave(scene):
    answered, line, _asked = scene([PRESS], [1, 1, 2])
    assert (answered, b'"beat":2' in line.body) == (True, True)


def test_where_changes_never_end_or_the_key_is_refused_django_answers(scene):
    changing = scene([PRESS], list(range(20)))
    refused = scene([None], [1])
    blind = scene([PRESS], [None])
    for answered, line, _asked in (changing, refused, blind):
        assert (answered, line.status) == (False, 0)


def test_a_refused_key_makes_nobody_work_for_it(scene):
    built = []
    scene(
        [PRESS, PRESS, None], [1, 1, 1, 2], times=4, make=lambda *of: built.append(of) or made(*of)
    )
    assert built == [(PRESS, 1), (PRESS, 2)]


@pytest.mark.parametrize(("status", "answered"), [(404, True), (400, True), (200, False)])
def test_a_refusal_is_handed_out_as_it_is_and_what_is_not_shared_left_alone(
    scene, status, answered
):
    page = Made(status, [("content-type", "text/plain")], b"said", None, lambda: None)
    found, line, asked = scene([PRESS], [1], make=lambda *_of: page)
    assert (found, line.body) == (answered, b"said" if answered else b"")
    assert asked[1:] == ([(PRESS, False)] if answered else [])


def test_what_sends_no_words_is_not_entered(scene):
    for more, status in (({"method": "HEAD"}, 200), ({"if-none-match": '"t"'}, 304)):
        answered, line, asked = scene([PRESS], [1], **more)
        assert (answered, line.status, line.body) == (True, status, b"")
        assert asked[-1] == (PRESS, False)
        assert "unveil-ledger" not in dict(line.headers)


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/api/v1/desk/ledger/"},
        {"authorization": "Bearer unv_short"},
        {"authorization": "Basic abc"},
        {"transfer-encoding": "chunked"},
    ],
)
def test_everything_else_is_djangos(scene, other):
    answered, line, asked = scene([PRESS], [1], **other)
    assert (answered, line.status, asked) == (False, 0, [])
