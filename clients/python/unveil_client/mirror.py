"""`unveil-mirror SERVER FOLDER`: keeps a folder of ninjs and files equal to a forum.

The key, if any, is read from UNVEIL_KEY. Runs until everything is there, or with
`--follow` for ever. May be killed at any moment and started again.
"""

import argparse
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .ahead import ahead
from .client import END, NINJS, Client, KeyRefused, Unavailable
from .folder import NAME, Folder, InUse, checked, dumps, write
from .following import follow

Item = dict[str, Any]


class Mirror:
    """`files` is "original", "all" (renditions too) or "none"; `language` that of the ninjs."""

    def __init__(
        self, client: Client, folder: Folder, *, reader: str, language: str, files: str
    ) -> None:
        self._client, self._folder, self._reader = client, folder, reader
        self._params = {"format": NINJS, "lang": language}
        self._files = files

    def run(self, *, wait: int = 0) -> int:
        """Take over what is new; the number of facts. From zero, what there is now.

        With `wait` the server is asked to hold its answer for so many seconds where nothing is;
        raises WaitRefused where it does not.
        """
        cursor = self._folder.place(self._reader) or self._from_zero()
        taken = 0
        while True:
            page = self._client.changes(cursor, wait=0 if taken else wait)
            newest = {fact.id: fact for fact in page.facts}  # one look is enough for many facts
            for uid in newest:
                self._take(uid)
            cursor, taken = page.next, taken + len(page.facts)
            if page.facts:
                self._folder.keep_place(cursor, self._reader)
            if not page.more:
                return taken

    def mend(self) -> int:
        """Hash every file again and fetch what is broken; the number of launches."""
        broken = list(self._folder.broken())
        for uid in broken:
            self._folder.remove(uid)
            self._take(uid)
        return len(broken)

    def _from_zero(self) -> str:
        """All there is by the list, hundreds at once; then the place to go on from.

        The end of the feed is taken first: what changes while the list is read comes after it.
        """
        cursor = self._client.changes(END).next
        here = set()
        for page in ahead(self._client.launch_pages(**self._params)):
            for item in page:
                uid = _uid(item)
                here.add(uid)
                self._put(uid, item, durable=False)
        for uid in self._folder.uids() - here:
            self._folder.remove(uid)
        os.sync()
        self._folder.keep_place(cursor, self._reader)
        return cursor

    def _take(self, uid: str) -> None:
        item = self._client.launch(uid, **self._params)
        if item is None:
            self._folder.remove(uid)
        else:
            self._put(uid, item)

    def _put(self, uid: str, item: Item, *, durable: bool = True) -> None:
        """Build the launch, asking again where a file has gone between two answers."""
        for _try in range(5):
            try:
                self._build(uid, item, durable)
                return
            except _Moved:
                found = self._client.launch(uid, **self._params)
                if found is None:
                    self._folder.remove(uid)
                    return
                item = found
        raise Unavailable(f"The files of {uid} do not come to rest.")

    def _build(self, uid: str, item: Item, durable: bool) -> None:
        old, kept = self._folder.files(uid)
        room = "released" if item["pubStatus"] == "usable" else "embargoed"
        if old.parent.parent.name != room:
            kept = {}  # copies under embargo carry a mark, open ones do not
        built = self._folder.begin(uid)
        hashes: dict[str, str] = {}
        known: dict[str, str] = {}
        wanted = self._wanted(item)
        if wanted:
            (built / "files").mkdir()
        for name in wanted:
            if name in kept:
                os.link(old / name, built / "files" / name)
                hashes[name] = kept[name]
                continue
            known = known or self._hashes(uid)
            hashes[name] = self._fetch(name, known.get(name, ""), built / "files" / name)
        if hashes:
            write(built / "hashes.json", dumps(hashes), durable=durable)
        write(built / "ninjs.json", dumps(item), durable=durable)
        self._folder.put(uid, built, room=room, durable=durable)

    def _wanted(self, item: Item) -> set[str]:
        """The names of the files to be kept. A file never changes under its name."""
        if self._files == "none":
            return set()
        return {
            _name(rendition["href"])
            for association in item.get("associations", [])
            for rendition in association["renditions"]
            if self._files == "all" or rendition["name"] == "original"
        }

    def _hashes(self, uid: str) -> dict[str, str]:
        """{file name: SHA-256} as our own JSON says them."""
        document = self._client.launch(uid)
        if document is None:
            raise _Moved
        found = {}
        for material in document["materials"]:
            for row in (material, *material["renditions"]):
                found[_name(row["href"])] = row["sha256"]
        return found

    def _fetch(self, name: str, wanted: str, path: Path) -> str:
        if not wanted:
            raise _Moved
        with path.open("wb") as file:
            found, marked = self._client.download(f"/files/{name}", file)
            # In the first run too: after a power cut the next one takes over what is listed.
            file.flush()
            os.fsync(file.fileno())
        if not found:
            raise _Moved
        if found != wanted and not marked:
            raise Unavailable(f"{name} did not come whole.")
        return found


class _Moved(Exception):
    """The launch has changed between two answers about it."""


def _uid(item: Item) -> str:
    return next(str(row["value"]) for row in item["altIds"] if row["role"] == "unveil")


def _name(href: str) -> str:
    return checked(NAME, urlsplit(href).path.removeprefix("/files/"))


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="unveil-mirror", description=__doc__)
    options.add_argument("server", help="such as https://forum.example")
    options.add_argument("folder", type=Path)
    options.add_argument("--language", default="en", help="of the ninjs items; falls back")
    options.add_argument("--files", choices=["original", "all", "none"], default="original")
    options.add_argument("--follow", action="store_true", help="go on for ever")
    options.add_argument(
        "--every",
        type=float,
        default=5.0,
        help="seconds between looks, where the server does not hold",
    )
    options.add_argument("--mend", action="store_true", help="hash all files again first")
    given = options.parse_args(argv)
    try:
        return _run(given, os.environ.get("UNVEIL_KEY", ""))
    except (KeyRefused, Unavailable, InUse) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(given: argparse.Namespace, key: str) -> int:
    server = given.server.rstrip("/")
    # Another server, reader or choice has another history: then all is looked at again.
    said = "\n".join([server, key, given.language, given.files])
    mirror = Mirror(
        Client(server, key=key),
        Folder(given.folder),
        reader=sha256(said.encode()).hexdigest()[:32],
        language=given.language,
        files=given.files,
    )
    if given.mend:
        print(f"{mirror.mend()} launches mended")
    print(f"{mirror.run()} facts taken", flush=True)
    if given.follow:
        follow(mirror.run, every=given.every)
    return 0


if __name__ == "__main__":
    sys.exit(main())
