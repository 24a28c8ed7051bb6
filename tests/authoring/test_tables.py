"""A CSV file's columns are guessed from what stands in them."""

import pytest

from briefing.authoring.tables import csv_draft
from briefing.errors import ContentError


def test_columns_by_content() -> None:
    text = "city;rides;day\nBerlin;120;2026-02-01\nParis;90;2026-02-02\n"
    draft = csv_draft(text, "rides.csv", "rides")
    assert draft.options == {
        "file": "rides.csv",
        "measure": "rides.rides",
        "entity": "city",
        "time": "day",
        "value": "rides",
        "unit": "rides",
        "delimiter": ";",
    }
    assert 'per = "day"' in draft.comment


def test_without_names_the_file_is_the_entity() -> None:
    draft = csv_draft("month,sales\n2026-01,5\n2026-02,7\n", "s.csv", "shop")
    assert (draft.options["entity"], draft.options["measure"]) == ("shop", "shop.sales")


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "dates"), ("a,b\nx,1\n", "dates"), ("day,b\n2026-01-01,x\n", "numbers")],
)
def test_what_is_no_source(text: str, says: str) -> None:
    with pytest.raises(ContentError, match=f"no column holds {says}"):
        csv_draft(text, "a.csv", "a")
