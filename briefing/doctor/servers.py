"""Whether the mail server answers as it should, encrypted where that is asked for."""

from __future__ import annotations

import logging
import smtplib
import ssl
from datetime import UTC, datetime
from ipaddress import ip_address

from briefing.doctor.names import addresses_of
from briefing.doctor.patient import Examination, Patient, error, warning
from briefing.model.finding import Finding
from briefing.settings import MailSettings

TIMEOUT_S = 10.0
RENEW_DAYS = 14
_AUTHORITY = "give it a certificate of an authority that this machine trusts"
_NAME = "set mail.smtp_host to a name that is in its certificate"
_HINTS = {
    10: "renew its certificate",
    **dict.fromkeys((18, 19, 20, 21), f"{_AUTHORITY}, or name its own in mail.smtp_ca_file"),
    **dict.fromkeys((62, 64), _NAME),
}
"""What to do, by OpenSSL's number for what is wrong with a certificate (X509_V_ERR_…)."""


def examine_tls(patient: Patient) -> Examination:
    """Return whether the mail server answers, and how it encrypts."""
    mail = patient.settings.mail
    place = f"{mail.smtp_host}:{mail.smtp_port}"
    if not patient.sends:
        return Examination("tls", f"mail goes to the {mail.transport} transport")
    try:
        trusted = _trusted(patient)
        with _connect(mail, trusted) as server:
            server.ehlo()
            findings = list(_encryption(mail, server, trusted, patient.now))
            if mail.smtp_user and not server.has_extn("auth"):
                hint = "leave out mail.smtp_user, or use the server's submission port (587)"
                findings.append(error("tls", f"{place} asks for no password", hint))
    except _Unreadable as fault:
        hint = "name a PEM file of certificates, found from the publication's folder"
        return Examination("tls", place, (error("tls", str(fault), hint),))
    except ssl.SSLCertVerificationError as fault:
        hint = _HINTS.get(fault.verify_code, "have its certificate mended")
        message = f"{place} is not to be trusted: {fault.verify_message or fault}"
        return Examination("tls", place, (error("tls", message, hint),))
    except (OSError, smtplib.SMTPException) as fault:
        hint = "check mail.smtp_host, mail.smtp_port and mail.smtp_security, and the firewall"
        why = getattr(fault, "strerror", None) or fault
        return Examination("tls", place, (error("tls", f"{place} does not answer: {why}", hint),))
    return Examination("tls", f"{place}, {mail.smtp_security}", tuple(findings))


def examine_broker(patient: Patient) -> Examination:
    """Return whether the broker answers that hands batches round, where there is to be one."""
    mail = patient.settings.mail
    if not mail.queue_url:
        return Examination("broker", "none: workers find their batches in the database")
    try:
        from pika import BlockingConnection, URLParameters
        from pika.exceptions import AMQPError
    except ImportError:
        message = "mail.queue_url is set, and what speaks to a broker is not installed"
        hint = "pip install 'briefing[queue]'"
        return Examination("broker", "cannot be asked", (error("broker", message, hint),))
    logging.getLogger("pika").setLevel(logging.CRITICAL)
    try:
        asked = URLParameters(mail.queue_url)
        place = f"{asked.host}:{asked.port}"
        asked.socket_timeout = asked.blocked_connection_timeout = TIMEOUT_S
        BlockingConnection(asked).close()
    except (AMQPError, OSError, ValueError) as fault:
        # The words of a broker's own error may hold its address, and with it the password.
        message = f"the broker does not answer ({type(fault).__name__})"
        hint = "check BRIEFING_MAIL_QUEUE_URL; meanwhile workers go on without it, and more slowly"
        return Examination("broker", "does not answer", (warning("broker", message, hint),))
    return Examination("broker", f"{place} answers")


class _Unreadable(Exception):  # noqa: N818  (the file is, whatever the reason)
    """The file of the server's own authority is none."""


def _trusted(patient: Patient) -> ssl.SSLContext:
    name = patient.settings.mail.smtp_ca_file
    try:
        return ssl.create_default_context(cafile=patient.root / name if name else None)
    except OSError as fault:
        why = f"mail.smtp_ca_file cannot be read, {name}: {fault.strerror or fault}"
        raise _Unreadable(why) from fault


def _connect(mail: MailSettings, trusted: ssl.SSLContext) -> smtplib.SMTP:
    if mail.smtp_security == "tls":
        return smtplib.SMTP_SSL(mail.smtp_host, mail.smtp_port, timeout=TIMEOUT_S, context=trusted)
    return smtplib.SMTP(mail.smtp_host, mail.smtp_port, timeout=TIMEOUT_S)


def _encryption(
    mail: MailSettings, server: smtplib.SMTP, trusted: ssl.SSLContext, now: datetime
) -> list[Finding]:
    place = f"{mail.smtp_host}:{mail.smtp_port}"
    if mail.smtp_security == "none":
        if _is_here(mail.smtp_host):
            return []
        offered = ' (it offers it: set mail.smtp_security = "starttls")'
        hint = f"encrypt{offered if server.has_extn('starttls') else ''}"
        weight = error if mail.smtp_user else warning
        return [weight("tls", f"mail, and any password, goes to {place} in the clear", hint)]
    if mail.smtp_security == "starttls":
        if not server.has_extn("starttls"):
            hint = 'set mail.smtp_security to "tls" (port 465), or to "none" on a trusted network'
            return [error("tls", f"{place} offers no STARTTLS", hint)]
        server.starttls(context=trusted)
        server.ehlo()
    return _certificate(place, server, now)


def _certificate(place: str, server: smtplib.SMTP, now: datetime) -> list[Finding]:
    certificate = server.sock.getpeercert() if isinstance(server.sock, ssl.SSLSocket) else None
    if not certificate:
        return []
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    left = (ends - now).days
    if left >= RENEW_DAYS:
        return []
    return [warning("tls", f"the certificate of {place} ends in {left} days", "renew it")]


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def sending_addresses(patient: Patient) -> tuple[str, ...]:
    """Return the addresses from which mail leaves where they can be told: the mail server's own.

    A relay elsewhere may send from others; its operator's SPF record tells.
    """
    host = patient.settings.mail.smtp_host
    if not patient.sends or _is_here(host):
        return ()
    return tuple(
        address for address in addresses_of(host, patient.resolver) if ip_address(address).is_global
    )
