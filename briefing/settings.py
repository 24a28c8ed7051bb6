"""Settings of the machine that the engine runs on, as opposed to the publication's content."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept and how patient the client is. Durations are in seconds."""

    database_url: str = "sqlite:///var/briefing.db"
    user_agent: str = "briefing (+https://example.org/briefing)"
    timeout_s: float = 20.0
    max_body_bytes: int = 16 * 1024 * 1024
    cache_dir: str = "var/cache"


def parse(env: Mapping[str, str]) -> Settings:
    """Return the settings out of the environment's `BRIEFING_*` variables, defaults elsewhere."""
    default = Settings()
    return Settings(
        database_url=env.get("BRIEFING_DATABASE_URL", default.database_url),
        user_agent=env.get("BRIEFING_USER_AGENT", default.user_agent),
        cache_dir=env.get("BRIEFING_CACHE_DIR", default.cache_dir),
    )
