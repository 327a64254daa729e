"""Every address asked over HTTP, every byte of the answers listened to."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import requests

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
CHANGING = re.compile(rb'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": |data-now=)"[^"]*"')


@dataclass
class Told:
    """What a crawl found: how many answers there were, which spoke, which were errors,
    and how often the line was closed without an answer."""

    asked: int = 0
    closed: int = 0
    heard: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def crawl(
    url: str,
    addresses: Iterable[str],
    headers: dict[str, str],
    canaries: list[str],
    *,
    every_method: bool = False,
) -> Told:
    """Ask each address; the desk only with GET, for it answers outsiders with a redirect."""
    told = Told()
    with requests.Session() as session:
        session.headers.update({"Accept-Encoding": "identity", **headers})
        for address in addresses:
            methods = METHODS if every_method and not address.startswith("/cms/") else ["GET"]
            for method in methods:
                told.asked += 1
                try:
                    answer = session.request(
                        method, url + address, allow_redirects=False, timeout=30
                    )
                except requests.ConnectionError:
                    told.closed += 1
                    continue
                if says(answer, address, canaries):
                    told.heard.append(f"{method} {address} speaks of a hidden launch")
                if answer.status_code >= 500:
                    told.failed.append(f"{method} {address} answered {answer.status_code}")
    return told


def says(answer: requests.Response, address: str, canaries: list[str]) -> bool:
    """Whether a canary is in the answer; what the asker wrote into the address is no news."""
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    said = [part.decode("utf-8", "replace") for part in parts(answer.content)]
    text = unquote(heads) + "".join(said)
    for part in address.split("/"):
        text = text.replace(part, "") if len(part) > 8 else text
        text = text.replace(part.partition(".")[0], "") if len(part) > 12 else text
    return any(canary.lower() in text.lower() for canary in canaries)


def parts(body: bytes) -> list[bytes]:
    """The body, and what is packed in it, and in that."""
    if not (body.startswith(b"PK") and zipfile.is_zipfile(BytesIO(body))):  # or a range of one
        return [body]
    with zipfile.ZipFile(BytesIO(body)) as packed:
        names = [name.encode() for name in packed.namelist()]
        within = [part for name in packed.namelist() for part in parts(packed.read(name))]
    return [body, *names, *within]


def known(url: str, headers: dict[str, str]) -> bool:
    """Whether the house knows who asks: it shows a person their own account."""
    own = url + "/accounts/email/"
    return requests.get(own, headers=headers, allow_redirects=False, timeout=30).status_code == 200


def bodies(url: str, host: dict[str, str], paths: list[str]) -> dict[str, bytes]:
    """What the public reads there, without the tokens and the clock of the page."""
    with requests.Session() as session:
        session.headers.update(host)
        return {
            path: CHANGING.sub(rb'\1""', session.get(url + path, timeout=30).content)
            for path in paths
        }


def kept(folder: Path, canary: str) -> list[str]:
    """Logs of all processes, and files of the proxy's cache, that hold the canary as written.

    Addresses that were asked stand there in lower case, as slugs are.
    """
    files = (path for path in folder.rglob("*") if path.is_file())
    return [
        f"{path.name} holds the canary" for path in files if canary.encode() in path.read_bytes()
    ]
