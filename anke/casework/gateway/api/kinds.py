"""The types of the values that programs send: what fits, and nothing that a database would choke on."""

from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from anke.events.vocabulary import KINDS

FIRST, LAST = date(1990, 1, 1), date(2050, 12, 31)
# No database keeps a NUL; no letter, sheet or message the other signs that cannot be seen.
_PLAIN: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _known_day(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError("out_of_range")
    return day


Day = Annotated[date, AfterValidator(_known_day), Field(description="A local Danish day, 1990 to 2050.")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=_PLAIN)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=_PLAIN)]
Number = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f/]+$"),
    Field(description='A case\'s number, such as "2025-000123".'),
]
Office = Annotated[int, Field(ge=1, le=32_767, description="The code of an office.")]
Authority = Annotated[int, Field(ge=1, le=99_999, description="The code of a first instance.")]
PartyKey = Annotated[str, StringConstraints(pattern=r"^P[1-9]\d{0,2}$"), Field(examples=["P1"])]
Point = Annotated[int, Field(ge=1, le=999, description="A claim point's number.")]
Position = Annotated[int, Field(ge=0, le=2**31 - 1)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Field(description="A SHA-256.")]
KNOWN_KINDS: Final = tuple(kind.name for kind in KINDS.values() if kind.subject == "case")


class Strict(BaseModel):
    """What programs send: nothing unknown, no text for a number."""

    model_config = ConfigDict(extra="forbid", strict=False)


class PersonIn(Strict):
    """What is known of a party. Kept encrypted."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_PLAIN)] | None = None
    cpr: Annotated[str, StringConstraints(pattern=r"^\d{6}-?\d{4}$")] | None = None
    address: Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=_PLAIN)] | None = None
    email: Annotated[str, StringConstraints(min_length=1, max_length=254, pattern=_PLAIN)] | None = None
    phone: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=_PLAIN)] | None = None
    adjustments: Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=_PLAIN)] | None = (
        None
    )

    def given(self) -> dict[str, str]:
        return {name: text for name, text in self.model_dump().items() if text is not None}


class AppealIn(Strict):
    """The first instance's decision and the complaint. It says the whole."""

    decided_on: Day
    notified_on: Day | None = None
    complained_on: Day | None = None
    reconsidered_on: Day | None = None
    file_number: Words | None = None
    procedure: Annotated[str, StringConstraints(pattern="^(office|meeting|principle)$")] | None = None
    remark: Words | None = None


class ChangesIn(Strict):
    """Columns of the registration with their new values; null takes a value back."""

    case_type: Short | None = None
    authority: Authority | None = None
    office: Office | None = None
    outcome: Short | None = None
    fully_informed: bool | None = None
    first_instance_error: bool | None = None
    received_on: Day | None = None
    meeting_decided_on: Day | None = None
    decided_on: Day | None = None
    closed_on: Day | None = None
