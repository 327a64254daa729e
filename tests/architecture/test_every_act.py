"""Every act leaves an audit row, every row's act has a name, and no view writes by itself.

Read from the source, so that a function that comes later cannot escape: it is either
seen to reach the audit, or it stands below with its reason.
"""

import ast
from functools import cache
from pathlib import Path

from cms.desk.record.details import NAMES
from launches.verbs import Verb

ROOT = Path(__file__).resolve().parent.parent.parent
DOMAIN = ROOT / "launches" / "domain"
# Functions of the domain with `by` and `at` that write no audit row, each with its reason.
SILENT = {
    "bulk.again": "a job that died is gone on with; what it does is audited entry by entry",
    "claims.claim": "who has an entry in hand just now; taking it from somebody is audited",
    "claims.next_entry": "hands out and claims",
    "editing.drafted": "a row that is not saved yet",
    "entering.enter_launches": "record_pages writes the rows, with the revisions",
    "ledger.note": "the ledger is a record of its own",
    "lists.again": "a dead job is begun anew; what it makes is audited",
    "looking.first_look": "how far a person of the desk has read",
    "looking.seen": "the same",
    "mailing.post": "a mail is a row of its own with who and when; the act behind it is audited",
    "mailing.tell_alarm": "the same",
    "mailing.tell_news": "the same",
    "mailing.tell_receipt": "the same",
    "presence.here": "who has an entry open just now; gone after a minute",
    "reissue.reissue": "part of rolling a slate back, whose step writes the rows",
    "review.may_undo": "asks, changes nothing",
    "saved_views.keep": "a filter of the listing, kept under a name",
    "thread.read": "how far a person has read",
    "uploads.begin": "parts on their way; materials.receive writes the row of the file",
    "checking.begin": "part of handing in, whose step writes the row; the question is a row itself",
    "freeze.freeze": "part of approving and correcting, whose step writes the row",
    "invitations.use": "half of an act: whoever calls it writes the row",
}
WRITERS = {"record", "record_slate", "AuditEntry"}
# Where a view may write models itself, and why.
DOORS = {
    "cms/desk/defects.py": "the desk's furniture, made after migrating",
    "cms/desk/roles.py": "the same",
    "cms/desk/setup.py": "the same",
    "cms/desk/importing/lines.py": "the report of a list, written by its job",
    "cms/desk/importing/making.py": "the section of a list, made by its audited job",
    "cms/desk/importing/pages.py": "pages and revisions of entries that record_pages audits",
    "cms/screens/caller.py": "makes a hall's empty rundown when it is opened for the first time",
    "launches/files/generated.py": "renditions of a file whose receipt is audited",
    "launches/portal/access.py": "the language that a person reads in",
    "launches/portal/views/account.py": "a person's own name and language",
}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
          "update_or_create"}  # fmt: skip


@cache
def functions() -> dict[str, ast.FunctionDef]:
    """{"module.function": its source} of the domain."""
    found = {}
    for path in sorted(DOMAIN.glob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                found[f"{path.stem}.{node.name}"] = node
    return found


def called_by(name: str) -> set[str]:
    """What a function calls or hands on: names of the domain's functions, and of writers."""
    module = name.partition(".")[0]
    found = set()
    for node in ast.walk(functions()[name]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.Name):
            found |= {f"{module}.{node.id}", *_imported(module, node.id)}
    return found


@cache
def _imports(module: str) -> dict[str, str]:
    """{name: "module.name"} of what a module takes from its neighbours by name."""
    tree = ast.parse((DOMAIN / f"{module}.py").read_text())
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module
        for alias in node.names
    }


def _imported(module: str, name: str) -> set[str]:
    return {_imports(module)[name]} if name in _imports(module) else set()


def reaches_audit(name: str, seen: frozenset[str] = frozenset()) -> bool:
    if name.startswith("audit.") and name.partition(".")[2] in WRITERS:
        return True
    if name in seen or name not in functions():
        return False
    calls = called_by(name)
    if any(call.rpartition(".")[2] == "AuditEntry" for call in calls):
        return True
    return any(reaches_audit(call, seen | {name}) for call in calls)


def acts() -> list[str]:
    """Public functions that a person does at a time."""
    return [
        name
        for name, node in functions().items()
        if not node.name.startswith("_")
        and {"by", "at"} <= {arg.arg for arg in [*node.args.args, *node.args.kwonlyargs]}
        and not name.startswith("audit.")
    ]


def test_every_act_leaves_a_row_or_says_why_not():
    silent = {name for name in acts() if not reaches_audit(name)}
    assert silent == set(SILENT) & set(acts())
    assert set(SILENT) <= set(functions())
    assert len(acts()) > 80


def test_the_search_can_fail():
    assert not reaches_audit("sealing.seal")
    assert reaches_audit("review.reject")
    assert reaches_audit("outbox.hold")


def verbs() -> set[str]:
    """Every word that is handed to the audit as an act, anywhere in the house."""
    found = set()
    for path in [*(ROOT / "launches").rglob("*.py"), *(ROOT / "cms").rglob("*.py")]:
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                found |= _verbs_of(node)
    return found


def _verbs_of(call: ast.Call) -> set[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name not in {"record", "record_slate", "_record", "AuditEntry", "Step", "_close", "_told"}:
        return set()
    words = [*call.args, *(word.value for word in call.keywords if word.arg == "verb")]
    return {
        word.value
        for word in words
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }


def test_every_act_has_a_name():
    assert verbs() - set(Verb.values) == set()
    assert len(verbs()) > 50


HANDED = {"by", "at", "actor", "launch", "launch_uid", "before", "after", "note", "verb", "detail"}


def details() -> set[str]:
    """The name of every detail that is handed to the audit, anywhere in the house."""
    found = set()
    for path in [*(ROOT / "launches").rglob("*.py"), *(ROOT / "cms").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _verbs_of(node) & set(Verb.values):
                found |= {word.arg for word in node.keywords if word.arg} - HANDED
    return found


def test_every_detail_has_a_name():
    assert details() - set(NAMES) == set()
    assert {"company", "slate", "verdict", "alone_because"} <= details()


def doors() -> list[Path]:
    """Modules that answer requests."""
    rooms = ["launches/portal", "launches/exporting", "launches/files", "cms/desk", "cms/call"]
    found = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    return sorted({*found, *(ROOT / "cms" / "screens").glob("*.py"), *(ROOT / "api").rglob("*.py")})


def writes_in(path: Path) -> list[str]:
    """Calls that write a model: `Model.objects….update(` and the like."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            text = ast.unparse(node.func)
            if node.func.attr in WRITES and ".objects" in text:
                found.append(text.partition("(")[0])
    return found


def test_no_view_writes_around_the_domain():
    found = {str(path.relative_to(ROOT)): writes_in(path) for path in doors()}
    writing = {name: calls for name, calls in found.items() if calls}
    assert set(writing) - set(DOORS) == set(), writing
    assert set(DOORS) - set(writing) == set()
