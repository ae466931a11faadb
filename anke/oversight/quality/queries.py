"""The door for reading: every question about the quality programme."""

from anke.oversight.quality.draws.as_data import as_data
from anke.oversight.quality.draws.reading import (
    Compared,
    DrawCard,
    Proof,
    StratumCard,
    compare_frame,
    draw_called,
    draw_of,
    draws,
    in_sample,
    proof_of,
)
from anke.oversight.quality.programme.content import model_of, programme_of
from anke.oversight.quality.programme.wheel import Line, missing_of, wheel

__all__ = [
    "Compared",
    "DrawCard",
    "Line",
    "Proof",
    "StratumCard",
    "as_data",
    "compare_frame",
    "draw_called",
    "draw_of",
    "draws",
    "in_sample",
    "missing_of",
    "model_of",
    "programme_of",
    "proof_of",
    "wheel",
]
