"""Whether the settings fit a service that others rely on."""

from __future__ import annotations

from urllib.parse import urlsplit

from briefing.doctor.patient import Examination, Patient, error, warning
from briefing.model.finding import Finding


def examine_settings(patient: Patient) -> Examination:
    """Return what would keep a subscriber from trusting, leaving or reaching us."""
    publication, mail = patient.publication, patient.settings.mail
    findings: list[Finding] = []
    url = urlsplit(publication.url)
    if patient.sends and url.scheme != "https":
        hint = "serve the pages under https, and say so in content/publication.toml"
        message = f"{publication.url} is not encrypted: one-click unsubscribing needs https"
        findings.append(error("settings", message, hint))
    if (url.hostname or "").endswith((".example", ".test", ".invalid", "localhost")):
        hint = "set url and sender in content/publication.toml to your own domain"
        findings.append(patient.grave("settings", f"{url.hostname} is a name for samples", hint))
    if patient.sends and not patient.settings.scheduling.editors:
        hint = "name addresses in scheduling.editors"
        findings.append(warning("settings", "nobody is told when a check holds an issue", hint))
    if patient.sends and not mail.bounce_domain:
        hint = "set mail.bounce_domain to a domain whose mail this machine reads"
        message = "bounces go to the sender's own mailbox, and are not told apart"
        findings.append(warning("settings", message, hint))
    said = f"transport {mail.transport}, {publication.url}"
    return Examination("settings", said, tuple(findings))
