"""Messages in a mailbox on an IMAP server; what is done is marked as seen, and stays there."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from briefing.delivery.parsing import MAX_BYTES
from briefing.errors import DeliveryError
from briefing.model.bounce import Arrived

TIMEOUT_S = 60.0
_FOLDER = re.compile(r"[^\x00-\x1f\x7f\"\\]+")


@dataclass(frozen=True, slots=True)
class ImapInbox:
    """A mailbox, and how to get at it; `none` leaves everything readable on the way."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    folder: str = "INBOX"
    ca_file: str = ""

    def read(self) -> Iterator[Arrived]:
        """Yield the messages that nobody has seen, oldest first.

        The connection lives as long as the iterator, and `done` needs it.
        Raises: DeliveryError where the server cannot be used.
        """
        with self._translated():
            client = self._connect()
            try:
                yield from self._unseen(client)
            finally:
                with suppress(imaplib.IMAP4.error, OSError):
                    client.logout()

    def _unseen(self, client: imaplib.IMAP4) -> Iterator[Arrived]:
        client.login(self.user, self.password)
        if not _FOLDER.fullmatch(self.folder):
            raise imaplib.IMAP4.error(f"{self.folder!r} is no folder")
        _ok(client.select(f'"{self.folder}"'))
        for number in _ok(client.uid("SEARCH", "UNSEEN"))[0].split():
            uid = number.decode("ascii")
            parts = _ok(client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MAX_BYTES}>)"))
            for part in parts:
                if isinstance(part, tuple):  # (description, content); the rest is punctuation
                    yield Arrived(part[1], partial(self._mark_seen, client, uid))

    def _mark_seen(self, client: imaplib.IMAP4, uid: str) -> None:
        with self._translated():
            _ok(client.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)"))

    def _connect(self) -> imaplib.IMAP4:
        if self.security == "tls":
            return imaplib.IMAP4_SSL(
                self.host, self.port, ssl_context=self._context(), timeout=TIMEOUT_S
            )
        client = imaplib.IMAP4(self.host, self.port, timeout=TIMEOUT_S)
        if self.security == "starttls":
            try:
                client.starttls(self._context())
            except BaseException:
                with suppress(OSError):  # the failed handshake may have closed it
                    client.shutdown()
                raise
        return client

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file or None)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (imaplib.IMAP4.error, OSError) as error:
            why = _said(error).replace(self.password or "\0", "…")
            raise DeliveryError(
                f"mailbox on {self.host}:{self.port}: {why}", hint=_advice(error)
            ) from error


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    if isinstance(said, bytes):  # a server's own words, as imaplib hands them on
        return said.decode("utf-8", "replace")
    return getattr(error, "strerror", "") or str(error)


def _advice(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "set ca_file in [inbox] to the authority's file, or host to the certificate's name"
    if isinstance(error, OSError) or "STARTTLS" in str(error):
        return "check host, port and security in [inbox], and that the server runs"
    return "check user and folder in [inbox], and the password in BRIEFING_INBOX_PASSWORD"


def _ok(answer: tuple[str, list]) -> list:  # type: ignore[type-arg]
    """Return an answer's data; imaplib leaves it to us to look whether it is a refusal."""
    state, data = answer
    if state != "OK":
        raise imaplib.IMAP4.error(f"{state} {data!r}"[:200])
    return data
