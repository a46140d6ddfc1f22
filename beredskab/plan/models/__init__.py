"""The plan (beredskabsplan): its editions with their sections, their PDF, and who has read them."""

from .editions import Edition, Theme
from .published import Acknowledgement, PlanPdf
from .sections import Section, SectionDraft, SectionVersion

__all__ = [
    "Acknowledgement",
    "Edition",
    "PlanPdf",
    "Section",
    "SectionDraft",
    "SectionVersion",
    "Theme",
]
