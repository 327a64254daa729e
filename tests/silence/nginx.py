"""Real nginx with docs/nginx.conf itself, only its ports and folders changed."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import ROOT, free_port, wait_for

CONFIGURATION = ROOT / "docs" / "nginx.conf"
NAME = "unveil.example"


def program() -> str | None:
    """Debian keeps it where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def nginx(folder: Path, *, web: int, live: int, data: Path) -> Iterator[int]:
    """Its port, in front of these ports of a house; its logs and cache lie in `folder`."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    conf = folder / "nginx.conf"
    conf.write_text(fitted(CONFIGURATION.read_text(), folder, port, web, live, data))
    server = subprocess.Popen(
        [program(), "-e", folder / "early.log", "-c", conf, "-g", "daemon off;"]
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def fitted(text: str, folder: Path, port: int, web: int, live: int, data: Path) -> str:
    """The configuration for this machine: plain HTTP on one port, everything in two folders."""
    for old, new in {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "worker_processes auto;": "worker_processes 1;",
        "/run/nginx.pid": f"{folder}/pid",
        "/var/log/nginx/": f"{folder}/",
        "/var/cache/nginx/unveil": f"{folder}/cache",
        "include /etc/nginx/mime.types;": f"types {{}}\n{temporary(folder)}",
        "/srv/unveil/": f"{data}/",
        "127.0.0.1:8000": f"127.0.0.1:{web}",
        "127.0.0.1:8001": f"127.0.0.1:{live}",
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen unix:{folder}/plain.sock",
    }.items():
        assert old in text, f"docs/nginx.conf has lost {old!r}"
        text = text.replace(old, new)
    return re.sub(r"^ *ssl_\w+ .*\n", "", text, flags=re.MULTILINE)


def temporary(folder: Path) -> str:
    """Places for bodies that a user other than root may write to."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
