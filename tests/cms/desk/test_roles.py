"""Who may do what on the desk: role by act by state, and role by page, each as one table."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.desk.roles import ROLES
from cms.desk.setup import furnish
from launches import clock, rules
from launches.domain.companies import found_company
from launches.domain.transitions import allowed_actions
from launches.enums import Action, State
from launches.errors import NotAllowed
from launches.models import Launch
from tests.factories import launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db

LETTERS = {
    "D": State.DRAFT,
    "S": State.SUBMITTED,
    "I": State.IN_REVIEW,
    "C": State.CHANGES_REQUESTED,
    "A": State.APPROVED,
    "R": State.REJECTED,
    "W": State.WITHDRAWN,
    "K": State.KILLED,
}
# In which states each role may take each act, by the letters above; "-" is never.
# "write" is any change of an entry's words and files, "translate" one of its texts only.
ACTS = """
role                   submit start_review request_changes take_back approve reject withdraw reopen revoke correct prepare_correction move_embargo release_now kill write translate
Eligibility reviewers  -      S            SI              CR        -       SIC    DSIC     R      -      -       -                  -            -           -    -     -
Editors                -      S            SI              CR        -       SIC    DSIC     R      -      -       -                  -            -           -    DSICA DSICA
Translators            -      -            -               -         -       -      -        -      -      -       -                  -            -           -    -     DSICA
Chief editors          -      S            SI              CR        I       SIC    DSIC     R      A      A       A                  A            A           A    DSICA DSICA
Release managers       -      -            -               -         -       -      -        -      A      -       -                  A            A           A    -     -
Stage managers         -      -            -               -         -       -      -        -      -      -       -                  -            -           -    -     -
Press officers         -      -            -               -         -       -      -        -      -      -       -                  -            -           -    -     -
Auditors               -      -            -               -         -       -      -        -      -      -       -                  -            -           -    -     -
"""  # noqa: E501
# Which pages open for each role: + it does, . it does not (Wagtail leads elsewhere, or 403).
PAGES = """
role                   /cms/ queue review act mail wording lists call stage export preview glossary
Eligibility reviewers  +     +     +      +   +    +       +     .    .     +      +       .
Editors                +     +     +      +   +    +       +     .    .     +      +       +
Translators            +     +     +      +   +    +       +     .    .     +      +       +
Chief editors          +     +     +      +   +    +       +     +    .     +      +       +
Release managers       +     +     +      +   +    +       +     .    .     +      +       .
Stage managers         +     .     .      .   .    .       .     .    +     .      .       .
Press officers         +     +     +      +   +    +       +     .    .     +      +       .
Auditors               +     +     +      +   +    +       +     +    .     +      +       +
"""


def table(text: str) -> dict[str, dict[str, str]]:
    """{role: {column: cell}}. A role is the first 23 characters of its line."""
    head, *lines = text.strip().splitlines()
    names = head.split()[1:]
    return {line[:23].strip(): dict(zip(names, line[23:].split(), strict=True)) for line in lines}


@pytest.mark.parametrize(("letter", "state"), LETTERS.items())
def test_role_by_act_by_state(desk_user, letter, state):
    entry = launch(state)
    found = {role: acts_of(desk_user(role), entry) for role in ROLES}
    assert found == {
        role: {act for act, states in cells.items() if letter in states}
        for role, cells in table(ACTS).items()
    }


def acts_of(person, entry) -> set[str]:
    acts = {action.value for action in allowed_actions(person, entry)}
    acts |= {"write"} if rules.may_edit(person, entry) else set()
    return acts | ({"translate"} if rules.translates(person, entry) else set())


def test_the_table_names_every_act():
    acts = set(table(ACTS)["Editors"]) - {"write", "translate"}
    assert acts == set(Action.values)


def test_role_by_page(client, desk_user):
    page = entry("submitted")
    paths = {
        "/cms/": "/cms/",
        "queue": reverse("desk:queue"),
        "review": reverse("desk:review", args=[page.launch.uid]),
        "act": reverse("desk:act", args=[page.launch.uid, "reject"]),
        "mail": reverse("mail:outbox"),
        "wording": reverse("mail:wordings"),
        "lists": reverse("lists:index"),
        "call": "/cms/snippets/launches/question/",
        "stage": "/stage/",
        "export": reverse("desk:export", args=["csv"]),
        "preview": reverse("desk:preview", args=[page.launch.uid, "press"]),
        "glossary": "/cms/snippets/launches/term/",
    }
    found = {}
    for role in ROLES:
        client.force_login(desk_user(role))
        opens = {name: client.get(path).status_code == 200 for name, path in paths.items()}
        found[role] = {name: "+" if is_open else "." for name, is_open in opens.items()}
    assert found == table(PAGES)


def test_a_translator_changes_texts_and_nothing_else(desk_user):
    page, translator = entry("submitted"), desk_user("Translators")
    change(page, translator, lambda page: setattr(first_text(page), "headline", "Better words"))
    assert page.launch.last_editor == translator
    for spoil in (
        lambda page: setattr(page, "title", "Other"),
        lambda page: setattr(page, "website", "https://other.example"),
        lambda page: page.placed_materials.clear(),
        lambda page: setattr(page.placed_materials.all()[0], "alt", "Other"),
    ):
        with pytest.raises(NotAllowed, match="and nothing else"):
            change(page, translator, spoil)
    launch = Launch.objects.get(pk=page.launch.pk)
    assert (launch.product, launch.latest_revision) == ("Aurora One", page.launch.latest_revision)


def change(page, by, alter) -> None:
    newest = page.get_latest_revision_as_object()
    newest.launch = page.launch
    alter(newest)
    newest.save_revision(user=by, clean=False)
    page.refresh_from_db()


def first_text(page):
    texts = list(page.texts.all())
    page.texts = texts
    return texts[0]


def test_a_translators_editor_has_the_texts_only(client, desk_user):
    page = entry("submitted")
    client.force_login(desk_user("Translators"))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.get(address)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert (set(form.formsets), "title" in form.fields) == ({"texts"}, False)
    data = {"loaded_revision_id": page.get_latest_revision().pk, "title": "Other"}
    texts = form.formsets["texts"]
    for one in [texts.management_form, *texts.forms]:
        data |= {bound.html_name: bound.value() or "" for bound in one if bound.name != "DELETE"}
    for number in range(len(texts.forms)):
        data |= {f"texts-{number}-{name}": EMPTY for name in ("body", "press_release")}
    data["texts-0-headline"] = "Written by the translator"
    saved = client.post(address, data)
    assert saved.status_code == 302, saved.context["form"].formsets["texts"].errors
    page.refresh_from_db()
    content = page.get_latest_revision_as_object().content()
    assert content.words[0].headline == "Written by the translator"
    assert (content.product, len(content.materials)) == ("Aurora One", 1)


EMPTY = '{"entityMap": {}, "blocks": []}'


def test_wagtails_group_that_publishes_pages_is_gone():
    assert not Group.objects.filter(name="Moderators").exists()


def test_an_upgrade_gives_new_rights_and_leaves_what_was_changed():
    editors, chiefs = (Group.objects.get(name=name) for name in ("Editors", "Chief editors"))
    taken = editors.permissions.get(codename="edit_launch")
    editors.permissions.remove(taken)
    right = chiefs.permissions.get(codename="read_record")
    right.group_set.clear()
    furnish()
    assert not editors.permissions.filter(pk=taken.pk).exists()
    names = set(right.group_set.values_list("name", flat=True))
    assert names == {"Chief editors", "Auditors"}


def test_a_right_that_comes_with_a_new_role_is_given_to_the_old_ones_too():
    Group.objects.get(name="Auditors").delete()
    chiefs = Group.objects.get(name="Chief editors")
    chiefs.permissions.remove(chiefs.permissions.get(codename="read_record"))
    furnish()
    assert chiefs.permissions.filter(codename="read_record").exists()


def test_the_second_of_two_roles_adds(desk_user):
    both = desk_user("Auditors", "Editors")
    assert (rules.reads_record(both), rules.edits(both), rules.is_only_reader(both)) == (
        True,
        True,
        False,
    )


def test_an_auditor_founds_no_company(desk_user):
    with pytest.raises(NotAllowed):
        found_company(name="Watchers", by=desk_user("Auditors"), at=clock.now())
