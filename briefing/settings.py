"""Settings of the machine that the engine runs on, as opposed to the publication's content.

Each field says in its annotation what an operator should know of it: the reader of `briefing.toml`
and the reference page are made from that. Durations are in seconds unless a name says otherwise.
Secrets are never in the file: each comes out of the environment, or out of a file that the
environment names.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

SHORTEST_SECRET = 32
"""Characters; what `openssl rand -base64 32` prints has 44."""
SECRET_WORDS = (
    f"words of {SHORTEST_SECRET} characters or more, such as `openssl rand -base64 32` prints"
)


def read_secrets(text: str) -> tuple[bytes, ...]:
    """Return the words of a text, each a secret, the first the one that signs.

    Raises: ValueError where there is none, or one is too short to be safe.
    """
    words = text.split()
    if not words:
        raise ValueError("there is no secret")
    for number, word in enumerate(words, 1):
        if len(word) < SHORTEST_SECRET:
            raise ValueError(f"secret {number} has {len(word)} characters, too few to be safe")
    return tuple(word.encode() for word in words)


@dataclass(frozen=True, slots=True)
class About:
    """What an operator should know of a setting, and the values that it can have."""

    text: str
    least: float | None = None
    most: float | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The public pages: where they listen, and whose word they take for who is asking."""

    host: Annotated[str, About("the address to listen on")] = "127.0.0.1"
    port: Annotated[int, About("the port to listen on", least=0, most=65535)] = 8000
    hosts: Annotated[
        tuple[str, ...],
        About("names besides that of the publication's URL under which the pages answer"),
    ] = ()
    proxies: Annotated[
        tuple[str, ...],
        About("networks (CIDR) whose `Forwarded` and `X-Forwarded-*` headers are believed"),
    ] = ()
    metrics: Annotated[
        tuple[str, ...], About("networks (CIDR) from which `/metrics` may be read")
    ] = ("127.0.0.0/8", "::1/128")
    max_request_bytes: Annotated[int, About("the largest request taken", least=1024)] = 64 * 1024
    request_timeout_s: Annotated[float, About("how long a request may take", least=1)] = 20.0


@dataclass(frozen=True, slots=True)
class DkimKey:
    """A key that signs messages (RFC 6376); `briefing dkim new` makes one."""

    domain: Annotated[str, About("the domain that signs")]
    selector: Annotated[str, About("the selector under which DNS has the public key")]
    file: Annotated[str, About("the file that holds the private key, in PEM")]


