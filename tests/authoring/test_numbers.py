"""Which numbers are figures, and that each prints as it was written."""

import pytest

from briefing.authoring.numbers import Numbers, identifier


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("153.6 million downloads in February 2026", ["153.6 million"]),
        ("within 6-24 months, 3 to 5 years", ["6", "24", "3", "5"]),
        ("up 45%, +3.4%, -5%, 12.5 percent", ["45%", "+3.4%", "-5%", "12.5"]),
        ("$1.2 billion, €30m, 2x, 1,536 GPUs", ["1.2 billion", "30", "2", "1,536"]),
        ("Qwen 2.5 and GPT-4 on 5 March, March 5, at 10:30, 24/7", []),
        ("the 3rd, 007, H100, v1.2, 1.2.3, Chapter 3, #1, 192.168.0.1, 2024-25", []),
        ("Over 40 shops. A: Book 2 seats. Next 8 players. Qwen 3 leads", ["40", "2", "8"]),
        ("12345678901234567890 and 1,53,600", []),
    ],
)
def test_figures_and_names(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in Numbers().find(text)] == found


def test_values_and_units() -> None:
    (one,) = Numbers().find("it sold 153.6 million copies")
    assert (one.value, one.unit, one.printed) == (153_600_000, "copies", "compact(1, long=true)")


def test_numbers_as_another_language_writes_them() -> None:
    text = "Es waren 1.536,5 Tonnen, 12,5 Prozent."
    assert [text[o.start : o.end] for o in Numbers("de").find(text)] == ["1.536,5", "12,5"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Since then it changed, for good, it seems, in 14 of 20 regions.",
            "regions_part regions_all",
        ),
        (
            "Trains carried 62% of travellers; fares fell by 12%.",
            "share_of_travellers fares_percent",
        ),
        ("each one: 41% less than in 2023", "one_percent"),
        ("It is 41% less. It is 3%.", "change_percent share_percent"),
        ("Latency fell from 120 ms to 45 ms.", "latency_ms latency_ms"),
        ("Orchards within 5 km, honey at 18 dollars a jar", "orchards_km honey_dollars"),
        ("Price: \u20ac2.40", "price"),
        ("closed within 6-24 months", "months_from months_to"),
    ],
)
def test_a_number_is_called_by_what_it_counts(text: str, names: str) -> None:
    assert [identifier(one.words, ()) for one in Numbers().find(text)] == names.split()
