"""What issues, pages and letters say in a language: one field for each thing said, no default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from briefing.model.diagram_words import DiagramWords

Plural = Mapping[str, str]
"""What is said of a number, by CLDR's plural category; `counted` chooses."""


@dataclass(frozen=True, slots=True)
class FrameWords:
    """What stands around an article, in mail, text and on its page; `tag` is their language.

    `comma` and `semicolon` separate, the space behind them included.

    `horizons` are said by their unit, in the form that they take within `within`.
    """

    tag: str
    comma: str
    semicolon: str
    numbered: str
    sample: str
    sample_lead: str
    sample_note: str
    view_online: str
    due: str
    due_on: str
    within: str
    horizons: Mapping[str, Plural]
    why: str
    sources: str
    footnotes: str
    how_we_know: str
    how_intro: str
    as_of: str
    observations: Plural
    also: str
    points: Plural
    comments: Plural
    unsubscribe: str
    preferences: str
    why_you: str
    skip: str
    back: str


@dataclass(frozen=True, slots=True)
class DigestWords:
    """What a weekly digest says of its week."""

    title: str
    dek: Plural
    issues: str
    figures: str
    due: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, and what to do about it."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the pages around the issues say; `problems` by status."""

    skip: str
    main_menu: str
    archive: str
    search: str
    latest: str
    all_issues: str
    weekly: str
    older: str
    newer: str
    before: str
    previous: str
    following: str
    other_issues: str
    nothing_yet: str
    feed: str
    search_for: str
    search_in: str
    all_topics: str
    found: Plural
    found_none: str
    search_hint: str
    home: str
    problems: Mapping[int, Problem]


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What the engine's own letters say."""

    daily: str
    weekly: str
    at_hour: str
    own_hour: str
    not_you: str
    confirm_subject: str
    confirm_headline: str
    confirm_intro: str
    confirm_button: str
    confirm_until: str
    confirm_not_you: str
    already_subject: str
    already_headline: str
    already_intro: str
    welcome_subject: str
    welcome_headline: str
    welcome_intro: str
    welcome_latest: str
    welcome_read: str
    welcome_keep: str
    changed_subject: str
    changed_headline: str
    changed_intro: str
    goodbye_subject: str
    goodbye_headline: str
    goodbye_intro: str
    goodbye_note: str
    goodbye_back: str
    reason_asked: str
    reason_subscribed: str
    reason_left: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the pages about subscribing say."""

    subscribe: str
    subscribe_lead: str
    address: str
    address_hint: str
    topics: str
    frequency: str
    daily: str
    weekly: str
    never: str
    hour: str
    hour_own: str
    timezone: str
    language: str
    how: str
    text_only: str
    text_only_hint: str
    more: str
    consent: str
    trap: str
    mended: str
    missing: str
    malformed: str
    role: str
    disposable: str
    no_topic: str
    unknown_choice: str
    consent_changed: str
    too_many: str
    sent: str
    sent_lead: str
    sent_nothing: str
    sent_nothing_hint: str
    sent_local: str
    confirm: str
    confirm_lead: str
    confirm_button: str
    confirm_not_you: str
    expired: str
    expired_lead: str
    invalid: str
    invalid_lead: str
    again: str
    already: str
    already_lead: str
    welcome: str
    welcome_lead: str
    latest: str
    preferences: str
    preferences_for: str
    saved: str
    save: str
    leave_all: str
    leave_all_hint: str
    your_data: str
    export: str
    export_hint: str
    erase: str
    erase_hint: str
    erase_sure: str
    erase_kept: str
    erase_button: str
    erased: str
    erased_lead: str
    unsubscribe: str
    unsubscribe_lead: str
    unsubscribe_button: str
    unsubscribe_all: str
    unsubscribe_less: str
    left: str
    left_all: str
    left_lead: str
    left_back: str
    embed: str
    embed_lead: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the frame: its tag, how it calls itself, which way it runs, its words."""

    tag: str
    name: str
    direction: Literal["ltr", "rtl"]
    frame: FrameWords
    diagrams: DiagramWords
    digest: DigestWords
    site: SiteWords
    letters: LetterWords
    pages: PageWords
