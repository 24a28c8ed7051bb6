from datetime import UTC, datetime, timedelta

import pytest

from briefing.settings import SubscribingSettings
from briefing.subscribers.retention import retention

NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(("link_days", "kept_days"), [(3, 6), (10, 11)])
def test_a_letter_is_kept_until_no_report_about_it_can_be_expected(
    link_days: int, kept_days: int
) -> None:
    settings = SubscribingSettings(confirm_within_s=link_days * 86_400.0)
    assert retention(settings, NOW).letters == NOW - timedelta(days=kept_days)
