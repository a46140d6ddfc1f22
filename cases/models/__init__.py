from .assessment import Assessment
from .case import (
    Case,
    CaseBlock,
    CaseGroupGrant,
    CaseLink,
    CaseUserGrant,
    ConcernCase,
)
from .concern import Addition, Concern, Consultation, ReceiptCorrection
from .letters import Confirmation, Orientation
from .person import Person, PersonInRole

__all__ = [
    "Addition",
    "Assessment",
    "Case",
    "CaseBlock",
    "CaseGroupGrant",
    "CaseLink",
    "CaseUserGrant",
    "Concern",
    "ConcernCase",
    "Confirmation",
    "Consultation",
    "Orientation",
    "Person",
    "PersonInRole",
    "ReceiptCorrection",
]
