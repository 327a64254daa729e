"""The page “Who minds what”: rules, load, dealing out, and a list that is tried first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from launches import clock
from launches.domain import assigning
from launches.models import Assignment, AssignmentRule, BulkJob
from tests.factories import MemberFactory, ThemeFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
URL = "/cms/review/assign/"


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


def send(client, text: str | bytes, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(URL, {"file": SimpleUploadedFile("who.csv", data), **more})


def assigned() -> set[tuple[str, str]]:
    rows = Assignment.objects.select_related("launch", "user")
    return {(one.launch.product, one.user.email) for one in rows}


def test_a_list_is_tried_and_then_assigned(at_the_desk, editor, chief):
    one, two = (entry("submitted", product=name).launch for name in ("One", "Two"))
    assigning.assign(two, to=editor, by=editor, at=clock.now())
    text = f"Editor;Note;Entry\n{chief.email.upper()};x;{one.uid}\n\n{editor.email};;{two.uid}\n"
    answer = send(at_the_desk, text)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert ("will be assigned" in page, "minds it already" in page) == (True, True)
    assert assigned() == {("Two", editor.email)}
    form = {"text": answer.context["text"], "rows": "all"}
    done = at_the_desk.post(reverse("judging:assign-list"), form, follow=True)
    assert "1 entry assigned." in done.content.decode()
    assert assigned() == {("Two", editor.email), ("One", chief.email)}
    at_the_desk.post(reverse("judging:assign-list"), form)
    assert len(assigned()) == 2


def test_each_fault_is_named_by_its_row_and_good_rows_go_alone(at_the_desk, editor, chief):
    owner = MemberFactory(user=chief)
    mine = entry("submitted", product="Mine", owner=owner).launch
    good = entry("submitted", product="Good").launch
    rows = [
        f"{good.uid},{editor.email}",
        f"absent<b>,{editor.email}",
        f"{good.uid},stranger@elsewhere.example",
        f"{good.uid},{editor.email}",
        f"{mine.uid},{chief.email}",
        good.uid,
    ]
    answer = send(at_the_desk, "entry,editor\n" + "\n".join(rows))
    faults = {one.row.number: one.fault for one in answer.context["tried"] if one.fault}
    assert faults == {
        3: "There is no entry “absent<b>”.",
        4: "Nobody at the desk has the address “stranger@elsewhere.example”.",
        5: "The same is in an earlier row.",
        6: f"{chief} may not review this entry.",
        7: "Nobody at the desk has the address “”.",
    }
    assert "absent&lt;b&gt;" in answer.content.decode()
    form = {"text": answer.context["text"], "rows": "all"}
    refused = at_the_desk.post(reverse("judging:assign-list"), form)
    assert (refused.status_code, assigned()) == (409, set())
    assert "Some rows cannot be done" in refused.content.decode()
    at_the_desk.post(reverse("judging:assign-list"), form | {"rows": "good"})
    assert assigned() == {("Good", editor.email)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\0\0", "The first row has to name"),
        (b"product,person\nA,b", "Found: product, person"),
        (b'entry,editor\n"never closed', ""),
        (b"\xff\xfe\x00\xd8entry", ""),
        (b"entry,editor\n" + b"a,b\n" * 5001, "5001 rows"),
        (b"x" * 1_000_001, "1000001 bytes"),
    ],
)
def test_what_is_no_list_is_refused_in_words(at_the_desk, data, said):
    answer = send(at_the_desk, data)
    assert answer.status_code == (422 if said else answer.status_code) < 500
    assert said in answer.content.decode()
    assert not Assignment.objects.exists()


def test_the_list_may_be_in_chinese_and_in_an_office_encoding(at_the_desk, editor):
    one = entry("submitted").launch
    answer = send(at_the_desk, f"申报编号\t编辑\n{one.uid}\t{editor.email}".encode("gb18030"))
    assert answer.context["good"] == 1


def test_the_button_deals_out_what_nobody_minds(at_the_desk, editor, chief):
    kept, new = (entry("submitted", product=name).launch for name in ("Kept", "New"))
    assigning.assign(kept, to=editor, by=editor, at=clock.now())
    rule = AssignmentRule.objects.create(forum=ThemeFactory().forum, is_on=False)
    rule.people.add(chief)
    page = at_the_desk.get(URL)
    assert "1 entry under review is minded by nobody." in page.content.decode()
    href = f"{page.context['deal']}?{page.context['nobody']}&all=1"
    begun = at_the_desk.post(href, {"count": "1"})
    assert begun.status_code == 302
    assert BulkJob.objects.get().items.get().launch == new


def test_who_only_reads_sees_no_form_and_assigns_nobody(client, desk_user, editor):
    client.force_login(desk_user("Auditors"))
    page = client.get(URL).content.decode()
    assert ("How full each desk is" in page, "Upload and try" in page) == (True, False)
    one = entry("submitted").launch
    form = {"text": f"entry\teditor\n{one.uid}\t{editor.email}", "rows": "all"}
    assert client.post(reverse("judging:assign-list"), form).status_code == 403
    assert not Assignment.objects.exists()


def test_a_rule_is_made_in_the_call_with_people_of_the_desk(client, chief, editor):
    client.force_login(chief)
    address = reverse("wagtailsnippets_launches_assignmentrule:add")
    stranger = MemberFactory().user
    forum = ThemeFactory().forum
    form = {"forum": forum.pk, "people": [stranger.pk], "position": 0, "is_on": "on"}
    assert "Select a valid choice" in client.post(address, form).content.decode()
    assert client.post(address, form | {"people": [editor.pk]}).status_code == 302
    assert [one.name for one in AssignmentRule.objects.get().people.all()] == [editor.name]


ASSIGN = 15


def test_trying_costs_a_fixed_number_and_one_more_a_sound_row(
    at_the_desk, editor, django_assert_num_queries
):
    rows = [f"{entry('submitted').launch.uid},{editor.email}" for _ in range(3)]
    at_the_desk.get(URL)
    with django_assert_num_queries(ASSIGN):
        at_the_desk.get(URL)
    AssignmentRule.objects.create(forum=ThemeFactory().forum).people.add(editor)
    AssignmentRule.objects.create(forum=ThemeFactory().forum).people.add(editor)
    with django_assert_num_queries(ASSIGN + 1):  # the people of all rules
        at_the_desk.get(URL)
    assert len(send(at_the_desk, "entry,editor\n" + "\n".join(rows)).context["tried"]) == 3
