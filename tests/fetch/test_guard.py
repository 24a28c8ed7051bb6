"""Private addresses are not fetched, whatever name or redirect leads there."""

import datetime as dt
import threading
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from briefing.errors import SourceError
from briefing.fetch.guard import is_public
from briefing.settings import Settings
from tests.fetch.conftest import Visitor
from tests.fetch.server import Server, answer, moved, serving

Make = Callable[..., Visitor]


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2001:0:808:808:0:0:80ff:fffe",
    ],
)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_a_private_address_is_refused_before_a_connection(
    server: Server, visitor: Visitor, host: str
) -> None:
    server.says("/", answer(200))
    with pytest.raises(SourceError, match="private address") as caught:
        visitor.get(f"http://{host}:{server.port}/", allow_private=False)
    assert "`allow_private = true` on the source" in caught.value.hint
    assert "`briefing new` --allow-private" in caught.value.hint
    assert not server.asked


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/secret",
        "http://2130706434:{port}/secret",
        "http://[::1]:{port}/secret",
        "http://[::ffff:127.0.0.2]:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://0.0.0.0:{port}/secret",
        "//127.0.0.2:{port}/secret",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 307])
def test_every_hop_is_checked(server: Server, make: Make, target: str, status: int) -> None:
    """127.0.0.1 plays the public host here, and redirects to others."""
    visitor = make(is_public=lambda address: address == "127.0.0.1" or is_public(address))
    url = server.says("/", moved(status, "/next"))
    server.says("/next", moved(status, target.format(port=server.port)))
    with pytest.raises(SourceError, match="private address"):
        visitor.get(url, allow_private=False)
    assert [asked.target for asked in server.asked] == ["/", "/next"]


def test_a_remembered_move_is_checked_again(server: Server, make: Make) -> None:
    visitor = make(is_public=lambda address: address == "127.0.0.1")
    url = server.says("/old", moved(301, f"http://127.0.0.2:{server.port}/new"))
    for _ in range(4):
        with pytest.raises(SourceError, match="private address"):
            visitor.get(url, allow_private=False)


def test_permission_is_each_requests_own(server: Server, visitor: Visitor) -> None:
    url = server.says("/", answer(200))
    assert visitor.get(url, allow_private=True).status == 200
    with pytest.raises(SourceError, match="private address"):
        visitor.get(url, allow_private=False)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[str, str]:
    """A certificate of the loopback that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem, private = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(pem), str(private)


def test_a_certificate_that_nobody_vouches_for(
    certificate: tuple[str, str], visitor: Visitor
) -> None:
    with serving(tls=certificate) as secure:
        url = secure.says("/", answer(200))
        with pytest.raises(SourceError, match=r"cannot be reached.*certificate"):
            visitor.get(url)
        assert not secure.asked


def test_a_look_up_that_hangs_ends_with_the_time(make: Make, server: Server) -> None:
    server.says("/", answer(200, b"hello"))
    answered = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        if host == "feeds.example":
            answered.wait()
        return ["127.0.0.1"]

    visitor = make(resolve=hang)
    visitor.get(f"http://other.example:{server.port}/")  # what is prepared once takes its time
    visitor.fetcher.settings = Settings(timeout_s=0.5)
    try:
        with pytest.raises(SourceError, match="no name server told the address of feeds") as caught:
            visitor.get(f"http://feeds.example:{server.port}/")
    finally:
        answered.set()
    assert "name servers" in caught.value.hint
    assert len(server.asked) == 1


def test_what_a_name_resolves_to_is_checked_and_connected_to(make: Make, server: Server) -> None:
    server.says("/", answer(200, b"hello"))
    asked: list[tuple[str, int]] = []

    def known(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1", "127.0.0.1"]

    visitor = make(resolve=known)
    assert visitor.get(f"http://feeds.example:{server.port}/").body == b"hello"
    with pytest.raises(SourceError, match=r"feeds\.example is at the private address 127"):
        visitor.get(f"http://feeds.example:{server.port}/", allow_private=False)
    assert asked == [("feeds.example", server.port)] * 2


@pytest.mark.parametrize("fault", [OSError("not known"), UnicodeError("label too long")])
def test_a_name_without_an_address_is_said(make: Make, fault: Exception) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise fault

    with pytest.raises(SourceError, match=f"has no address: {fault}"):
        make(resolve=unknown).get("http://feeds.example/")
