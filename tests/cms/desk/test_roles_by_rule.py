"""What each rule admits, role by role: the other half of the table of guards.

tests/architecture/test_guards.py says which rule stands before each act; here is whom it lets
through, so that together they say for every act which role may do it in which state.
"""

import inspect

import pytest

from cms.desk.roles import ROLES
from launches import clock, rules
from launches.domain.slate_steps import TABLE
from launches.enums import SlateAction, SlateState
from tests.architecture import test_guards
from tests.factories import launch, slate

from .test_roles import LETTERS, table

pytestmark = pytest.mark.django_db

# In which states of an entry; letters as in test_roles, "-" is never.
OF_ENTRIES = """
role                   reviews  scores speaks_for_desk decides  accepts  approves releases may_edit may_propose translates is_writer withdraws may_see
Eligibility reviewers  DSICARWK -      DSICARWK        DSICARWK -        -        -        -        -           -          -         DSICARWK  DSICARWK
Editors                DSICARWK -      DSICARWK        DSICARWK -        -        -        DSICA    -           DSICA      -         DSICARWK  DSICARWK
Translators            -        -      DSICARWK        -        -        -        -        -        -           DSICA      -         -         DSICARWK
Chief editors          DSICARWK -      DSICARWK        DSICARWK DSICARWK DSICARWK DSICARWK DSICA    -           DSICA      -         DSICARWK  DSICARWK
Release managers       -        -      DSICARWK        -        -        -        DSICARWK -        -           -          -         -         DSICARWK
Stage managers         -        -      -               -        -        -        -        -        -           -          -         -         -
Press officers         -        -      DSICARWK        -        -        -        -        -        -           -          -         -         DSICARWK
Auditors               -        -      -               -        -        -        -        -        -           -          -         -         DSICARWK
"""  # noqa: E501
OF_THE_DESK = """
role                   is_desk works_at_desk edits edits_call edits_glossary plans minds_mail accredits calls_show reads_record is_only_reader
Eligibility reviewers  +       +             .     .          .              .     .          .         .          .            .
Editors                +       +             +     .          +              +     .          .         .          .            .
Translators            +       +             .     .          +              .     .          .         .          .            .
Chief editors          +       +             +     +          +              +     +          .         .          +            .
Release managers       +       +             .     .          .              +     +          .         .          .            .
Stage managers         .       .             .     .          .              .     .          .         +          .            .
Press officers         +       +             .     .          .              .     .          +         .          .            .
Auditors               +       .             .     .          .              .     .          .         .          +            +
"""  # noqa: E501
# In which states of a slate: D draft, I in review, L locked.
OF_SLATES = """
role                   send take_back lock unlock move retry release_now cancel roll_back
Eligibility reviewers  -    -         -    -      -    -     -           -      -
Editors                D    I         -    -      -    -     -           DI     -
Translators            -    -         -    -      -    -     -           -      -
Chief editors          D    I         I    L      L    L     L           DIL    L
Release managers       D    I         I    L      L    L     L           DIL    L
Stage managers         -    -         -    -      -    -     -           -      -
Press officers         -    -         -    -      -    -     -           -      -
Auditors               -    -         -    -      -    -     -           -      -
"""
SLATES = {"D": SlateState.DRAFT, "I": SlateState.IN_REVIEW, "L": SlateState.READY}
# Asked of a company's or an outlet's own people, of whom the desk is none.
OF_TENANTS = {
    "connects_outlet",
    "manages_invitation",
    "may_give_away",
    "outlet_role",
    "owns",
    "role_on",
    "runs_outlet",
}
BY_THE_TABLES_ABOVE = {"prepares_slate", "releases_slate", "require_deciding"}
NO_RULE_OF_A_PERSON = {"missing", "require_owner"}
RIGHTS = {"approve_launch", "erase_person", "release_launch", "review_launch"}  # see cms.desk.roles


@pytest.fixture
def people(desk_user):
    return {role: desk_user(role) for role in ROLES}


def test_role_by_rule_by_state(people):
    entries = {letter: launch(state) for letter, state in LETTERS.items()}
    expected = table(OF_ENTRIES)
    found = {
        role: {
            name: "".join(one for one, entry in entries.items() if _admits(name, person, entry))
            or "-"
            for name in expected[role]
        }
        for role, person in people.items()
    }
    assert found == expected


def _admits(name, person, entry) -> bool:
    return getattr(rules, name)(person, entry)


def test_role_by_rule(people):
    expected = table(OF_THE_DESK)
    assert expected == {
        role: {name: "+" if getattr(rules, name)(person) else "." for name in expected[role]}
        for role, person in people.items()
    }


def test_role_by_act_on_slates_by_state(people):
    made = slate(state="draft", opens_at=clock.now())
    found = {
        role: {
            action.value: "".join(
                letter
                for letter, state in SLATES.items()
                if (step := TABLE.get((state, action))) and step.rule(person, made)
            )
            or "-"
            for action in SlateAction
        }
        for role, person in people.items()
    }
    assert found == table(OF_SLATES)
    assert {state for state, _action in TABLE} == set(SLATES.values())


def test_every_guard_is_in_a_table():
    named = {guard for guards in test_guards.table().values() for guard in guards}
    asked = {guard for guard in named if "." not in guard}
    told = {*table(OF_ENTRIES)["Editors"], *table(OF_THE_DESK)["Editors"]}
    others = OF_TENANTS | BY_THE_TABLES_ABOVE | NO_RULE_OF_A_PERSON | RIGHTS
    assert asked - told - others == set()
    assert asked >= others


def test_every_rule_of_an_entry_or_of_the_desk_is_in_a_table():
    def asks(*names: str) -> set[str]:
        return {
            name
            for name, rule in vars(rules).items()
            if inspect.isfunction(rule) and rule.__module__ == rules.__name__
            if not name.startswith("_") and tuple(inspect.signature(rule).parameters) == names
        }

    silent = {"is_member", "has_conflict", "role_on"}  # they tell who somebody is
    assert asks("user", "launch") - silent == {*table(OF_ENTRIES)["Editors"], "calls_show"}
    assert asks("user") - {"reviews_blind"} == set(table(OF_THE_DESK)["Editors"]) - {"calls_show"}
