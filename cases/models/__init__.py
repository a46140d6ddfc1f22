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
from .duty import DutyPeriod
from .examination import Examination, PreliminaryAssessment, SiblingAssessment
from .interpreter import InterpreterUse
from .letters import Confirmation, Orientation
from .lock import LockLift
from .measure import Measure
from .person import Person, PersonInRole
from .plan import ChildPlan
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
    "ChildPlan",
    "Concern",
    "ConcernCase",
    "Confirmation",
    "Consultation",
    "DutyPeriod",
    "Examination",
    "InterpreterUse",
    "LockLift",
    "Measure",
    "Orientation",
    "Person",
    "PersonInRole",
    "PreliminaryAssessment",
    "ReceiptCorrection",
    "RiskAssessment",
    "SiblingAssessment",
    "Tick",
]
