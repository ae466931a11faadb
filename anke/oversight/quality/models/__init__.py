"""The room's tables, one file for each subject."""

from anke.oversight.quality.models.areas import AreaCase, AreaFollowUp, OfficeReport, OfficeReportCorrection
from anke.oversight.quality.models.central import Correction, FocusPoint, Measurement, Rating, Settled
from anke.oversight.quality.models.draws import Contribution, Draw, Drawn, Excluded, Frame
from anke.oversight.quality.models.inquiries import Inquiry, StepTaken
from anke.oversight.quality.models.learning import Action, Finding, Remeasured
from anke.oversight.quality.models.programme import Done
from anke.oversight.quality.models.reasoning import Reasoning, ReasoningCase
from anke.oversight.quality.models.reviews import NamedReviewer, Review
from anke.oversight.quality.models.thematic import Thematic, ThematicCase, ThematicMember, ThematicOffice

__all__ = [
    "Action",
    "AreaCase",
    "AreaFollowUp",
    "Contribution",
    "Correction",
    "Done",
    "Draw",
    "Drawn",
    "Excluded",
    "Finding",
    "FocusPoint",
    "Frame",
    "Inquiry",
    "Measurement",
    "NamedReviewer",
    "OfficeReport",
    "OfficeReportCorrection",
    "Rating",
    "Reasoning",
    "ReasoningCase",
    "Remeasured",
    "Review",
    "Settled",
    "StepTaken",
    "Thematic",
    "ThematicCase",
    "ThematicMember",
    "ThematicOffice",
]
