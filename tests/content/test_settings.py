import ast
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefing
from briefing.content.settings import load_settings, options
from briefing.errors import BriefingError
from briefing.settings import DkimKey, ReceivingDomain, Settings
from tests.content.writing import faults, write


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"PATH": "/bin"}) == Settings()


def test_the_file_and_the_environment_over_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        "briefing.toml",
        """\
timeout_s = 5
[mail]
transport = "smtp"
smtp_host = "mail.sample.example"
smtp_port = 587
[[mail.dkim]]
domain = "sample.example"
selector = "s1"
file = "var/s1.pem"
[web]
hosts = ["www.sample.example"]
""",
    )
    settings = load_settings(tmp_path, {"BRIEFING_MAIL_SMTP_PORT": "465"})
    assert (settings.timeout_s, settings.mail.transport, settings.mail.smtp_port) == (
        5.0,
        "smtp",
        465,
    )
    assert settings.mail.dkim == (DkimKey("sample.example", "s1", "var/s1.pem"),)
    assert settings.web.hosts == ("www.sample.example",)


@pytest.mark.parametrize(
    ("variable", "text", "read"),
    [
        ("BRIEFING_WEB_PROXIES", "10.0.0.0/8, ::1", lambda s: s.web.proxies),
        ("BRIEFING_SCHEDULING_APPROVAL", "yes", lambda s: s.scheduling.approval),
        ("BRIEFING_MAIL_IN_DOUBT", "hold", lambda s: s.mail.in_doubt),
        ("BRIEFING_SECRETS", f"{'new' * 11}\n{'old' * 11}", lambda s: s.secrets),
        (
            "BRIEFING_MAIL_DKIM",
            '[{domain = "a.example", selector = "s", file = "k"}]',
            lambda s: s.mail.dkim,
        ),
        (
            "BRIEFING_MAIL_DOMAINS",
            '[{name = "a.example", rate_per_s = 5}]',
            lambda s: s.mail.domains,
        ),
    ],
)
def test_a_variable_can_hold_any_kind_of_setting(tmp_path, variable, text, read) -> None:  # type: ignore[no-untyped-def]
    assert read(load_settings(tmp_path, {variable: text})) != read(Settings())


def test_secrets_come_out_of_files_that_the_environment_names(tmp_path: Path) -> None:
    secret = write(tmp_path, "password", "pässword\n")
    settings = load_settings(tmp_path, {"BRIEFING_MAIL_SMTP_PASSWORD_FILE": str(secret)})
    assert settings.mail.smtp_password == "pässword"
    assert "pässword" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "there is no secret"), (f"{'new' * 11} short", "secret 2 has 5 characters")],
)
def test_secrets_too_weak_to_sign_with_are_faults(tmp_path: Path, text: str, said: str) -> None:
    (fault,) = faults(lambda: load_settings(tmp_path, {"BRIEFING_SECRETS": text}))
    assert fault.startswith(f"BRIEFING_SECRETS: {said}")
    assert "short" not in fault


def test_secrets_are_words_the_signing_one_first(tmp_path: Path) -> None:
    secret = write(tmp_path, "secrets", f"{'new' * 11}\n{'old' * 11}\n")
    settings = load_settings(tmp_path, {"BRIEFING_SECRETS_FILE": str(secret)})
    assert settings.secrets == (b"new" * 11, b"old" * 11)


def test_no_password_stands_in_the_file(tmp_path: Path) -> None:
    url = "postgresql+psycopg://ann:word@db.example/briefing"
    write(tmp_path, "briefing.toml", f'database_url = "{url}"')
    (fault,) = faults(lambda: load_settings(tmp_path, {}))
    assert "database_url holds a password" in fault
    assert "word@" not in fault
    assert load_settings(Path("/none"), {"BRIEFING_DATABASE_URL": url}).database_url == url


def test_a_receiving_domain_has_limits_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "briefing.toml", '[[mail.domains]]\nname = "a.example"\nconnections = 2\n')
    assert load_settings(tmp_path, {}).mail.domains == (ReceivingDomain("a.example", 2, 0.0),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[{", "it cannot be read"),
        ("[{connections = 2}]", "name is missing"),
        ('[{name = "a.example", connections = "2"}]', "connections must be a whole number"),
        ('[{name = "a.example", rate = 2}]', "no key 'rate' here"),
    ],
)
def test_a_variable_with_tables_is_held_to_their_keys(tmp_path: Path, text: str, said: str) -> None:
    (fault,) = faults(lambda: load_settings(tmp_path, {"BRIEFING_MAIL_DOMAINS": text}))
    assert fault.startswith(f"BRIEFING_MAIL_DOMAINS: {said}")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        "briefing.toml",
        """\
timeout = 5
secrets = ["x"]
[web]
port = 70000
[mail]
transport = "smpt"
connections = 0
[[mail.dkim]]
domain = "a.example"
[scheduling]
editors = "a@b.example"
""",
    )
    env = {
        "BRIEFING_MAIL_SMTP_PORT": "twenty-five",
        "BRIEFING_MAIL_TRANSPRT": "smtp",
        "BRIEFING_SECRETS_FILE": str(tmp_path / "none"),
    }
    assert faults(lambda: load_settings(tmp_path, env)) == [
        "briefing.toml:1: no key 'timeout' here\n  hint: did you mean 'timeout_s'?",
        "briefing.toml:2: secrets is a secret and may not stand here\n"
        "  hint: set BRIEFING_SECRETS, or BRIEFING_SECRETS_FILE to the name of a file",
        "briefing.toml:4: port: it must be at most 65535, not 70000",
        "briefing.toml:6: transport cannot be 'smpt'\n  hint: did you mean 'smtp'?",
        "briefing.toml:7: connections: it must be at least 1, not 0",
        'briefing.toml:8: selector is missing\n  hint: add `selector = "…"`',
        'briefing.toml:8: file is missing\n  hint: add `file = "…"`',
        'briefing.toml:11: editors must be a list of texts\n  hint: write editors = ["…", "…"]',
        f"BRIEFING_SECRETS: BRIEFING_SECRETS_FILE names '{tmp_path}/none', not to be read: "
        "No such file or directory\n  hint: unset BRIEFING_SECRETS, or set it to words of "
        "32 characters or more, such as `openssl rand -base64 32` prints",
        "BRIEFING_MAIL_SMTP_PORT: it cannot be 'twenty-five'\n"
        "  hint: unset BRIEFING_MAIL_SMTP_PORT, or set it to a whole number",
        "environment: no setting BRIEFING_MAIL_TRANSPRT\n"
        "  hint: did you mean 'BRIEFING_MAIL_TRANSPORT'?",
    ]


def test_every_setting_says_what_it_is() -> None:
    for one in options():
        assert one.about.text, one.key


@given(st.sampled_from([one.variable for one in options()]), st.text(st.characters(codec="utf-8")))
def test_no_text_of_a_variable_breaks_the_reader(variable: str, text: str) -> None:
    with suppress(BriefingError):
        load_settings(Path("/nonexistent"), {variable: text})


def test_every_setting_is_read_somewhere() -> None:
    read: dict[str, set[str]] = {}
    for path in Path(briefing.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                holder = getattr(node.value, "attr", None) or getattr(node.value, "id", "")
                read.setdefault(node.attr, set()).add(holder)
    holders = ((one, {"settings", one.group}) for one in options())
    assert [
        one.variable for one, held_by in holders if not held_by & read.get(one.key, set())
    ] == []
