from hypothesis import given
from hypothesis import strategies as st

from briefing.model.links import canonical_link
from briefing.sources.items import Channel, Item, to_entries
from briefing.sources.text import title_key
from tests.sources.fakes import NOW

CHANNEL = Channel("src", "Title", "https://a.example/")

items = st.builds(
    Item,
    id=st.sampled_from(["", "1", "2", "x" * 400]),
    link=st.sampled_from(["", "/a", "/a/?utm_x=1", "https://b.example"]),
    title=st.sampled_from(["", "One", "one!", "Two"]),
    published_at=st.one_of(st.none(), st.just(NOW)),
)


@given(st.lists(items, max_size=8))
def test_no_two_entries_share_id_link_or_title(many: list[Item]) -> None:
    entries = to_entries(many, CHANNEL, now=NOW, limit=100)
    for keys in (
        [entry.id for entry in entries],
        [canonical_link(entry.url) for entry in entries if entry.url],
        [title_key(entry.title) for entry in entries if title_key(entry.title)],
    ):
        assert len(keys) == len(set(keys))


def test_the_first_of_several_stays() -> None:
    many = [Item(id="1", title="First"), Item(id="1", title="Second")]
    assert [e.title for e in to_entries(many, CHANNEL, now=NOW, limit=9)] == ["First"]


def test_titles_without_letters_do_not_make_two_items_one() -> None:
    many = [Item(id="1", title="!!!"), Item(id="2", title="???")]
    assert len(to_entries(many, CHANNEL, now=NOW, limit=9)) == 2


def test_an_item_that_says_nothing_is_no_entry() -> None:
    assert to_entries([Item(id="1")], CHANNEL, now=NOW, limit=9) == ()
