"""The room's tables, one file for each subject."""

from anke.oversight.quality.models.central import Correction, Measurement, Rating, Settled
from anke.oversight.quality.models.draws import Contribution, Draw, Drawn, Excluded, Frame
from anke.oversight.quality.models.programme import Done
from anke.oversight.quality.models.reviews import NamedReviewer, Review

__all__ = [
    "Contribution",
    "Correction",
    "Done",
    "Draw",
    "Drawn",
    "Excluded",
    "Frame",
    "Measurement",
    "NamedReviewer",
    "Rating",
    "Review",
    "Settled",
]
