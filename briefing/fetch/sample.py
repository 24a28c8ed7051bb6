"""What a topic's sample is made of, in one word: another word is another sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from briefing.model.topic import Topic


def sample_stamp(topic: Topic, folder: Path, recordings: Sequence[Path]) -> str:
    """Return a word for the topic's sources, their files in its folder, and its recordings."""
    digest = sha256(topic.timezone.encode())
    for part in (*_sources(topic, folder), *_recorded(recordings)):
        digest.update(sha256(part).digest())
    return digest.hexdigest()


def _sources(topic: Topic, folder: Path) -> Iterator[bytes]:
    for source in topic.sources:
        yield repr((source.name, source.kind, sorted(source.options.items()))).encode()
        name = source.options.get("file")
        if isinstance(name, str):
            with suppress(OSError, ValueError):  # the source itself says what is wrong with it
                yield (folder / name).read_bytes()


def _recorded(recordings: Sequence[Path]) -> Iterator[bytes]:
    for path in recordings:
        yield f"{path.name} {path.stat().st_size}".encode()
