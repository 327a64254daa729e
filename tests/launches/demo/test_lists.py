"""The demo's lists: real rows, honest slips, one of each state that the desk meets."""

from collections import Counter

import pytest

from launches import clock
from launches.demo import lists, reader
from launches.domain import mailing
from launches.models import CommitteeList, Company, Invitation, Launch, Preference
from tests.factories import CompanyFactory, MemberFactory, StageFactory, ThemeFactory, UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought():
    forum = ThemeFactory(name="Life and health").forum
    StageFactory(forum=forum, slug="release-a", name="Release Stage A", name_zh="发布厅 A")
    StageFactory(forum=forum, slug="main-hall", name="Main Hall", name_zh="主会场")
    row = next(row for row in reader.rows() if row.id == lists.SLIPS[0][0])
    owner = MemberFactory(company=CompanyFactory(name=row.company, country="CN"))
    entry(owner=owner, product=row.product)
    with mailing.unsent():
        lists.bring(UserFactory(reviewer=True, name="Edith"), clock.now())
    return CommitteeList.objects.order_by("at")


def test_one_is_made_one_waits_with_its_errors_one_was_not_understood(brought):
    assert [(row.filename, row.state) for row in brought] == [
        ("Committee list, round 1.xlsx", "done"),
        ("候选名单（第二批）.csv", "checked"),
        ("exposants français.csv", "refused"),
    ]
    done, waiting, refused = brought
    assert Launch.objects.filter(company__memberships=None).count() == len(lists.MADE)
    assert Counter(waiting.lines.values_list("kind", flat=True)) == {
        "record": 6, "duplicate": 2, "error": 4, "warning": 1,
    }  # fmt: skip
    assert list(waiting.lines.filter(kind="error").values_list("row", "code")) == [
        (11, "missing_date"),
        (12, "unknown_country"),
        (13, "formula_without_value"),
        (14, "bad_date"),
    ]
    assert [column[1] for column in refused.sheets[0]["columns"]] == [""] * 4
    assert {"html_removed", "whitespace", "url_fixed", "fill_down"} <= set(
        done.lines.values_list("code", flat=True)
    )


def test_what_the_list_asked_for_is_wished_and_two_companies_are_invited(brought):
    wished = Preference.objects.exclude(day=None).values_list("stage__slug", flat=True)
    assert Counter(wished) == {"release-a": 3, "main-hall": 3}
    assert Preference.objects.filter(note="the last afternoon; near the entrance").count() == 2
    assert Invitation.objects.count() == 2
    assert Company.objects.filter(memberships=None).count() == len(lists.MADE)


def test_the_rows_are_real_and_each_stands_in_one_list():
    rows = {row.id for row in reader.rows()}
    used = [*lists.MADE, *lists.WAITING, *lists.UNREAD, *(key for key, _slip in lists.SLIPS)]
    assert set(used) <= rows
    assert len(set(used)) == len(used)
