"""Whether the machine is fit: its clock, disk, database, folders and fonts."""

from __future__ import annotations

import shutil
import socket
import stat
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.check.support_facts import facts_date
from briefing.doctor.patient import Examination, Patient, error, notice, warning
from briefing.errors import BriefingError
from briefing.model.finding import Finding
from briefing.store import examine_database, shown_url

TIMEOUT_S = 3.0
NTP_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
FREE_BYTES = 1024**3
FACTS_LAST = timedelta(days=548)
"""A year and a half: so long do facts about mail programs hold well enough."""


def examine_clock(patient: Patient) -> Examination:
    """Return how far the clock is off; signatures and schedules suffer from a wrong one."""
    host, port = patient.time_server
    try:
        offset = clock_offset(host, port)
    except OSError as fault:
        hint = "make sure that this machine's clock is kept right (chrony, systemd-timesyncd)"
        why = fault.strerror or fault
        unknown = notice("clock", f"{host} was not to be asked for the time: {why}", hint)
        return Examination("clock", f"{patient.now:%Y-%m-%d %H:%M} UTC, not compared", (unknown,))
    said = f"{patient.now:%Y-%m-%d %H:%M} UTC, {offset:+.1f} s off"
    if abs(offset) <= 2:
        return Examination("clock", said)
    hint = "set the clock, and keep it right with chrony or systemd-timesyncd"
    message = f"it is {abs(offset):,.0f} s {'ahead' if offset > 0 else 'behind'}"
    weight = error if abs(offset) > 60 else warning
    return Examination("clock", said, (weight("clock", message, hint),))


def clock_offset(host: str, port: int) -> float:
    """Return by how many seconds the clock is ahead of an SNTP server's (RFC 5905, section 14).

    Raises: OSError where none answers.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.settimeout(TIMEOUT_S)
        link.connect((host, port))  # so that a refusal is heard
        left = time.time()
        link.send(b"\x23" + bytes(47))
        answer = link.recv(128)
        came = time.time()
    if len(answer) < 48 or answer[1] == 0:
        raise OSError("it gave no time")
    seconds = int.from_bytes(answer[40:48], "big") / 2**32
    told = (NTP_EPOCH + timedelta(seconds=seconds)).timestamp()
    return (left + came) / 2 - told


def examine_disk(patient: Patient) -> Examination:
    """Return how much room there is where things are kept."""
    usage = shutil.disk_usage(_existing(patient.root / "var"))
    said = f"{usage.free / 1024**3:.1f} GB free of {usage.total / 1024**3:.0f}"
    if usage.free < FREE_BYTES or usage.free < usage.total * 0.03:
        hint = "make room: a full disk stops issues, and deliveries with them"
        return Examination("disk", said, (error("disk", f"only {said}", hint),))
    return Examination("disk", said)


def examine_folders(patient: Patient) -> Examination:
    """Return whether what has to be written can be, and what is secret is read by nobody else."""
    findings: list[Finding] = []
    folder = _existing(patient.root / "var")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        hint = f"let the user that runs briefing write there: chown -R USER {folder}"
        findings.append(error("folders", f"{folder} cannot be written: {fault.strerror}", hint))
    named = [key.file for key in patient.settings.mail.dkim]
    for path in (patient.root / name for name in ["var/secret", *named]):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            hint = f"chmod 600 {path}"
            findings.append(error("folders", f"others than its owner can read {path}", hint))
    return Examination("folders", str(folder), tuple(findings))


def examine_store(patient: Patient) -> Examination:
    """Return whether the database opens, is whole, and of the newest schema."""
    shown = "no URL"
    try:
        shown = shown_url(patient.database_url)
        seen = examine_database(patient.database_url)
    except BriefingError as fault:
        return Examination("database", shown, (error("database", fault.message, fault.hint),))
    if seen.damage:
        hint = "stop the service and restore a backup: `briefing restore FILE`"
        found = error("database", f"it is damaged: {seen.damage}", hint)
        return Examination("database", shown, (found,))
    return Examination("database", f"{shown}: {seen.version}, schema {seen.schema}")


def examine_fonts(patient: Patient) -> Examination:
    """Return whether diagrams can be drawn with their letters."""
    from briefing.engines.mermaid import make_engine

    script = 'pie\n"Ägypten" : 2\n"Ελλάδα" : 1\n'
    try:
        with tempfile.TemporaryDirectory() as folder:
            publication = patient.publication
            engine = make_engine(
                publication.diagram_engine,
                server=publication.diagram_server,
                cache_dir=Path(folder),
            )
            drawing = engine.render(script, publication.theme)
    except BriefingError as fault:
        return Examination("fonts", "not drawn", (error("fonts", fault.message, fault.hint),))
    engine_name = patient.publication.diagram_engine
    return Examination("fonts", f"{engine_name} draws {drawing.width} × {drawing.height} pixels")


def examine_facts(patient: Patient) -> Examination:
    """Return how old the facts are by which mails are checked: mail programs change."""
    known = facts_date()
    said = f"what they drop is known as of {known}"
    if patient.now.date() - known > FACTS_LAST:
        hint = "update briefing: each release brings Can I email's newest facts"
        old = f"the checks go by facts of {known}, more than a year and a half ago"
        return Examination("mail programs", said, (notice("mail programs", old, hint),))
    return Examination("mail programs", said)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())
