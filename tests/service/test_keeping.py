"""What `briefing run` deletes once a day, the first time when it starts."""

import os
from datetime import timedelta
from pathlib import Path

from briefing.wiring import utc_now
from tests.service.sending import at_work, dispatching, make_sender
from tests.waiting import until


def test_drawings_of_long_ago_are_deleted(tmp_path: Path) -> None:
    with dispatching(make_sender(tmp_path, "keep_drawings_days = 10\n")) as dispatch:
        folder = dispatch.site.root / "var" / "cache" / "diagrams" / "0a"
        folder.mkdir(parents=True)
        old, new = folder / "0a1.json", folder / "0a2.json"
        for path, days in ((old, 11), (new, 9)):
            path.write_text("{}")
            used = (utc_now() - timedelta(days=days)).timestamp()
            os.utime(path, times=(used, used))
        with at_work(dispatch, "scheduler"):
            until(lambda: not old.exists())
        assert new.exists()
