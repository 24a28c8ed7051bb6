"""What every transport does with the messages it is given: take them in groups, write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from briefing.delivery.dkim import Signer, sign_whole
from briefing.errors import AddressError, DeliveryError
from briefing.model.handover import Copy, Outgoing, Refused, Reply

GROUP = 50


def groups(messages: Iterable[Outgoing], size: int = GROUP) -> Iterator[list[Outgoing]]:
    """Yield the messages in lists of at most `size`, taking none before its list is asked for."""
    rest = iter(messages)
    while group := list(islice(rest, size)):
        yield group


def write(message: Outgoing) -> Copy | Refused:
    """Return the recipient's copy, or its refusal in the words that a server would have used."""
    try:
        return message.write()
    except AddressError as error:  # RFC 3463, 3.2: bad destination mailbox address syntax
        return Refused(Reply(553, "5.1.3", f"not sent: {error.message}"))
    except DeliveryError as error:  # 3.7: something about the message, and no fault of the address
        return Refused(Reply(554, "5.6.0", f"not sent: {error.message}"))


def plain_copy(message: bytes, signer: Signer | None = None) -> Copy:
    """Return the one copy of a message that was made as a whole (a confirmation, say), signed."""
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    body = b"\r\n".join(lines)
    body = body if body.endswith(b"\r\n") else body + b"\r\n"
    signatures = sign_whole(body, signer) if signer else b""
    return Copy(
        (signatures, body), dotted=any(line[:1] == b"." for line in lines), ascii=body.isascii()
    )
