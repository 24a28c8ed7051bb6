"""Deadlines that name a time of the calendar, seen from 15 May 2026, a Friday."""

from datetime import date

import pytest

from briefing.authoring.deadlines import due_by

TODAY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        # quarters and halves
        ("by Q3 2026", "2026-09-30"), ("By q3", "2026-09-30"), ("by Q1", "2027-03-31"),
        ("by Q2", "2026-06-30"), ("before Q3", "2026-06-30"), ("in Q4 2025", ""),
        ("by Q4 2025", "2025-12-31"), ("by 3Q26", "2026-09-30"), ("by Q3 \u201926", "2026-09-30"),
        ("by 2026-Q4", "2026-12-31"), ("by 2026Q4", "2026-12-31"), ("by Q3 of 2027", "2027-09-30"),
        ("by the end of Q3", "2026-09-30"), ("before the end of Q3", "2026-09-30"),
        ("by the third quarter of 2026", "2026-09-30"), ("in the first quarter", "2027-03-31"),
        ("by the last quarter", "2026-12-31"), ("in H1 2027", "2027-06-30"),
        ("in H2", "2026-12-31"), ("during the first half of 2027", "2027-06-30"),
        ("in the second half of the year", "2026-12-31"), ("by H3 2026", ""),
        ("by the third half of 2026", ""), ("by 1H27", "2027-06-30"),
        # months and days
        ("by end of March", "2027-03-31"), ("by end of March 2026", "2026-03-31"),
        ("by the end of May", "2026-05-31"), ("by June", "2026-06-30"),
        ("by Sept. 2026", "2026-09-30"),
        ("before June", "2026-05-31"), ("by end-June", "2026-06-30"), ("by end June", "2026-06-30"),
        ("by February 2028", "2028-02-29"), ("by March of 2027", "2027-03-31"),
        ("by late August", "2026-08-31"), ("by 30 June", "2026-06-30"),
        ("by June 30th", "2026-06-30"),
        ("by the 1st of May", "2027-05-01"), ("by May 15", "2026-05-15"),
        ("no later than June 30, 2027", "2027-06-30"), ("before 1 July 2026", "2026-06-30"),
        ("by 2026-09-01", "2026-09-01"), ("by 31 June", ""), ("by 2026-13-01", ""),
        ("by Feb 29", ""),
        # years
        ("by 2027", "2027-12-31"), ("before 2027", "2026-12-31"),
        ("by the end of 2026", "2026-12-31"),
        ("before year end", "2026-12-31"), ("by year-end 2027", "2027-12-31"),
        ("by the year\u2019s end", "2026-12-31"), ("before the year is out", "2026-12-31"),
        ("by EOY", "2026-12-31"), ("by mid-2027", "2027-06-30"), ("by end 2026", "2026-12-31"),
        ("in 2025", ""), ("2027", "2027-12-31"),
        # what runs now, and what comes next
        ("by the end of the year", "2026-12-31"), ("by the end of next year", "2027-12-31"),
        ("by the end of this quarter", "2026-06-30"), ("by quarter end", "2026-06-30"),
        ("before the quarter ends", "2026-06-30"), ("by the end of the week", "2026-05-17"),
        ("by next week", "2026-05-24"), ("by month-end", "2026-05-31"),
        ("next month", "2026-06-30"),
        ("by the end of next month", "2026-06-30"), ("by the end of the half", "2026-06-30"),
        ("during the year", ""), ("by month", ""),
        # no time at all
        ("by bus", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_last_day_that_is_meant(said: str, due: str) -> None:
    found = due_by(said, TODAY)
    assert (found.isoformat() if found else "") == due
