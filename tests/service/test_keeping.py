"""What `briefing run` deletes once a day, the first time when it starts."""

import os
import threading
from datetime import timedelta
from pathlib import Path

from briefing.service.run import Service
from briefing.wiring import utc_now
from tests.service.sending import dispatching, make_sender

PATIENCE_S = 120


def test_drawings_of_long_ago_are_deleted(tmp_path: Path) -> None:
    with dispatching(make_sender(tmp_path, "keep_drawings_days = 10\n")) as dispatch:
        folder = dispatch.site.root / "var" / "cache" / "diagrams" / "0a"
        folder.mkdir(parents=True)
        old, new = folder / "0a1.json", folder / "0a2.json"
        for path, days in ((old, 11), (new, 9)):
            path.write_text("{}")
            used = (utc_now() - timedelta(days=days)).timestamp()
            os.utime(path, times=(used, used))
        stop = threading.Event()
        service = threading.Thread(
            target=Service(dispatch, stop).run, args=("scheduler",), kwargs={"ready": print}
        )
        service.start()
        deadline = utc_now() + timedelta(seconds=PATIENCE_S)
        while old.exists() and service.is_alive() and utc_now() < deadline:
            stop.wait(0.05)
        stop.set()
        service.join()
        assert (old.exists(), new.exists()) == (False, True)
