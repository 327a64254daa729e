"""The one way out: every request this house makes to an address that somebody else gave.

Whoever may enter an address could point it at our own machines. So the name is resolved
and every answer checked at the moment of connecting, on each try anew, and the checked
address itself is connected to: a name server that answers differently a moment later
changes nothing. No redirect is followed, no proxy, netrc or variable of the environment is
looked at, nothing is unpacked, and neither headers nor body can go on longer than allowed.
"""

import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from AntiSSRF import AntiSSRFError, AntiSSRFPolicy, PolicyConfigOptions
from AntiSSRF._antissrf_agent import _AntiSSRFAdapter
from django.conf import settings
from django.utils.translation import gettext as _
from requests import PreparedRequest, Request, RequestException, Session
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Url, parse_url

from launches.errors import BadAddress

CONNECT = 5.0  # seconds; a lookup of the name comes before, by the resolver's own limits
LONGEST = 500  # characters of an address
LOOPBACK = ["127.0.0.0/8", "::1/128"]
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
# Beside the library's own: IPv4 written into IPv6 in ways that some systems still route.
ALSO_DENIED = ["::/96", "::ffff:0:0:0/96"]
# As browsers read it: a host whose last label is a number is an IPv4 address, whatever its form.
ENDS_IN_NUMBER = re.compile(r"(^|\.)([0-9]+|0x[0-9a-f]*)\.?$", re.IGNORECASE)


class NoAnswer(Exception):
    """Nothing usable came back. `kind` is one word for logs and rows; it holds no address.

    address (denied at connect), dns, timeout, tls, connection.
    """

    def __init__(self, kind: str, *, seconds: float = 0.0) -> None:
        self.kind, self.seconds = kind, seconds
        super().__init__(kind)


@dataclass(frozen=True)
class Answer:
    """What came back. `body` is at most what was allowed, `seconds` the time of everything."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


def check(url: str) -> str:
    """The address as it would be asked, or BadAddress saying what is wrong with it.

    Only its form: where the name leads is checked at each connect. Wanted is https with a
    host name. With OUTBOUND_LOOPBACK (never in production) http to this machine will do.
    """
    parsed = _parsed(url)
    host = (parsed.host or "").lower()
    local = settings.OUTBOUND_LOOPBACK and host in LOOPBACK_HOSTS
    if parsed.auth is not None:
        raise BadAddress(_("The address must not hold a user name or a password."))
    if parsed.fragment is not None:
        raise BadAddress(_("The address must not hold a “#”."))
    if parsed.scheme != "https" and not (local and parsed.scheme == "http"):
        raise BadAddress(_("The address must begin with https://."))
    if not local and (host.startswith("[") or ENDS_IN_NUMBER.search(host) or "." not in host):
        raise BadAddress(_("The address must name a host, such as news.example; no number."))
    if not local and parsed.port is not None and parsed.port < 1024 and parsed.port != 443:
        raise BadAddress(_("The port must be 443, or 1024 and above."))
    return str(parsed.url)


def _parsed(url: str) -> Url:
    """By the parser that sends the request later, so that both read the same."""
    if len(url) > LONGEST:
        limit = {"longest": LONGEST}
        raise BadAddress(_("The address is longer than %(longest)d characters.") % limit)
    if not url.isprintable() or "\\" in url or " " in url:
        raise BadAddress(_("The address holds a sign that no address holds."))
    try:
        prepared = Request("POST", url).prepare()
        parsed = parse_url(str(prepared.url))
    except (RequestException, HTTPError, ValueError) as error:
        raise BadAddress(_("This is not a web address.")) from error
    if not parsed.host:
        raise BadAddress(_("This is not a web address."))
    return parsed


def send(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    seconds: float = 15.0,
    most: int = 65_536,
) -> Answer:
    """Ask once; any status is an answer, redirects included.

    `seconds` is for all of it, `most` the bytes of the body that are read; the rest is
    left. A lookup of the name that hangs ends by the resolver's own limits. Raises
    BadAddress and NoAnswer.
    """
    request = Request(method, check(url), headers={**PLAIN, **(headers or {})}, data=body)
    with Session() as session, _Deadline(seconds) as deadline, _faults(deadline):
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(_policy(), deadline))
        answer = session.send(
            session.prepare_request(request),
            stream=True,
            allow_redirects=False,
            timeout=(min(CONNECT, seconds), seconds),
            verify=settings.OUTBOUND_CA_BUNDLE or True,
        )
        with answer:
            found = answer.raw.read(most, decode_content=False)
        if deadline.passed:
            raise NoAnswer("timeout")
        return Answer(answer.status_code, answer.headers, found, deadline.spent)


PLAIN = {"User-Agent": "Unveil", "Accept-Encoding": "identity", "Connection": "close"}


def _policy() -> AntiSSRFPolicy:
    policy = AntiSSRFPolicy(PolicyConfigOptions.EXTERNAL_ONLY_LATEST)
    policy.add_denied_addresses(ALSO_DENIED)
    policy.add_xff_header = False
    if settings.OUTBOUND_LOOPBACK:
        policy.add_allowed_addresses(LOOPBACK)
        policy.allow_plain_text_http = True  # `check` lets it through to this machine only
    return policy


class _Deadline:
    """Ends every line it knows when its seconds are over, whatever they are doing then.

    A timeout of a socket begins anew with each byte that drips in; this one does not.
    """

    def __init__(self, seconds: float) -> None:
        self._began = time.monotonic()
        self._lines: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self.passed = False

    @property
    def spent(self) -> float:
        return time.monotonic() - self._began

    def watch(self, line: socket.socket) -> None:
        self._lines.append(line.dup())
        if self.passed:
            self._end()

    def _end(self) -> None:
        self.passed = True
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        for line in self._lines:
            line.close()


@contextmanager
def _faults(deadline: _Deadline) -> Iterator[None]:
    """What the libraries raise, as one word."""
    try:
        yield
    except (NoAnswer, AntiSSRFError, RequestException, HTTPError, HTTPException) as error:
        raise NoAnswer(_kind(error, deadline), seconds=deadline.spent) from error
    except (OSError, UnicodeError) as error:  # no lookup; a name that no name server takes
        raise NoAnswer(_kind(error, deadline), seconds=deadline.spent) from error


def _kind(error: BaseException, deadline: _Deadline) -> str:
    names = {type(one).__name__ for one in _chain(error)}
    if "AntiSSRFError" in names:
        return "address"
    if names & {"gaierror", "NameResolutionError", "UnicodeError"}:
        return "dns"
    if deadline.passed or any("Timeout" in name for name in names):
        return "timeout"
    return "tls" if any(name.startswith("SSL") for name in names) else "connection"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


class _Adapter(_AntiSSRFAdapter):
    """The library's, with the port kept in Host and the deadline on each line."""

    def __init__(self, policy: AntiSSRFPolicy, deadline: _Deadline) -> None:
        super().__init__(policy)
        self.poolmanager.pool_classes_by_scheme = _pools(deadline)

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        found = super().build_connection_pool_key_attributes(request, verify, cert)
        request.headers["Host"] = parse_url(str(request.url)).netloc or ""
        return found


def _pools(deadline: _Deadline) -> dict[str, type[HTTPConnectionPool]]:
    """The library's pools, whose connections the deadline watches."""

    class Watched(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            line = super()._new_conn()
            deadline.watch(line)
            return line

    class WatchedTls(Watched, HTTPSConnection):
        pass

    class Plain(HTTPConnectionPool):
        ConnectionCls = Watched

    class Tls(HTTPSConnectionPool):
        ConnectionCls = WatchedTls

    return {"http": Plain, "https": Tls}
