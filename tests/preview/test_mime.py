"""The message taken apart."""

from briefing.web.preview.mime import Part, describe, headers_of, part_of
from tests.preview.sample import issue

MESSAGE = issue().message


def test_the_tree_names_every_part() -> None:
    tree = describe(MESSAGE)["tree"]
    assert isinstance(tree, dict)
    text, related = tree["children"]
    html, *pictures = related["children"]
    assert [tree["type"], text["type"], related["type"], html["type"]] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
    ]
    assert {p["type"] for p in pictures} == {"image/png"}
    assert pictures[0]["cid"].startswith("<1.")
    assert pictures[0]["name"] == "1-shares.png"
    assert (text["charset"], text["encoding"]) == ("utf-8", "quoted-printable")


def test_header_fields_are_decoded_and_in_order() -> None:
    message = b"Subject: =?utf-8?q?Caf=C3=A9?=\r\nTo: a@b.example\r\n\r\nx"
    assert describe(message)["headers"] == [["Subject", "Café"], ["To", "a@b.example"]]
    assert headers_of(message)["Subject"] == "Café"


def test_a_part_is_found_by_its_number_in_the_tree() -> None:
    part = part_of(MESSAGE, 1)
    assert part is not None
    assert part.type == "text/plain"
    assert b"A headline that says what happened" in part.content


def test_a_container_has_no_content_and_there_is_no_part_beyond_the_last() -> None:
    assert part_of(MESSAGE, 0) is None
    assert part_of(MESSAGE, 99) is None
    assert part_of(MESSAGE, -1) is None


def test_long_base64_is_left_out_of_the_raw_text() -> None:
    line = "A" * 76
    message = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    body = "\r\n".join([line] * 40)
    raw = describe(f"{message}{body}\r\n".encode())["raw"]
    assert isinstance(raw, str)
    assert "… 38 lines of base64 …" in raw
    assert raw.count(line) == 2


def test_a_message_that_is_not_mime_is_one_part() -> None:
    assert part_of(b"Subject: x\r\n\r\nhello", 0) == Part("text/plain", b"hello")
