from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.webhook import TOLERANCE_S, is_signed, sign

KEY, OLD = b"n" * 32, b"o" * 32


@given(st.binary(max_size=200), st.integers(0, 10**11))
def test_what_was_signed_is_believed_for_five_minutes(body, at_s):
    header = sign(body, key=OLD, at_s=at_s)
    assert is_signed(header, body, keys=(KEY, OLD), now_s=at_s + TOLERANCE_S)
    assert not is_signed(header, body, keys=(KEY, OLD), now_s=at_s + TOLERANCE_S + 1)
    assert not is_signed(header, body, keys=(KEY, OLD), now_s=at_s - TOLERANCE_S - 1)
    assert not is_signed(header, body, keys=(KEY,), now_s=at_s)
    assert not is_signed(header, body + b"x", keys=(OLD,), now_s=at_s)
    assert not is_signed(
        header.replace(f"t={at_s}", f"t={at_s + 1}"), body, keys=(OLD,), now_s=at_s
    )


@given(st.text(max_size=100))
def test_no_header_is_believed_that_we_did_not_make(header):
    assert not is_signed(header, b"", keys=(KEY,), now_s=0)