@dataclass(frozen=True, slots=True)
class ReceivingDomain:
    """A receiving domain that is written to otherwise than the rest."""

    name: Annotated[str, About("the domain, as in the addresses there")]
    connections: Annotated[
        int, About("connections that write to it at once; 0 for as many as to any", least=0)
    ] = 0
    rate_per_s: Annotated[
        float, About("messages a second at most; 0 for as many as it takes", least=0)
    ] = 0.0


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves."""

    transport: Annotated[
        Literal["maildir", "smtp", "dry-run"],
        About("where messages go: a local mailbox folder, a mail server, or nowhere"),
    ] = "maildir"
    maildir: Annotated[str, About("the folder of the `maildir` transport")] = "var/mailbox"
    smtp_host: Annotated[str, About("the mail server")] = "localhost"
    smtp_port: Annotated[int, About("its port", least=1, most=65535)] = 25
    smtp_security: Annotated[
        Literal["none", "starttls", "tls"],
        About("encryption: `starttls` (port 587), `tls` from the first byte (port 465), or none"),
    ] = "none"
    smtp_ca_file: Annotated[
        str, About("the file of the authority that vouches for the server, if it is one's own")
    ] = ""
    smtp_user: Annotated[str, About("the user name, where the server asks for one")] = ""
    smtp_password: Annotated[str, About("the password", secret=True)] = field(
        default="", repr=False
    )
    connections: Annotated[
        int, About("connections to the mail server, for each process", least=1, most=1000)
    ] = 4
    connections_per_domain: Annotated[
        int,
        About(
            "connections, of all processes and machines together, that write to one receiving "
            "domain at once; 0 for as many as there are",
            least=0,
        ),
    ] = 20
    domains: Annotated[
        tuple[ReceivingDomain, ...],
        About(
            "receiving domains that are given fewer connections, or a rate, as `[[mail.domains]]` "
            "with `name`, `connections` and `rate_per_s`"
        ),
    ] = ()
    lease_s: Annotated[
        float,
        About("after how long without a sign of life a worker's deliveries go to others", least=1),
    ] = 60.0
    processes: Annotated[int, About("processes that send", least=1, most=256)] = 1
    queue_url: Annotated[
        str,
        About(
            "the URL (amqp://…) of a RabbitMQ that hands batches to the workers, where there is "
            "one already; without it they find their work in the database",
            secret=True,
        ),
    ] = field(default="", repr=False)
    queue_name: Annotated[str, About("the queue on it, one for each publication")] = "briefing"
    queue_patience_s: Annotated[
        float,
        About(
            "after how long without an answer of the RabbitMQ the workers go on without it",
            least=1,
        ),
    ] = 30.0
    pictures: Annotated[
        Literal["inline", "hosted"],
        About("pictures inside each message, or fetched from the archive when it is read"),
    ] = "inline"
    count_clicks: Annotated[
        bool,
        About(
            "let links of the email lead over a page that counts how often each is opened, by all "
            "readers together; who opens it is never known"
        ),
    ] = False
    in_doubt: Annotated[
        Literal["resend", "hold"],
        About(
            "what becomes of a message of which a crash left unknown whether the server took it: "
            "`resend` it with the same Message-ID, or `hold` it and report"
        ),
    ] = "resend"
    bounce_domain: Annotated[
        str,
        About(
            "the domain of the envelope's sender, whose addresses tell one bounce from another "
            "(VERP); empty for the publication's own sender"
        ),
    ] = ""
    bounce_prefix: Annotated[
        str,
        About(
            "how those addresses begin: `b`, or `daily+b` where they come to the mailbox daily@ "
            "of a server that knows extensions"
        ),
    ] = "b"
    dkim: Annotated[tuple[DkimKey, ...], About("the keys that sign, as `[[mail.dkim]]`")] = ()
    give_up_after_s: Annotated[
        float, About("how long a deferred message is tried again", least=60)
    ] = 24 * 3600.0
    keep_deliveries_days: Annotated[
        int,
        About(
            "for how many days after an issue was sent it is kept who got it, with the server's "
            "answer; afterwards only how many",
            least=30,
        ),
    ] = 400


@dataclass(frozen=True, slots=True)
class InboxSettings:
    """Where bounces, complaints and unsubscribing by mail arrive, and what comes of them."""

    kind: Annotated[
        Literal["none", "maildir", "imap"],
        About(
            "what `briefing run` reads: a Maildir, a mailbox on an IMAP server, or none (a pipe "
            "and the webhook need none); for this alone, since all in it is marked as read"
        ),
    ] = "none"
    maildir: Annotated[str, About("the folder of the `maildir` kind")] = "var/inbox"
    host: Annotated[str, About("the IMAP server")] = ""
    port: Annotated[int, About("its port", least=1, most=65535)] = 993
    security: Annotated[
        Literal["tls", "starttls", "none"],
        About("encryption: `tls` from the first byte (port 993), `starttls` (port 143), or none"),
    ] = "tls"
    user: Annotated[str, About("the user name")] = ""
    password: Annotated[str, About("the password", secret=True)] = field(default="", repr=False)
    folder: Annotated[str, About("the folder on the IMAP server")] = "INBOX"
    ca_file: Annotated[
        str, About("the file of the authority that vouches for the server, if it is one's own")
    ] = ""
    every_s: Annotated[int, About("how often it is read", least=10)] = 300
    unsubscribe_address: Annotated[
        str,
        About(
            "the address, read here, at which mail programs may unsubscribe by mail "
            "(List-Unsubscribe); empty for none"
        ),
    ] = ""
    webhook_secrets: Annotated[
        tuple[bytes, ...],
        About("keys of reports that are posted to `/api/bounces`; none closes it", secret=True),
    ] = field(default=(), repr=False)
    soft_bounces: Annotated[
        int,
        About(
            "an address is suppressed when messages of so many different days bounced softly",
            least=2,
        ),
    ] = 5
    soft_bounces_within_days: Annotated[int, About("the days within which they count", least=1)] = (
        30
    )


@dataclass(frozen=True, slots=True)
class SubscribingSettings:
    """Who may subscribe, and how long what they leave is kept."""

    role_accounts: Annotated[bool, About("take addresses such as info@ and postmaster@")] = False
    disposable_domains: Annotated[bool, About("take addresses made to be thrown away")] = False
    confirm_within_s: Annotated[
        float, About("how long a confirmation link can be used", least=60)
    ] = 3 * 24 * 3600.0
    requests_per_address_a_day: Annotated[
        int, About("confirmation mails sent to one address in a day", least=1)
    ] = 5
    requests_per_network_an_hour: Annotated[
        int, About("requests taken from one network in an hour", least=1)
    ] = 60
    keep_unconfirmed_days: Annotated[
        int, About("after how many days a request that nobody confirmed is deleted", least=1)
    ] = 30
    keep_unsubscribed_days: Annotated[
        int, About("after how many days the address of somebody who left is erased", least=1)
    ] = 730
    keep_networks_days: Annotated[
        int, About("after how many days network addresses leave the consent log", least=1)
    ] = 90


@dataclass(frozen=True, slots=True)
class SchedulingSettings:
    """When issues are made, and by whom they are waved through."""

    collect_ahead_s: Annotated[
        float, About("how long before a topic's hour its sources are collected", least=0)
    ] = 20 * 60.0
    catch_up_s: Annotated[
        float, About("how long after its hour a missed issue is still made", least=0)
    ] = 6 * 3600.0
    digest_weekday: Annotated[
        int,
        About("the day of weekly digests, 0 (Monday) to 6 (Sunday); -1 for none", least=-1, most=6),
    ] = 6
    approval: Annotated[bool, About("hold every issue until an editor approves it")] = False
    editors: Annotated[tuple[str, ...], About("addresses that are told what checks find")] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept, how patient the client is, and a group for each room."""

    database_url: Annotated[str, About("SQLAlchemy URL of the database")] = (
        "sqlite:///var/briefing.db"
    )
    user_agent: Annotated[
        str, About("how the engine names itself to sources; give an address of yours")
    ] = "briefing (+https://example.org/briefing)"
    timeout_s: Annotated[float, About("how long a source may take to answer", least=1)] = 20.0
    max_body_bytes: Annotated[int, About("the largest answer taken from a source", least=1024)] = (
        16 * 1024 * 1024
    )
    log_style: Annotated[
        Literal["auto", "json", "text"],
        About("how logs are written: `auto` is text on a terminal and JSON elsewhere"),
    ] = "auto"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], About("the least of what is logged")
    ] = "info"
    cache_dir: Annotated[str, About("the folder of drawn diagrams")] = "var/cache"
    keep_drawings_days: Annotated[
        int, About("after how many days a drawn diagram that nothing used is deleted", least=1)
    ] = 90
    secrets: Annotated[
        tuple[bytes, ...],
        About("keys of signed links: the first signs, each of them verifies", secret=True),
    ] = field(default=(), repr=False)
    web: WebSettings = field(default_factory=WebSettings)
    mail: MailSettings = field(default_factory=MailSettings)
    inbox: InboxSettings = field(default_factory=InboxSettings)
    subscribing: SubscribingSettings = field(default_factory=SubscribingSettings)
    scheduling: SchedulingSettings = field(default_factory=SchedulingSettings)
