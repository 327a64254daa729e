"""The glossary on the desk: who keeps it, what a table brings, what the review page says."""

from dataclasses import astuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from launches import clock
from launches.domain import glossary
from launches.errors import NotAllowed
from launches.importing import terms
from launches.models import AuditEntry, Finding, Forum, Term
from tests import factories
from tests.factories.glossary import TermFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
LIST = "/cms/snippets/launches/term/"
BRING = "/cms/glossary/bring/"
TABLE = """name,kind,company,zh-hans,never,capitals,note
DeepSeek,company,,深度求索,Deep Seek Inc|深度搜索,Exactly as written,
Green Energy,term,,绿色能源,,as_a_name,plain words
"""


@pytest.fixture
def translator(client, desk_user):
    client.force_login(desk_user("Translators"))
    factories.ForumFactory()
    return client


def brought(client, text, **more):
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("terms.csv", data)
    return client.post(BRING, {"forum": Forum.objects.get().pk, "file": file, **more})


def kept() -> list[tuple]:
    return [
        (one.name, one.kind, one.own, one.variants, one.case_rule, one.note)
        for one in Term.objects.all()
    ]


def test_a_term_is_added_by_hand_and_refused_with_words(translator):
    assert "Glossary" in translator.get("/cms/").content.decode()
    forum = Forum.objects.get()
    fields = {"forum": forum.pk, "name": "DeepSeek", "kind": "company", "case_rule": "exact"}
    wrong = translator.post(f"{LIST}add/", {**fields, "names": "深度求索"}).content.decode()
    assert "wants a language and a name" in wrong
    right = translator.post(f"{LIST}add/", {**fields, "names": "zh-hans: 深度求索"})
    assert right.status_code == 302
    page = translator.get(LIST).content.decode()
    assert [one for one in ("DeepSeek", "Chinese: 深度求索", BRING) if one not in page] == []
    again = translator.post(f"{LIST}add/", fields)
    assert "The glossary has this name already." in again.content.decode()
    assert Term.objects.count() == 1


def test_a_table_comes_in_and_the_same_again_changes_nothing(translator):
    Term.objects.create(forum=Forum.objects.get(), name="Green Energy", names="ar: طاقة")
    assert brought(translator, TABLE).url == LIST
    expected = [
        ("DeepSeek", "company", (("zh-hans", "深度求索"),), ("Deep Seek Inc", "深度搜索"),
         "exact", ""),
        ("Green Energy", "term", (("zh-hans", "绿色能源"),), (), "as_a_name", "plain words"),
    ]  # fmt: skip
    assert kept() == expected
    forum, rows = Forum.objects.get(), terms.read(TABLE.encode("utf-16"))
    by = AuditEntry.objects.get(verb="glossary_brought").actor
    found = glossary.bring(forum, rows, by=by, at=clock.now())
    assert (astuple(found), kept()) == ((0, 0, 2), expected)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file is empty."),
        ("name,colour\nA,red\n", "The heading “colour” is not known"),
        ("kind\nterm\n", "A column “name” is wanted."),
        ("name,kind\nA,planet\n", "row 2"),
        ("name,kind\n,term\n", "row 2"),
        ("name,company\nA,Nobody Ltd\n", "The company “Nobody Ltd” is not known."),
        ("name\nA\nA\n", "“A” stands twice in the file."),
        ("name\n" + "x" * 201, "row 2"),
        ("name\n" + "A\n" * 5001, "at most 5000 are read"),
    ],
)
def test_a_table_that_is_not_right_changes_nothing(translator, text, told):
    response = brought(translator, text)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert Term.objects.count() == 0
    assert not AuditEntry.objects.filter(verb="glossary_brought").exists()


def test_only_those_with_the_right_bring_one(client, desk_user):
    forum = factories.ForumFactory()
    for group in ("Release managers", "Auditors", "Press officers"):
        user = desk_user(group)
        client.force_login(user)
        assert brought(client, TABLE).status_code in {302, 403}
        with pytest.raises(NotAllowed):
            glossary.bring(forum, [], by=user, at=clock.now())
    assert Term.objects.count() == 0


def test_a_new_table_has_every_entry_looked_at_again(translator):
    launch = entry("draft").launch
    Finding.objects.create(launch=launch, assessed_at=clock.now())
    brought(translator, TABLE)
    assert Finding.objects.get().assessed_at is None


def test_the_review_page_says_what_is_wrong_and_where(client, editor):
    TermFactory(name="DeepSeek", names="zh-hans: 深度求索")
    page = entry("in_review")
    texts = list(page.texts.all())
    texts[0].headline = "deepseek opens"
    page.texts = texts
    page.save_revision(user=editor)
    client.force_login(editor)
    body = client.get(f"/cms/desk/{page.launch.uid}/").content.decode()
    told = "Headline in English: “deepseek” is written “DeepSeek”."
    assert body.count(told) == 3  # in the list, in the channel of English, at the text
    assert "Names to look at" in body
    Forum.objects.update(names_at_approval="refuse")
    body = client.get(f"/cms/desk/{page.launch.uid}/").content.decode()
    assert "Names to mend before approval" in body
