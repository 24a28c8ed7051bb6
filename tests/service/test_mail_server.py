"""The mail server of the settings."""

from pathlib import Path

from briefing.service.mail_server import mail_server
from briefing.settings import MailSettings
from briefing.smtp import Security


def test_the_server_is_the_settings_own() -> None:
    mail = MailSettings(
        transport="smtp", smtp_host="m.example", smtp_port=465, smtp_security="tls", smtp_user="u"
    )
    server = mail_server(mail, Path("/publication"))
    assert (server.host, server.port, server.security) == ("m.example", 465, Security.TLS)
    assert server.ca_file == ""


def test_its_own_authority_is_a_file_of_the_publication() -> None:
    mail = MailSettings(smtp_ca_file="keys/authority.pem")
    assert mail_server(mail, Path("/publication")).ca_file == "/publication/keys/authority.pem"
