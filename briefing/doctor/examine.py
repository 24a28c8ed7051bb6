"""Run every examination; one that cannot be made does not keep the others from being made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.doctor.machine import (
    examine_clock,
    examine_disk,
    examine_facts,
    examine_folders,
    examine_fonts,
    examine_store,
)
from briefing.doctor.names import (
    examine_dkim,
    examine_dmarc,
    examine_mx,
    examine_ptr,
    examine_spf,
)
from briefing.doctor.patient import Examination, Examiner, Patient, warning
from briefing.doctor.servers import examine_broker, examine_tls, sending_addresses
from briefing.doctor.settings import examine_settings
from briefing.errors import BriefingError

EXAMINERS: tuple[tuple[str, Examiner], ...] = (
    ("settings", examine_settings),
    ("folders", examine_folders),
    ("disk", examine_disk),
    ("database", examine_store),
    ("clock", examine_clock),
    ("fonts", examine_fonts),
    ("mail programs", examine_facts),
    ("tls", examine_tls),
    ("broker", examine_broker),
    ("spf", examine_spf),
    ("dkim", examine_dkim),
    ("dmarc", examine_dmarc),
    ("mx", examine_mx),
    ("ptr", examine_ptr),
)
"""Every examination by its name, the nearest at hand first."""


def examine(patient: Patient) -> Iterator[Examination]:
    """Yield each examination as it is made."""
    if not patient.addresses:
        try:
            patient = replace(patient, addresses=sending_addresses(patient))
        except BriefingError as fault:
            yield _failed("ptr", fault)
    for name, examiner in EXAMINERS:
        try:
            yield examiner(patient)
        except BriefingError as fault:
            yield _failed(name, fault)


def _failed(name: str, fault: BriefingError) -> Examination:
    return Examination(name, "could not be looked at", (warning(name, fault.message, fault.hint),))
