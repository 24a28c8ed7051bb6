"""Whether this machine, its mail and its names are fit to send, and what to do."""

from briefing.doctor.examine import examine
from briefing.doctor.patient import Examination, Patient

__all__ = ["Examination", "Patient", "examine"]
