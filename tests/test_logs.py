import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from briefing.logs import set_up_logs


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where logs go meanwhile; what other tests have set up comes back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("uvicorn.access").disabled = False
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_a_line_of_json(stream: io.StringIO) -> None:
    set_up_logs("json", stream=stream)
    structlog.stdlib.get_logger("briefing.send").info("issue sent", topic="bees", recipients=3)
    (line,) = lines(stream)
    assert {"event": "issue sent", "topic": "bees", "recipients": 3, "level": "info"}.items() <= (
        line.items()
    )
    assert str(line["timestamp"]).endswith("Z")


def test_libraries_speak_the_same_way(stream: io.StringIO) -> None:
    set_up_logs("json", stream=stream)
    logging.getLogger("some.library").warning("careful with %s", "this")
    assert lines(stream)[0]["event"] == "careful with this"


def test_no_address_is_ever_logged(stream: io.StringIO) -> None:
    set_up_logs("json", stream=stream)
    log = structlog.stdlib.get_logger("briefing")
    log.info("sent to anna@sample.example", who={"to": ["<bernd.o'neil+x@sub.sample.example>"]})
    try:
        raise ValueError("no mailbox carla@sample.example")
    except ValueError:
        log.exception("refused")
    text = stream.getvalue()
    assert "sample.example" not in text.replace("…@…", "")
    assert "anna" not in text
    assert "carla@" not in text
    assert "ValueError" in text


def test_a_person_reads_text(stream: io.StringIO) -> None:
    set_up_logs("text", stream=stream)
    structlog.stdlib.get_logger("briefing").info("hello", topic="bees")
    assert "hello" in stream.getvalue()
    assert "topic=bees" in stream.getvalue()
