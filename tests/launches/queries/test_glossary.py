"""The glossary over an entry: what is in by itself, whose terms count, what approval does."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from launches import clock
from launches.content import Words
from launches.domain import release, review, submission
from launches.enums import CaseRule, Channel, Standing, Strictness
from launches.errors import NotReady
from launches.models import CompanyContact, CompanyText, Forum, Term
from launches.queries import glossary, readiness
from tests import factories
from tests.factories.glossary import TermFactory

pytestmark = pytest.mark.django_db


def said(launch, **texts):
    """The complete content with some of its English texts otherwise."""
    content = factories.content_of(launch)
    return replace(content, words=(replace(content.words[0], **texts), *content.words[1:]))


def test_company_product_and_contacts_are_in_by_themselves():
    company = factories.CompanyFactory(name="ByteWorks", name_native="字节工坊")
    CompanyText.objects.create(company=company, language="ar", name="بايت")
    CompanyContact.objects.create(company=company, name="Ana McKay")
    entry = factories.launch("draft", company=company, product="X-200")
    content = said(
        entry, headline="Byteworks shows the X200", body="<p>Ask ANA <b>Mckay</b> of bytes.</p>"
    )
    assert glossary.remarks(entry, content) == {
        "texts.en.headline": "Headline in English: “Byteworks” is written “ByteWorks”; "
        "“X200” is written “X-200”.",
        "texts.en.body": "Body in English: “ANA Mckay” is written “Ana McKay”.",
    }


def test_a_companys_term_is_never_looked_for_in_anothers_entry():
    mine, theirs = factories.CompanyFactory(), factories.CompanyFactory()
    TermFactory(name="HiddenThing", company=theirs)
    TermFactory(name="OpenThing")
    entry = factories.launch("draft", company=mine)
    content = said(entry, headline="A hiddenthing and an openthing")
    assert glossary.remarks(entry, content) == {
        "texts.en.headline": "Headline in English: “openthing” is written “OpenThing”."
    }


def test_the_name_of_the_original_is_wanted_in_the_translation():
    TermFactory(name="DeepSeek", names="zh-hans: 深度求索\nar: ديب سيك")
    entry = factories.launch("draft")
    content = said(entry, tagline="With DeepSeek inside")
    assert glossary.remarks(entry, content) == {
        "texts.zh-hans.tagline": "Tagline in Chinese: “DeepSeek” is called “深度求索” here, "
        "which is missing."
    }
    state = readiness.of(entry, content, at=clock.now())
    assert state.standing(Channel.LANGUAGE, "zh-hans") == Standing.FAILING
    assert state.standing(Channel.LANGUAGE, "en") == Standing.READY
    assert state.required == {}


def test_a_terms_rule_stands_before_that_of_the_entry():
    entry = factories.launch("draft", product="X-200")
    content = said(entry, headline="The x-200 opens")
    assert list(glossary.remarks(entry, content)) == ["texts.en.headline"]
    TermFactory(name="X-200", case_rule=CaseRule.ANY)
    assert glossary.remarks(entry, content) == {}


@pytest.mark.parametrize(
    ("strictness", "passes"),
    [(Strictness.OFF, True), (Strictness.WARN, True), (Strictness.REFUSE, False)],
)
def test_approval_refuses_only_where_the_forum_says_so(strictness, passes):
    entry = factories.launch("in_review")
    Forum.objects.update(names_at_approval=strictness)
    TermFactory(name="DeepSeek")
    content = said(entry, summary="By deepseek.")
    chief = factories.UserFactory(releaser=True)
    values = {"revision": entry.latest_revision, "content": content, "by": chief}
    if passes:
        assert release.approve(entry, **values, at=clock.now()).number == 1
        return
    with pytest.raises(NotReady) as refusal:
        release.approve(entry, **values, at=clock.now())
    assert refusal.value.fields == {
        "texts.en.summary": "Summary in English: “deepseek” is written “DeepSeek”."
    }
    entry.refresh_from_db()
    assert (entry.state, entry.editions.count()) == ("in_review", 0)


@pytest.mark.parametrize("count", [1, 3])
def test_names_of_many_cost_what_those_of_one_cost(count, django_assert_num_queries):
    entries = [factories.launch("draft", product=f"Thing {n}") for n in range(count)]
    TermFactory()
    contents = {one.pk: factories.content_of(one) for one in entries}
    with django_assert_num_queries(2):
        assert set(glossary.names_of(entries, contents)) == set(contents)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("names", "深度求索", "“深度求索” wants a language and a name: zh-hans: 中文名"),
        ("names", "klingon: Qapla", "“klingon: Qapla” wants a language and a name"),
        ("forbidden", "DeepSeek", "The name itself cannot be forbidden."),
        ("forbidden", "x" * 201, "At most 40 lines of 200 characters each."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(field, value, told):
    with pytest.raises(ValidationError) as refusal:
        TermFactory.build(**{field: value}, forum=factories.ForumFactory()).full_clean()
    assert refusal.value.message_dict[field][0].startswith(told)


def test_a_name_is_once_in_a_forum_and_once_for_a_company():
    company = factories.CompanyFactory()
    TermFactory(name="Same"), TermFactory(name="Same", company=company)
    for more in ({}, {"company": company}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TermFactory(name="Same", **more)
    assert Term.objects.count() == 2


def test_words_of_an_entry_without_the_forums_languages_are_held_too():
    entry = factories.launch("draft")
    TermFactory(name="DeepSeek")
    content = replace(factories.content_of(entry), words=(Words("fr", "deepseek arrive"),))
    assert list(glossary.remarks(entry, content)) == ["texts.fr.headline"]


def test_handing_in_asks_only_what_the_organisers_demand():
    entry = factories.launch("draft")
    TermFactory(name="DeepSeek")
    owner = entry.company.memberships.get().user
    content = said(entry, headline="deepseek opens")
    submission.submit(
        entry, revision=entry.latest_revision, content=content, by=owner, at=clock.now()
    )
    review.start_review(entry, by=factories.UserFactory(reviewer=True), at=clock.now())
    assert entry.state == "in_review"
