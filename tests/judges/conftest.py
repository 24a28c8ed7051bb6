"""The flagship's message as it arrives at a stranger's mail server: spliced, signed, received."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from briefing.delivery.compiled import Personal, compile_issue, splice
from briefing.delivery.dkim import Signer, load_key, new_key, record_name, record_text
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL
from briefing.wiring import open_site
from tests.nameserver import NameServer, serving

ROOT = Path(__file__).parents[2]
DOMAIN = "briefing.example"
OUTSIDE = "192.0.2.25"
READER = "anna@reader.example"
RECEIVED = (
    f"Received: from mail.{DOMAIN} (mail.{DOMAIN} [{OUTSIDE}])\r\n"
    "\tby mx.reader.example (Postfix) with ESMTPS id 4F2A for <anna@reader.example>;\r\n"
    f"\t{format_datetime(datetime.now(UTC))}\r\n"
)


@dataclass(frozen=True)
class Arrived:
    """A message at its reader's mail server, and the public keys that signed it."""

    message: bytes
    keys: dict[str, str]

    @property
    def received(self) -> bytes:
        """The message with what the server writes on top of it."""
        return RECEIVED.encode() + self.message

    @property
    def zone(self) -> dict[tuple[str, str], Sequence[str]]:
        """What DNS says of the sender."""
        return {
            **{(name, "TXT"): [_strings(text)] for name, text in self.keys.items()},
            (DOMAIN, "TXT"): [f'"v=spf1 ip4:{OUTSIDE} -all"'],
            (DOMAIN, "MX"): [f"10 mail.{DOMAIN}."],
            (DOMAIN, "A"): [OUTSIDE],
            (f"mail.{DOMAIN}", "A"): [OUTSIDE],
            (f"_dmarc.{DOMAIN}", "TXT"): [f'"v=DMARC1; p=reject; rua=mailto:dmarc@{DOMAIN}"'],
            ("25.2.0.192.in-addr.arpa", "PTR"): [f"mail.{DOMAIN}."],
        }


@pytest.fixture(scope="session")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> Arrived:
    """The flagship of the sample's last day, as one subscriber gets it."""
    folder = tmp_path_factory.mktemp("judged")
    for name in ("content", "templates", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    site = open_site(folder, replaying=True)
    (topic,) = site.topics(["open-models"])
    day = site.today(topic)
    site.collect(topic, until=day)
    issue = site.build(topic, day)
    site.close()
    today = format_datetime(datetime.now(UTC)).encode()  # an old date is a fault of its own
    message = re.sub(rb"(?m)^Date: .*$", b"Date: " + today + b"\r", issue.message, count=1)
    constants = {POSTAL_ADDRESS: site.publication.address}
    compiled = compile_issue(message, constants=constants, feedback_id="figure")
    keys = [load_key(new_key(k), domain=DOMAIN, selector=k) for k in ("rsa", "ed25519")]
    personal = Personal(
        7,
        READER,
        {
            UNSUBSCRIBE_URL: f"https://{DOMAIN}/unsubscribe/4cV9sJ2m",
            PREFERENCES_URL: f"https://{DOMAIN}/preferences/4cV9sJ2m",
        },
        unsubscribe_address=f"leave@{DOMAIN}",
    )
    letter = splice(compiled.full, personal, Signer(tuple(keys), signed_at=1_772_345_600))
    return Arrived(bytes(letter), {record_name(key): record_text(key) for key in keys})


@pytest.fixture
def names(arrived: Arrived) -> Iterator[NameServer]:
    """A name server that knows the sender."""
    server = NameServer()
    server.zone.update(arrived.zone)
    with serving(server):
        yield server


def _strings(text: str) -> str:
    """Return TXT data as strings of at most 255 bytes (RFC 1035, 3.3.14)."""
    return " ".join(f'"{text[n : n + 250]}"' for n in range(0, len(text), 250))
