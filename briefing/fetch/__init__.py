"""The one HTTP client, recordings of its answers, and files that stand in for them.

The client, `briefing.fetch.client`, is imported where it is used: a replay needs none of it.
"""

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
from briefing.fetch.sample import sample_stamp

__all__ = [
    "Exchange",
    "LocalFiles",
    "Recording",
    "RecordingFetcher",
    "ReplayFetcher",
    "read_recording",
    "recordings_in",
    "sample_stamp",
    "write_recording",
]
