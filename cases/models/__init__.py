from .action_plan import ActionPlan, ActionPlanNeed, ActionPlanOffer
from .acute import AcuteCall, AcuteMark, OutsideAssessment, PoliceHandover
from .adult_routing import AdultRouting
from .advice import AdviceOffer, AnonymousAdvice
from .assessment import Assessment
from .case import (
    Case,
    CaseBlock,
    CaseGroupGrant,
    CaseLink,
    CaseUserGrant,
    ConcernCase,
)
from .case_judgement import Judgement
from .check_ins import CheckIn
from .checklist import Checklist, Tick
from .child_talk import ChildTalk, ChildTalkLeftOut, PlannedChildTalk
from .children import ChildLine
from .closing import CasePeriod, ClosingProposal
from .concern import Addition, Concern, ReceiptCorrection
from .consultation import Consultation
from .contact import PersonContact
from .duty import DutyPeriod
from .examination import Examination, PreliminaryAssessment, SiblingAssessment
from .infohus import InfohusHandling
from .interpreter import InterpreterUse
from .judgement import ConcernJudgement
from .letters import Confirmation, Orientation
from .lock import LockLift
from .measure import Measure
from .message import Message
from .note import Note, NoteVersion
from .partners import Partner
from .person import Person, PersonInRole
from .plan import ChildPlan
from .postponement import NoticePostponement
from .reassessment import Reassessment
from .risk import RiskAssessment
from .safe_contact import SafeContact
from .safety import SafetyPlan, SafetyPlanNeed
from .screening import Screening
from .stays import JourneyReport, Stay
from .transfer import AdultTransfer, MunicipalityHandOver

__all__ = [
    "ActionPlan",
    "ActionPlanNeed",
    "ActionPlanOffer",
    "AcuteCall",
    "AcuteMark",
    "Addition",
    "AdultRouting",
    "AdultTransfer",
    "AdviceOffer",
    "AnonymousAdvice",
    "Assessment",
    "Case",
    "CaseBlock",
    "CaseGroupGrant",
    "CaseLink",
    "CasePeriod",
    "CaseUserGrant",
    "CheckIn",
    "Checklist",
    "ChildLine",
    "ChildPlan",
    "ChildTalk",
    "ChildTalkLeftOut",
    "ClosingProposal",
    "Concern",
    "ConcernCase",
    "ConcernJudgement",
    "Confirmation",
    "Consultation",
    "DutyPeriod",
    "Examination",
    "InfohusHandling",
    "InterpreterUse",
    "JourneyReport",
    "Judgement",
    "LockLift",
    "Measure",
    "Message",
    "MunicipalityHandOver",
    "Note",
    "NoteVersion",
    "NoticePostponement",
    "Orientation",
    "OutsideAssessment",
    "Partner",
    "Person",
    "PersonContact",
    "PersonInRole",
    "PlannedChildTalk",
    "PoliceHandover",
    "PreliminaryAssessment",
    "Reassessment",
    "ReceiptCorrection",
    "RiskAssessment",
    "SafeContact",
    "SafetyPlan",
    "SafetyPlanNeed",
    "Screening",
    "SiblingAssessment",
    "Stay",
    "Tick",
]
