import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from briefing.doctor.servers import examine_broker, examine_tls, sending_addresses
from tests.doctor.conftest import NameServer, patient
from tests.doctor.test_names import SPF, said


def make_certificate(path: Path, address: str = "127.0.0.1", *, days: int = 5) -> Path:
    """Write a certificate that nobody vouches for, with its key, which ends in so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), False)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


class FreePort(Controller):
    """aiosmtpd on a port that the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def plain() -> Iterator[int]:
    controller = FreePort(Sink(), hostname="127.0.0.1", port=0)
    controller.start()
    yield controller.port
    controller.stop()


@contextmanager
def offering(certificate: Path) -> Iterator[int]:
    """Serve with STARTTLS; yield the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    controller = FreePort(Sink(), hostname="127.0.0.1", port=0, tls_context=context)
    controller.start()
    yield controller.port
    controller.stop()


@pytest.fixture
def starttls(certificate: Path) -> Iterator[int]:
    with offering(certificate) as port:
        yield port


def test_a_server_on_this_machine_needs_no_encryption(
    plain: int, tmp_path: Path, names: NameServer
) -> None:
    assert said(examine_tls(patient(tmp_path, names, smtp_host="127.0.0.1", smtp_port=plain))) == []


def test_a_server_without_starttls_is_told(plain: int, tmp_path: Path, names: NameServer) -> None:
    ours = patient(
        tmp_path, names, smtp_host="127.0.0.1", smtp_port=plain, smtp_security="starttls"
    )
    assert said(examine_tls(ours)) == [f"error: 127.0.0.1:{plain} offers no STARTTLS"]


def test_a_certificate_that_nobody_vouches_for_is_told(
    starttls: int, tmp_path: Path, names: NameServer
) -> None:
    ours = patient(
        tmp_path, names, smtp_host="127.0.0.1", smtp_port=starttls, smtp_security="starttls"
    )
    (told,) = examine_tls(ours).findings
    assert told.message == f"127.0.0.1:{starttls} is not to be trusted: self-signed certificate"
    assert "an authority that this machine trusts" in told.hint
    assert "mail.smtp_ca_file" in told.hint


def test_an_authority_of_ones_own_vouches_for_the_server(
    starttls: int, certificate: Path, tmp_path: Path, names: NameServer
) -> None:
    (tmp_path / "authority.pem").write_bytes(certificate.read_bytes())
    ours = patient(
        tmp_path,
        names,
        smtp_host="127.0.0.1",
        smtp_port=starttls,
        smtp_security="starttls",
        smtp_ca_file="authority.pem",
    )
    assert said(examine_tls(ours)) == []


def test_a_file_that_holds_no_authority_is_told(
    starttls: int, tmp_path: Path, names: NameServer
) -> None:
    where = {"smtp_host": "127.0.0.1", "smtp_port": starttls, "smtp_security": "starttls"}
    (tmp_path / "empty.pem").write_text("no certificate")
    for name in ("missing.pem", "empty.pem"):
        ours = patient(tmp_path, names, **where, smtp_ca_file=name)
        (told,) = examine_tls(ours).findings
        assert told.message.startswith(f"mail.smtp_ca_file cannot be read, {name}: ")
        assert "PEM" in told.hint


@pytest.mark.parametrize(
    ("address", "days", "hint"),
    [
        ("127.0.0.1", -1, "renew its certificate"),
        ("192.0.2.1", 5, "set mail.smtp_host to a name that is in its certificate"),
    ],
)
def test_what_is_wrong_with_a_certificate_says_what_to_do(
    address: str,
    days: int,
    hint: str,
    tmp_path: Path,
    names: NameServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = make_certificate(tmp_path / "server.pem", address, days=days)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with offering(certificate) as port:
        ours = patient(
            tmp_path, names, smtp_host="127.0.0.1", smtp_port=port, smtp_security="starttls"
        )
        (told,) = examine_tls(ours).findings
    assert (told.severity, told.hint) == ("error", hint)


def test_a_certificate_that_is_trusted_but_ends_soon_is_told(
    starttls: int,
    certificate: Path,
    tmp_path: Path,
    names: NameServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    ours = patient(
        tmp_path, names, smtp_host="127.0.0.1", smtp_port=starttls, smtp_security="starttls"
    )
    (told,) = said(examine_tls(replace(ours, now=datetime.now(UTC))))
    assert told == f"warning: the certificate of 127.0.0.1:{starttls} ends in 4 days"


def test_a_server_that_is_not_there_is_told(tmp_path: Path, names: NameServer) -> None:
    (told,) = said(examine_tls(patient(tmp_path, names, smtp_host="127.0.0.1", smtp_port=1)))
    assert told.startswith("error: 127.0.0.1:1 does not answer")


def test_mail_leaves_from_the_addresses_of_its_server(tmp_path: Path, names: NameServer) -> None:
    zone = {**SPF, ("smtp.sample.example", "A"): ["8.8.8.8", "10.0.0.1"]}
    assert sending_addresses(patient(tmp_path, names, zone, smtp_host="smtp.sample.example")) == (
        "8.8.8.8",
    )
    assert sending_addresses(patient(tmp_path, names, smtp_host="localhost")) == ()


def test_a_broker_is_asked_only_where_there_is_to_be_one(tmp_path: Path, names: NameServer) -> None:
    examined = examine_broker(patient(tmp_path, names))
    assert (examined.findings, examined.said[:4]) == ((), "none")


def test_a_broker_that_does_not_answer_is_told_of_without_its_password(
    tmp_path: Path, names: NameServer
) -> None:
    ours = patient(tmp_path, names, queue_url="amqp://us:hush@127.0.0.1:1/?connection_attempts=1")
    examined = examine_broker(ours)
    assert said(examined) == ["warning: the broker does not answer (AMQPConnectionError)"]
    assert "hush" not in repr(examined)
