"""Settings of the machine that the engine runs on, as opposed to the publication's content.

Durations are in seconds unless their name says otherwise. Secrets are never in the file: each
comes out of the environment, or out of a file that the environment names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The public pages: where they listen, and whose word they take for who is asking.

    `hosts` are names besides the publication's own under which they answer; `proxies` the
    networks (CIDR) whose `Forwarded` and `X-Forwarded-For` headers are believed.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    max_request_bytes: int = 64 * 1024
    request_timeout_s: float = 20.0


@dataclass(frozen=True, slots=True)
class DkimKey:
    """A key that signs: its domain and selector, and the file that holds it."""

    domain: str
    selector: str
    file: str


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves.

    `maildir` is where the `maildir` transport puts it. `in_doubt` says what becomes of a message
    of which a crash left unknown whether it was taken: `resend` it with the same Message-ID, or
    `hold` it and report. `bounce_domain` is that of the envelope's sender, which makes bounces
    come back under an address of their own (VERP); empty for the publication's sender itself.
    """

    transport: Literal["maildir", "smtp", "dry-run"] = "maildir"
    maildir: str = "var/mailbox"
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    connections: int = 4
    processes: int = 1
    pictures: Literal["inline", "hosted"] = "inline"
    in_doubt: Literal["resend", "hold"] = "resend"
    bounce_domain: str = ""
    dkim: tuple[DkimKey, ...] = ()
    give_up_after_s: float = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class SubscribingSettings:
    """Who may subscribe, and how long what they leave is kept."""

    role_accounts: bool = False
    disposable_domains: bool = False
    confirm_within_s: float = 3 * 24 * 3600.0
    requests_per_address_a_day: int = 5
    requests_per_network_an_hour: int = 60
    keep_unconfirmed_days: int = 30
    keep_networks_days: int = 90


@dataclass(frozen=True, slots=True)
class SchedulingSettings:
    """When issues are made and by whom they are waved through.

    Collecting begins `collect_ahead_s` before a topic's hour; after a downtime an issue is still
    made within `catch_up_s` of its hour. `editors` are told of what checks find.
    """

    collect_ahead_s: float = 20 * 60.0
    catch_up_s: float = 6 * 3600.0
    approval: bool = False
    editors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept, how patient the client is, and a group for each room.

    `secrets` sign tokens: the first signs, each of them verifies, so that keys can be rotated.
    """

    database_url: str = "sqlite:///var/briefing.db"
    user_agent: str = "briefing (+https://example.org/briefing)"
    timeout_s: float = 20.0
    max_body_bytes: int = 16 * 1024 * 1024
    cache_dir: str = "var/cache"
    secrets: tuple[bytes, ...] = field(default=(), repr=False)
    web: WebSettings = field(default_factory=WebSettings)
    mail: MailSettings = field(default_factory=MailSettings)
    subscribing: SubscribingSettings = field(default_factory=SubscribingSettings)
    scheduling: SchedulingSettings = field(default_factory=SchedulingSettings)


def parse(env: Mapping[str, str]) -> Settings:
    """Return the settings out of the environment's `BRIEFING_*` variables, defaults elsewhere."""
    default = Settings()
    return Settings(
        database_url=env.get("BRIEFING_DATABASE_URL", default.database_url),
        user_agent=env.get("BRIEFING_USER_AGENT", default.user_agent),
        cache_dir=env.get("BRIEFING_CACHE_DIR", default.cache_dir),
    )
