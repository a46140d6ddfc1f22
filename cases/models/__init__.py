from .assessment import Assessment
from .case import (
    Case,
    CaseBlock,
    CaseGroupGrant,
    CaseLink,
    CaseUserGrant,
    ConcernCase,
)
from .checklist import Checklist, Tick
from .concern import Addition, Concern, Consultation, ReceiptCorrection
from .interpreter import InterpreterUse
from .letters import Confirmation, Orientation
from .lock import LockLift
from .person import Person, PersonInRole
from .risk import RiskAssessment

__all__ = [
    "Addition",
    "Assessment",
    "Case",
    "CaseBlock",
    "CaseGroupGrant",
    "CaseLink",
    "CaseUserGrant",
    "Checklist",
    "Concern",
    "ConcernCase",
    "Confirmation",
    "Consultation",
    "InterpreterUse",
    "LockLift",
    "Orientation",
    "Person",
    "PersonInRole",
    "ReceiptCorrection",
    "RiskAssessment",
    "Tick",
]
