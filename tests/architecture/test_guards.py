"""Who may do each act of the domain: a table of guards, read again from the source.

An act that comes later is found in the source, so it must take its place here, and a
guard that is dropped is missed. What each guard admits, role by role and state by state,
is in tests/cms/desk/test_roles.py.
"""

import ast

from tests.architecture.test_every_act import acts, called_by, functions

# Guard: the acts behind it. Guards are rules of launches.rules, rights, `require_owner` of a
# company, and steps of a table ("Action.KILL"), whose rule is in the table.
GUARDS = """
Action.APPROVE: release.approve
Action.APPROVE Action.REJECT Action.REQUEST_CHANGES Action.START_REVIEW approve_launch: decisions.apply
Action.CORRECT: release.correct
Action.KILL: release.kill
Action.MOVE_EMBARGO: release.move_embargo
Action.PREPARE_CORRECTION prepares_slate: correcting.prepare
Action.REJECT: review.reject
Action.RELEASE_NOW: release.release_now
Action.REOPEN: submission.reopen
Action.REQUEST_CHANGES: review.request_changes
Action.REVOKE: release.revoke
Action.START_REVIEW: review.start_review
Action.SUBMIT missing reviews role_on: submission.submit
Action.TAKE_BACK: review.take_back
Action.WITHDRAW: submission.withdraw
SlateAction.CANCEL: slates.cancel
SlateAction.LOCK: slates.lock
SlateAction.MOVE: slates.move
SlateAction.RELEASE_NOW: slates.release_now
SlateAction.RETRY: slates.retry
SlateAction.ROLL_BACK: rollback.roll_back
SlateAction.SEND: slates.send
SlateAction.TAKE_BACK: slates.take_back
SlateAction.UNLOCK: slates.unlock
approve_launch reviews: undoing.undo undoing.refused undoing.may_undo
accredits: terms.publish
accredits connects_outlet: outlets.create_key outlets.rotate_key outlets.revoke_key webhooks.add webhooks.rotate_secret webhooks.pause webhooks.resume webhooks.remove webhooks.try_out webhooks.send_again webhooks.send_since
accredits outlet_role: accreditation.decide
calls_show: show.go show.back show.jump show.hold show.resume
edits: entering.enter_companies entering.enter_launches entering.enter_wishes lists.receive lists.correct lists.confirm lists.again
edits may_edit: call.choose_type
edits_call: checking.renew_key phases.begin
edits_glossary: glossary.bring
erase_person: erasure.erase_person
is_desk review_launch: decisions.open_batch
is_only_reader: companies.found_company invitations.accept invitations.use ownership.accept
is_only_reader require_owner: agencies.accept
is_writer: editing.open_launch materials.discard points.answer proposals.withdraw signoff.ask signoff.ask_again signoff.revoke
is_writer may_edit: codes.redeem
is_writer speaks_for_desk: confirming.confirm confirming.object_to
is_writer may_propose speaks_for_desk: proposals.propose
manages_invitation: invitations.resend invitations.revoke
may_edit: call.prefer editing.wish materials.cut uploads.begin
may_edit may_propose: materials.receive
may_edit translates: editing.record_edit
may_give_away: invitations.invite_to_take_over
minds_mail: outbox.hold outbox.release outbox.let_go outbox.edit outbox.resend outbox.word outbox.unword
outlet_role: alerts.make
owns: agencies.end companies.describe_company profile.say_in profile.add_contact profile.remove_contact profile.receive_logo profile.remove_logo
plans: slates.open_slate
prepares_slate: slate_pages.add slates.plan slates.add
prepares_slate releases_slate: slate_pages.remove slates.remove
release_launch: emergency.ask emergency.withdraw emergency.confirm holding.hold_all holding.lift
require_deciding: decisions.prepare decisions.drop
require_owner: agencies.invite_agency agencies.create_client agencies.entrust invitations.invite members.change_role members.remove ownership.offer
reviews: assigning.assign assigning.unassign checking.ask claims.claim claims.take_over dealing.deal dues.move placing.move_theme points.accept proposals.accept proposals.decline scoring.declare_conflict tagging.tag tagging.untag
reviews scores: claims.next_entry
reviews works_at_desk: assigning_list.assign_all
role_on speaks_for_desk: thread.say
runs_outlet: accreditation.apply_for accreditation.apply_again accreditation.receive_evidence newsrooms.invite newsrooms.take_back newsrooms.remove terms.accept
scores: scoring.score scoring.abstain
speaks_for_desk: mailing.tell_desk preview_links.make preview_links.revoke preview_links.forget
works_at_desk: bulk.begin bulk.again looking.seen saved_views.keep
"""  # noqa: E501
# Acts that ask no rule of the person, each with its reason.
UNGUARDED = {
    "alerts.end": "a person's own alert",
    "assigning.give": "part of assigning and dealing, which asked",
    "checking.begin": "follows a hand-in, which asked",
    "confirming.hand_in": "part of handing in, which asked",
    "confirming.note_edit": "part of keeping a version, which asked",
    "editing.drafted": "a row that is not saved yet",
    "entering.record_pages": "the last part of entering, whose first part asked",
    "failing.whole": "the worker's, after a failure",
    "freeze.freeze": "part of approving and correcting, which asked",
    "invitations.decline": "whoever holds the letter's secret",
    "invitations.write": "the letter of an invitation that was allowed",
    "ledger.note": "what went out is noted, whoever fetched it",
    "looking.first_look": "read by whoever the view let in",
    "mailing.post": "letters of acts that asked",
    "mailing.tell_alarm": "the same",
    "mailing.tell_news": "the same",
    "mailing.tell_receipt": "the same",
    "members.leave": "a person's own membership",
    "newsrooms.join": "whoever the invitation names",
    "presence.here": "a person's own presence, on pages that asked",
    "proposals.lapse": "follows the end of an approval",
    "reissue.reissue": "part of rolling a slate back, whose step asks",
    "release.release_on_cue": "part of GO, which asked",
    "review.edit_point": "the person who asked the point, and nobody else",
    "review.may_undo": "asks, changes nothing",
    "scoring.end_conflict": "a person's own declaration",
    "signoff.follow": "follows an edit",
    "slate_steps.take_step": "asks the rule of its own table",
    "slates.block": "the worker's, at an instant that failed",
    "slates.join": "part of adding and planning, which asked",
    "slates.unfit": "asks, changes nothing",
    "thread.read": "how far a person has read",
    "transitions.transition": "asks the rule of its own table",
}
STEPS = {"Action", "SlateAction"}
REQUIRED = {"require_owner", "require_deciding"}
DOORS = ("transitions.", "slate_steps.")  # their rules are in tables, step by step


