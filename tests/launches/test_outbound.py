"""Nothing here reaches our own machines, whatever address somebody gives and however it leads."""

import ipaddress
import socket
import ssl
import time
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from urllib3.util import connection as wires

from launches import clock, outbound
from launches.errors import BadAddress
from tests.receiver import CLOSE, DRIP, Reply, receiver

NAME = "https://news.example/hook"


@pytest.fixture
def loopback(settings):
    settings.OUTBOUND_LOOPBACK = True


@pytest.fixture
def lookup(monkeypatch):
    """Let the name server answer with these addresses, one list for each question."""

    def answer_with(*answers: list[str]) -> list[str]:
        waiting, asked = list(answers), []
        real = socket.getaddrinfo

        def getaddrinfo(host, port, *more):
            if host[0].isdigit():  # an address, on the way to connecting
                return real(host, port, *more)
            asked.append(host)
            found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 0)) for ip in found]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return answer_with


@pytest.fixture
def dialled(monkeypatch):
    """The addresses that are connected to; each connection is refused."""
    seen = []

    def create_connection(address, *args, **kwargs):
        seen.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(wires, "create_connection", create_connection)
    return seen


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/hook",
        "ftp://news.example/hook",
        "file:///etc/passwd",
        "//news.example/hook",
        "news.example",
        "",
        "https://",
        "https://user:secret@news.example/",
        "https://news.example@127.0.0.1/",
        "https://news.example#@127.0.0.1/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0x7f000001/",
        "https://017700000001/",
        "https://127.0.0.0x1/",
        "https://１２７.０.０.１/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25lo]/",
        "https://localhost/",
        "https://intranet/",
        "https://news.example:22/",
        "https://news.example:99999/",
        "https://news.example\\@127.0.0.1/",
        "https://news.example/\r\nHost: localhost",
        "https://news.example/\x00",
        "https://news.example/\ud800",
        "https://news .example/",
        "https://news.example/" + "x" * 500,
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_looked_up(url, lookup):
    asked = lookup(["93.184.215.14"])
    with pytest.raises(BadAddress) as refused:
        outbound.send("POST", url)
    assert (asked, bool(str(refused.value))) == ([], True)


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["172.16.0.1"],
        ["192.168.1.1"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["0.0.0.0"],
        ["224.0.0.1"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["::127.0.0.1"],
        ["::ffff:0:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["fd00::1"],
        ["fe80::1%eth0"],
        ["93.184.215.14", "127.0.0.1"],
        ["no address"],
        [],
    ],
)
def test_a_name_that_leads_inside_is_not_connected_to(found, lookup, dialled):
    lookup(found)
    with pytest.raises(outbound.NoAnswer) as refused:
        outbound.send("POST", NAME)
    assert (refused.value.kind, dialled) == ("address", [])


def test_the_checked_address_is_the_one_connected_to(lookup, dialled):
    """A name server that answers otherwise a moment later is not asked again."""
    asked = lookup(["93.184.215.14"], ["127.0.0.1"])
    with pytest.raises(outbound.NoAnswer) as first:
        outbound.send("POST", "https://news.example:8443/hook")
    with pytest.raises(outbound.NoAnswer) as second:
        outbound.send("POST", "https://news.example:8443/hook")
    assert (first.value.kind, second.value.kind) == ("connection", "address")
    assert (asked, dialled) == (["news.example"] * 2, [("93.184.215.14", 8443)])


def test_localhost_by_name_is_not_reached_unless_allowed(lookup, settings):
    lookup(["127.0.0.1"])
    with receiver() as mine, pytest.raises(outbound.NoAnswer):
        outbound.send("POST", f"https://news.example:{mine.port}/")
    settings.OUTBOUND_LOOPBACK = True
    with receiver() as other:
        outbound.send("POST", f"http://localhost:{other.port}/")
    assert (mine.got, len(other.got)) == ([], 1)


def test_what_arrives_and_what_comes_back(loopback, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    reply = Reply(202, {"Content-Encoding": "gzip"}, b"not unpacked" * 10)
    with receiver(reply) as mine:
        answer = outbound.send("POST", mine.url, body=b"{}", headers={"X-Own": "1"}, most=12)
    (got,) = mine.got
    assert (answer.status, answer.body) == (202, b"not unpacked")
    assert (got.path, got.body, got.headers["x-own"]) == ("/hook", b"{}", "1")
    assert got.headers["host"] == f"127.0.0.1:{mine.port}"
    assert not {"x-forwarded-for", "cookie", "authorization"} & set(got.headers)


def test_a_redirect_is_an_answer_and_not_followed(loopback):
    with receiver() as inner, receiver(Reply(307, {"Location": inner.url})) as outer:
        answer = outbound.send("POST", outer.url)
    assert (answer.status, inner.got) == (307, [])


@pytest.mark.parametrize("reply", [DRIP, Reply(wait=30)])
def test_who_is_slow_is_left_in_time(reply, loopback):
    began = time.monotonic()
    with receiver(reply) as mine, pytest.raises(outbound.NoAnswer) as left:
        outbound.send("POST", mine.url, seconds=0.5)
    assert left.value.kind == "timeout"
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("reply", [CLOSE, Reply(headers={"X-Long": "x" * 70_000})])
def test_who_breaks_off_or_goes_on_for_ever_gave_no_answer(reply, loopback):
    with receiver(reply) as mine, pytest.raises(outbound.NoAnswer) as lost:
        outbound.send("POST", mine.url)
    assert lost.value.kind == "connection"


def test_the_certificate_has_to_be_of_the_name(loopback, settings, tmp_path):
    good, bad = authority(tmp_path / "good", "localhost"), authority(tmp_path / "bad", "other")
    settings.OUTBOUND_CA_BUNDLE = str(tmp_path / "good.pem")
    with receiver(tls=good) as mine:
        assert outbound.send("POST", mine.url).status == 200
    settings.OUTBOUND_CA_BUNDLE = str(tmp_path / "bad.pem")
    for tls in (good, bad):  # an authority nobody knows; a name that is not asked for
        with receiver(tls=tls) as mine, pytest.raises(outbound.NoAnswer) as refused:
            outbound.send("POST", mine.url)
        assert (refused.value.kind, mine.got) == ("tls", [])


def authority(path, name: str) -> ssl.SSLContext:
    """A certificate for this name that vouches for itself, kept at `path`.pem."""
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    names.append(x509.IPAddress(ipaddress.ip_address("192.0.2.1")))
    own = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.with_suffix(".pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    kept = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.with_suffix(".key").write_bytes(kept)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path.with_suffix(".pem"), path.with_suffix(".key"))
    return context
