"""What those who watch are told of subscribers and of what comes back: counts, and no address."""

from collections.abc import Iterable
from pathlib import Path

from briefing.model.subscriber import Change, SignUp, Suppression, SuppressionReason
from briefing.service.watching import make_watch
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.changes import requested
from briefing.web.operations import Gauge
from briefing.wiring import utc_now
from tests.service.sending import dispatching, send, subscribe, yesterday
from tests.service.test_coming_back import SETTINGS, answer, database, root  # noqa: F401
from tests.store.conftest import postgres, postgres_url  # noqa: F401  (fixtures)


def told(gauges: Iterable[Gauge], name: str) -> dict[str, float]:
    return {one.labels[-1][1]: one.value for one in gauges if one.name == name}


def test_what_is_counted(root: Path, database: str) -> None:  # noqa: F811
    from briefing.cli import main

    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna", "ben", "cem")
        copies = send(dispatch, yesterday())
        answer(root, "postfix", copies["anna"])
        answer(root, "yahoo-complaint", copies["ben"])
        assert main(["bounces", "read", "--site", str(root), "--db", database]) == 0
        record = dispatch.queue.load_all(topic="visits", limit=1)[0]
        (number,) = dispatch.clicks.number(record.id, ["https://elsewhere.example/"]).values()
        for _ in range(3):
            dispatch.clicks.open(record.id, number)
        asked = SignUp("dora@example.org", ("visits",), utc_now())
        dispatch.people.apply(requested(asked, nonce="1"))
        who = address_hash("eve@example.org")
        held = Suppression(who, SuppressionReason.MANUAL, utc_now(), "eve@example.org")
        dispatch.people.apply(Change(suppress=held))
        gauges = list(make_watch(dispatch).measure())
    assert told(gauges, "bounces") == {"hard": 1, "complaint": 1}
    assert told(gauges, "suppressions") == {"bounce": 1, "complaint": 1, "manual": 1}
    assert told(gauges, "letters") == {"pending": 1}
    assert told(gauges, "clicks") == {"visits": 3}
    assert told(gauges, "subscriptions")["confirmed"] == 3
    assert not [one for one in gauges if "@" in repr(one) or "elsewhere" in repr(one)]