def guards_of(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """What an act asks of the person, by itself or by what it calls in the domain."""
    if name in seen or name not in functions() or name.startswith(DOORS):
        return set()
    found = _asked_in(name)
    for call in called_by(name):
        found |= guards_of(call, seen | {name})
    return found


def _asked_in(name: str) -> set[str]:
    found = set()
    for node in ast.walk(functions()[name]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "rules" and node.attr.islower():
                found.add(node.attr)
            if node.value.id in STEPS and node.attr.isupper():
                found.add(f"{node.value.id}.{node.attr}")
        if isinstance(node, ast.Call):
            found |= _right_of(node)
    return found


def _right_of(call: ast.Call) -> set[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "has_perm" and isinstance(call.args[0], ast.Constant):
        return {str(call.args[0].value).removeprefix("launches.")}
    return {name} & REQUIRED


def table() -> dict[str, set[str]]:
    """{act: its guards}, as written above."""
    lines = (line.split(": ") for line in GUARDS.strip().splitlines())
    return {act: set(guards.split()) for guards, named in lines for act in named.split()}


def test_every_act_has_its_guard():
    found = {act: guards_of(act) for act in acts()}
    assert {act: guards for act, guards in found.items() if guards} == table()
    assert {act for act, guards in found.items() if not guards} == set(UNGUARDED)
