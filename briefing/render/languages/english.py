"""English."""

from briefing.render.languages.words import (
    DigestWords,
    FrameWords,
    Language,
    LetterWords,
    PageWords,
    Problem,
    SiteWords,
)

ENGLISH = Language(
    tag="en",
    name="English",
    direction="ltr",
    frame=FrameWords(
        tag="en",
        comma=", ",
        numbered="Issue {number}",
        sample="Sample data",
        sample_lead="Sample data.",
        sample_note="This issue was built from recorded sample data, not from live sources.",
        view_online="Read it in the browser",
        due="Due {day} ({within})",
        within="within {horizon}",
        horizons={
            "day": {"one": "{count} day", "other": "{count} days"},
            "week": {"one": "{count} week", "other": "{count} weeks"},
            "month": {"one": "{count} month", "other": "{count} months"},
            "quarter": {"one": "{count} quarter", "other": "{count} quarters"},
            "year": {"one": "{count} year", "other": "{count} years"},
        },
        why="Why",
        sources="Sources",
        footnotes="Notes",
        how_we_know="How we know",
        how_intro="Each figure in this issue, how it was computed, and from what.",
        as_of="as of {instant}",
        observations={"one": "{count} observation", "other": "{count} observations"},
        also="Also reported by {names}",
        points={"one": "{count} point", "other": "{count} points"},
        comments={"one": "{count} comment", "other": "{count} comments"},
        unsubscribe="Unsubscribe",
        preferences="Preferences",
        why_you="You get this because you subscribed to {topic}.",
        skip="Skip to the article",
        back="Back to the text",
    ),
    digest=DigestWords(
        title="{topic}: the week to {day}",
        dek={
            "one": "One issue, the latest: {title}",
            "other": "{count} issues, the latest: {title}",
        },
        issues="The week's issues",
        figures="Figures of the week",
        due="Due next week",
    ),
    site=SiteWords(
        skip="Skip to the content",
        main_menu="Main",
        archive="Archive",
        search="Search",
        latest="Latest issues",
        all_issues="All issues",
        weekly="Weekly digest",
        older="Older issues",
        newer="Newest issues",
        before="Issues before {day}",
        previous="Previous",
        following="Next",
        other_issues="Other issues",
        nothing_yet="No issue has been sent yet.",
        feed="Atom feed",
        search_for="Search the issues",
        search_in="In",
        all_topics="all topics",
        found={"one": "{count} issue holds this", "other": "{count} issues hold this"},
        found_none="No issue holds this. Try fewer or other words.",
        search_hint='Put words that stand together in "quotes", and a - before one to leave out.',
        home="To the archive",
        problems={
            400: Problem("This request cannot be read", "Go back, and try once more."),
            403: Problem(
                "This came from another site", "Open the page here, and send it again from there."
            ),
            404: Problem(
                "There is nothing here", "The address may be mistyped, or the page may have gone."
            ),
            409: Problem("It has gone on meanwhile", "Look at it again, and decide anew."),
            410: Problem("This link is out of date", "A newer mail has a newer link."),
            405: Problem(
                "This cannot be done here", "Open the page in a browser, and use the form there."
            ),
            408: Problem(
                "This took too long to arrive", "Try again, perhaps on a better connection."
            ),
            413: Problem("This is too much at once", "Send less."),
            415: Problem("This kind of content is not taken", "Use the form on the page."),
            429: Problem("Too many requests", "Wait a while, and try again."),
            500: Problem(
                "Something went wrong on our side", "It has been noted. Try again in a while."
            ),
            503: Problem("This takes too long just now", "Try again in a minute."),
        },
    ),
    letters=LetterWords(
        daily="{topic}, every day",
        weekly="{topic}, once a week",
        at_hour="Sent at {hour} ({zone} time).",
        own_hour="Sent as soon as each issue is ready.",
        not_you="Was it not you? Look at your preferences: whoever has this mail can change them.",
        confirm_subject="Please confirm: {publication}",
        confirm_headline="One click, and you are in",
        confirm_intro="Somebody, we hope you, asked us to send this to {address}:",
        confirm_button="Look, and confirm",
        confirm_until="The link works once, until {instant}.",
        confirm_not_you=(
            "Was it not you? Then do nothing. Without your click nothing more is sent to you, "
            "and the request is forgotten."
        ),
        already_subject="You already subscribe to {publication}",
        already_headline="You are in already",
        already_intro="Somebody, we hope you, asked for this at {address}. It comes to you already:",
        welcome_subject="Welcome to {publication}",
        welcome_headline="You are in",
        welcome_intro="Thank you for confirming. From now on you get:",
        welcome_latest="Until the next issue comes, here is the latest:",
        welcome_read="Read it",
        welcome_keep=(
            "Every mail has a link at its foot to change topics, hour and language, "
            "and one to leave."
        ),
        changed_subject="Your preferences at {publication}",
        changed_headline="Your preferences have changed",
        changed_intro="From now on you get:",
        goodbye_subject="You have left {publication}",
        goodbye_headline="Goodbye",
        goodbye_intro="You have left, and get no more of:",
        goodbye_note="This is the last mail about it. Thank you for reading.",
        goodbye_back="Changed your mind?",
        reason_asked="You get this mail because your address was entered at {publication}.",
        reason_subscribed="You get this mail because you subscribe to {publication}.",
        reason_left="You get this mail because you left {publication}.",
    ),
    pages=PageWords(
        subscribe="Subscribe",
        subscribe_lead="Free, by email. Leave with one click, in every mail.",
        address="Your email address",
        address_hint="We write to it once, and ask whether it is yours.",
        topics="What would you like to read?",
        frequency="How often?",
        daily="Every day",
        weekly="Once a week, as a digest",
        never="Not at all",
        hour="At what time?",
        hour_own="As soon as it is ready",
        timezone="In which time zone?",
        language="In which language is the frame?",
        how="In what form?",
        text_only="Plain text, without pictures",
        text_only_hint="Small, quick, and well read aloud.",
        more="Time, language and form",
        consent=(
            "I ask {publication} to send me what I have chosen by email. For that it keeps my "
            "address, my choices and the proof that I agreed; nobody else gets them. I can leave "
            "with one click in every mail, and have everything erased."
        ),
        trap="Leave this empty",
        mended="Something is still missing.",
        missing="Please fill this in.",
        malformed="This is no email address. Look for a missing @ or a slip of the finger.",
        role="Several people read such an address. Please give one of your own.",
        disposable="This address is made to be thrown away. Please give one that lasts.",
        no_topic="Please choose one at least.",
        unknown_choice="Please choose one of those offered.",
        consent_changed="The words that you agree to have changed. Please read them once more.",
        too_many="Many requests have come from your network. Please try again in an hour.",
        sent="Look into your mailbox",
        sent_lead=(
            "A mail is on its way to the address that you gave. Open its link and confirm; "
            "until then nothing is sent."
        ),
        sent_nothing="Nothing there?",
        sent_nothing_hint=(
            "Wait a few minutes, then look among spam. If the address had a slip in it, "
            "subscribe once more."
        ),
        sent_local="No mail leaves this machine yet. Read it there with {command}.",
        confirm="Is it you?",
        confirm_lead="This is asked for {address}:",
        confirm_button="Yes, send it to me",
        confirm_not_you="If it was not you, close this page: nothing will be sent.",
        expired="This link is too old",
        expired_lead="It could be used for a few days, and they are over. Please subscribe again.",
        invalid="This link does not work",
        invalid_lead=(
            "Part of it may be missing: copy the whole link from the mail, or subscribe again."
        ),
        again="Subscribe again",
        already="You have confirmed this already",
        already_lead="Everything is in place, and there is nothing more to do.",
        welcome="You are in",
        welcome_lead="Thank you. From now on you get:",
        latest="Read the latest issue",
        preferences="Your preferences",
        preferences_for="For {address}",
        saved="Saved.",
        save="Save",
        leave_all="Leave everything",
        leave_all_hint="No more mail, at once.",
        your_data="Your data",
        export="Download everything",
        export_hint="All that is kept about you, in one file (JSON).",
        erase="Erase everything",
        erase_hint="Your address, your choices and your subscriptions.",
        erase_sure="This cannot be undone, and ends all of your subscriptions.",
        erase_kept=(
            "What stays is a fingerprint of your address (a hash, from which it cannot be read): "
            "it keeps lists from bringing you back, and proves that you once agreed."
        ),
        erase_button="Erase everything for good",
        erased="Everything is erased",
        erased_lead="Nothing will be sent to you any more.",
        unsubscribe="Leave {topic}?",
        unsubscribe_lead="One click, and no more of it comes to {address}.",
        unsubscribe_button="Leave",
        unsubscribe_all="Leave everything",
        unsubscribe_less="Less often, or at another time, instead?",
        left="You have left {topic}",
        left_all="You have left",
        left_lead="It counts already: nothing more will be sent.",
        left_back="That was a mistake: come back",
        embed="The form for your own site",
        embed_lead=(
            "Copy this into any page. It is plain HTML, loads nothing from here, and follows "
            "nobody; whoever sends it still confirms by mail."
        ),
    ),
)
