"""Which names are held in an entry: the glossary's, and those it brings along itself.

Its company, product and contacts are in without anybody's act; where the glossary has
the same name, the glossary's rules hold. Names of other companies are never looked for:
a remark on one would tell that it is there.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import CharField, F, Q, Value
from django.utils.translation import gettext as _

from launches.content import Content
from launches.enums import Strictness
from launches.models import Company, CompanyContact, CompanyText, Launch, Term
from launches.names import Name, case_for, key
from launches.readiness import naming

Called = dict[int, list[tuple[str, str]]]  # {company id: (language or "", name)}


def names_of(
    launches: Iterable[Launch], contents: dict[int, Content]
) -> dict[int, tuple[Name, ...]]:
    """{launch id: the names that its texts are held against}, in two queries for any number."""
    launches = list(launches)
    terms = defaultdict(list)
    companies = {launch.company_id for launch in launches}
    rows = Term.objects.filter(forum__in={launch.forum_id for launch in launches})
    for term in rows.filter(Q(company=None) | Q(company__in=companies)):
        terms[term.forum_id, term.company_id].append(term.as_name())
    called = _called(companies)
    return {
        launch.pk: _joined(
            [*terms[launch.forum_id, launch.company_id], *terms[launch.forum_id, None]],
            [*_company(called[launch.company_id]), *_product(contents.get(launch.pk))],
        )
        for launch in launches
    }


def _called(companies: set[int]) -> Called:
    """Everything these companies and their contacts are called, in one query."""
    nothing = Value("", output_field=CharField())
    own = Company.objects.filter(pk__in=companies).order_by()
    parts = [
        own.values_list("pk", nothing, F("name")),
        own.values_list("pk", Value("native", output_field=CharField()), F("name_native")),
        CompanyText.objects.filter(company__in=companies)
        .order_by()
        .values_list("company_id", F("language"), F("name")),
        CompanyContact.objects.filter(company__in=companies)
        .order_by()
        .values_list("company_id", Value("person", output_field=CharField()), F("name")),
    ]
    found: Called = defaultdict(list)
    for company, language, name in parts[0].union(*parts[1:], all=True):
        if name.strip():
            found[company].append((language, name.strip()))
    return found


def _company(called: list[tuple[str, str]]) -> list[Name]:
    plain = [name for language, name in called if not language]
    aside = [name for language, name in called if language in {"native", "person"}]
    own = tuple(one for one in called if one[0] not in {"", "native", "person"})
    return [
        *(Name(name, own, case=case_for(name)) for name in plain),
        *(Name(name, case=case_for(name)) for name in aside),
    ]


def _product(content: Content | None) -> list[Name]:
    called = [content.product, content.product_native] if content else []
    return [Name(name.strip(), case=case_for(name)) for name in called if name.strip()]


def _joined(terms: list[Name], brought: list[Name]) -> tuple[Name, ...]:
    """The terms first; a name that is there already is not brought again."""
    forms = (form for term in terms for form in (term.text, *(own for _code, own in term.own)))
    known = {key(form) for form in forms}
    return (*terms, *(name for name in brought if key(name.text) not in known))


def remarks(launch: Launch, content: Content) -> dict[str, str]:
    """{field: what is wrong with the names in it} of one entry; empty where all are right."""
    names = names_of([launch], {launch.pk: content})[launch.pk]
    return naming.remarks(content, names, launch.forum.required_languages)


def refused(launch: Launch, content: Content) -> dict[str, str]:
    """The same, where the forum lets no entry with wrong names through; else empty."""
    if launch.forum.names_at_approval != Strictness.REFUSE:
        return {}
    return remarks(launch, content)


def refusal(found: dict[str, str]) -> str:
    """One sentence before the remarks."""
    return _("Names are not written as the glossary has them: %(remarks)s") % {
        "remarks": " ".join(found.values())
    }
