"""What `make run` prints when the house is ready: where each person starts."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "unveil-demo"  # noqa: S105  # the demo's, public by purpose
PLACES = [
    ("The forum, public", "/", ""),
    ("A company hands in", "/portal/", "company@unveil.example"),
    ("The desk (Wagtail)", "/cms/", "editor@ or chief@unveil.example"),
    ("The press room", "/press/room/", "outlet@unveil.example"),
    ("The press office", "/cms/outlets/", "press@unveil.example"),
    ("A stage screen", "/screen/", ""),
    ("The caller", "/stage/{stage}/", "stage@unveil.example"),
    ("The API", "/api/v1/docs/", ""),
    ("Mail that was sent", "/outbox/", ""),
]


def welcome(address: str, env: Mapping[str, str]) -> str:
    """The text; without log-ins where the demo is off."""
    lines = ["", f"  Unveil is ready at {address}/", ""]
    demo = env.get("DEMO", "1").lower() not in ("0", "false", "no", "off")
    stage = first_stage(env)
    for name, path, person in PLACES:
        if path == "/outbox/" and not demo:
            continue
        who = person if demo else ""
        lines.append(f"  {name:20} {address + path.format(stage=stage):44} {who}".rstrip())
    if demo:
        lines += [
            "",
            f"  Password of all of them: {PASSWORD}   (everything: admin@unveil.example)",
        ]
        if key := press_key(env):
            call = f"curl -H 'Authorization: Bearer {key}' {address}/api/v1/launches/"
            lines += [f"  Press key, reads under embargo: {key}", f"  {call}"]
    return "\n".join([*lines, "", "  Stop with Ctrl-C.", ""])


def data_dir(env: Mapping[str, str]) -> Path:
    return Path(env.get("DATA_DIR") or ROOT / "media")


def press_key(env: Mapping[str, str]) -> str:
    try:
        return (data_dir(env) / "demo-press-key.txt").read_text().strip()
    except OSError:
        return ""


def first_stage(env: Mapping[str, str]) -> str:
    """The first hall's slug, from the embedded database; a guess elsewhere."""
    try:
        with sqlite3.connect(f"file:{data_dir(env) / 'unveil.sqlite3'}?mode=ro", uri=True) as found:
            return found.execute(
                "SELECT slug FROM launches_stage ORDER BY position, name LIMIT 1"
            ).fetchone()[0]
    except (sqlite3.Error, TypeError):
        return "main"
