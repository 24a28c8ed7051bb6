"""The one HTTP client, recordings of its answers, and files that stand in for them."""

from briefing.fetch.client import HttpFetcher
from briefing.fetch.files import LocalFiles
from briefing.fetch.recordings import (
    Exchange,
    Recording,
    RecordingFetcher,
    ReplayFetcher,
    read_recording,
    recordings_in,
    write_recording,
)

__all__ = [
    "Exchange",
    "HttpFetcher",
    "LocalFiles",
    "Recording",
    "RecordingFetcher",
    "ReplayFetcher",
    "read_recording",
    "recordings_in",
    "write_recording",
]
