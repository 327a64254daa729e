"""Stored bytes: what is kept, in which forms, and for how long."""

import gzip

import brotli
import zstandard

from api import edge

BODY = b'{"results":[' + b"1," * 1000 + b"1]}"
HEADERS = [("content-type", "application/json"), ("etag", '"abc"'), ("x-unveil-edge", "public")]
KEY = ("/api/v1/launches/", "", "", "host")


def made(beat: int = 1, body: bytes = BODY) -> edge.Answer:
    answer = edge.build(200, HEADERS, body, beat=beat)
    assert answer
    return answer


def test_an_answer_is_kept_in_four_forms_with_tags_of_their_own():
    forms = made().forms
    assert {name: dict(form.headers)["etag"] for name, form in forms.items()} == {
        "": '"abc"',
        "br": '"abc-br"',
        "zstd": '"abc-zstd"',
        "gzip": '"abc-gzip"',
    }
    assert [forms[""].body, gzip.decompress(forms["gzip"].body)] == [BODY, BODY]
    assert brotli.decompress(forms["br"].body) == BODY
    assert zstandard.decompress(forms["zstd"].body) == BODY
    lengths = [dict(form.headers)["content-length"] for form in forms.values()]
    assert lengths == [str(len(form.body)) for form in forms.values()]
    assert not [name for form in forms.values() for name, _v in form.headers if name == edge.MARK]


def test_reads_of_the_api_and_of_feeds_are_wanted_and_kits_are_not():
    asked = {
        ("GET", "/api/v1/launches/", ""): True,
        ("HEAD", "/feeds/launches.rss", "theme=space"): True,
        ("GET", "/api/v1/launches/abc/kit.zip", ""): False,
        ("GET", "/api/v1/launches/", "q" * 1024): False,
        ("POST", "/api/v1/launches/", ""): False,
        ("GET", "/launches/", ""): False,
    }
    assert {one: edge.wanted(*one) for one in asked} == asked


def test_only_what_the_view_calls_public_is_kept():
    unmarked = HEADERS[:2]
    assert edge.build(200, unmarked, BODY, beat=1) is None
    assert edge.build(404, HEADERS, BODY, beat=1) is None
    assert edge.build(200, [*HEADERS, ("set-cookie", "a=b")], BODY, beat=1) is None


def test_an_answer_lives_for_one_beat():
    store = edge.Edge()
    store.put(KEY, made(beat=7))
    assert (store.get(KEY, 7) is not None, store.get(KEY, 8)) == (True, None)


def test_the_least_recently_used_leave_first_and_the_size_stays_bounded():
    one = made()
    store = edge.Edge(limit=one.size * 2)
    for name in ("a", "b"):
        store.put((name, "", "", ""), one)
    store.get(("a", "", "", ""), 1)
    store.put(("c", "", "", ""), one)
    kept = [name for name in "abc" if store.get((name, "", "", ""), 1)]
    assert (kept, store.size) == (["a", "c"], one.size * 2)


def test_the_reader_chooses_the_encoding():
    answer = made()
    wanted = {
        "": "",
        "gzip": "gzip",
        "gzip, deflate, br, zstd": "br",
        "GZIP, zstd": "zstd",
        "br;q=0, gzip": "gzip",
        "br;q=0.5, gzip;q=0.9": "gzip",
        "*": "br",
        "*;q=0.1, identity": "",
        "*;q=0": "",
        "identity": "",
        "br;q=much": "",
    }
    found = {accept: edge.choose(answer, accept) for accept in wanted}
    assert found == {accept: answer.forms[form] for accept, form in wanted.items()}


def test_a_tag_of_any_form_is_known():
    tags = ['"abc"', 'W/"abc-br"', '"x", "abc-gzip"', '"abc-zstd"', "*", '"other"']
    assert [edge.known(made(), tag) for tag in tags] == [True] * 5 + [False]


def test_what_is_one_readers_is_in_no_stored_answer():
    headers = [*HEADERS, ("ratelimit", '"anonymous";r=1;t=2'), ("vary", "Accept")]
    answer = edge.build(200, headers, BODY, beat=1)
    names = {name for form in answer.forms.values() for name, _value in form.headers + form.bare}
    assert names == {"content-type", "content-length", "content-encoding", "etag", "vary"}
