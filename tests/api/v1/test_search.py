"""Finding by words in any script: in the lists and in one question to everything."""

import pytest
from django.db import connection

from launches.queries.search import pairs_of
from tests.factories import CompanyFactory, CueFactory, EventFactory, MemberFactory, launch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SAID = {
    "zh": "极光一号智能手术机器人",
    "ja": "オーロラは手術を支援する",
    "ko": "로봇 수술 도우미",
    "ar": "روبوت الجراحة",
    "th": "หุ่นยนต์ผ่าตัด",
    "de": "Überall größer: Zweirad",
}


def found(client, words: str) -> list[str]:
    answer = client.get("/api/v1/search/", {"q": words})
    assert answer.status_code == 200, answer.content
    return [row["product"] for row in answer.json()["launches"]]


def test_words_of_every_script_are_found(client):
    for code, text in SAID.items():
        launch("released", product=code, content={"category": text})
    wanted = {
        "手术": ["zh"],
        "机器人 极光": ["zh"],
        "号": ["zh"],
        "光极": [],  # only shares signs
        "オーロラ": ["ja"],
        "支援": ["ja"],
        "수술": ["ko"],
        "الجراحة": ["ar"],
        "ผ่าตัด": ["th"],
        "GRÖSSER zweirad": ["de"],
        "ＺＷＥＩＲＡＤ": ["de"],
        "rad": ["de"],
    }
    assert {words: found(client, words) for words in wanted} == wanted


def test_pairs_of_a_word():
    wanted = {"极光一": ["光一", "极光"], "光": ["光"], "a光b极光": ["光", "极光"], "plain": []}
    assert {word: pairs_of(word) for word in wanted} == wanted


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="its own function and index")
def test_the_database_makes_the_same_pairs_and_has_its_indexes():
    with connection.cursor() as cursor:
        for text in [*SAID.values(), "", "a光b", "plain"]:
            cursor.execute("SELECT unveil_pairs(%s)", [text])
            assert set(cursor.fetchone()[0]) == set(pairs_of(text)) | {
                c for c in text if c > "\x7f"
            }
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'launches_edition'")
        names = {name for (name,) in cursor.fetchall()}
    assert names >= {"edition_current_by_pairs", "edition_current_by_trigrams"}


def test_one_question_finds_each_kind(client, key, moment):
    moment.at(-600)
    company = MemberFactory(company=CompanyFactory(name="Canary Works")).company
    entry = launch("approved", opens_at=moment.T, product="Canary One", company=company)
    EventFactory(title="A canary sings", title_zh="金丝雀", stage__slug="hall", code="E1")

    def counts(words: str, **headers) -> list[int]:
        body = client.get("/api/v1/search/", {"q": words}, **headers).json()
        return [len(body[kind]) for kind in ("launches", "companies", "sessions")]

    moment.at(-1)
    assert (counts("canary"), counts("canary", **key("press"))) == ([0, 0, 1], [1, 1, 1])
    moment.at(0)
    body = client.get("/api/v1/search/?q=CANARY&lang=zh").json()
    assert body["launches"][0]["text"]["headline"] == "Canary One 发布"
    assert body["companies"][0]["id"] == entry.company.uid
    assert body["sessions"][0]["id"] == "hall/E1"
    for kind, address in body["more"].items():
        assert len(client.get(address).json()["results"]) == 1, kind
    assert counts("金丝") == [0, 0, 1]


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=x&limit=0", "q=x&kind=y", "q=%20"])
def test_a_search_without_a_word_is_refused(client, query):
    answer = client.get(f"/api/v1/search/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_search_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    for number in range(3):
        CueFactory(launch=launch("released", product=f"Canary {number}"), event__title="canary")
        if number != 1:
            with django_assert_num_queries(5):
                client.get("/api/v1/search/?q=canary")
