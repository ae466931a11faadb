"""What can happen in the quality programme: draws and the yearly wheel (190–199), the central measurement
(215–224, 265).

Subjects: `draw`, named activity/year or activity/year/number (Q5A/2024); `programme`, named
activity/period/unit (Q1/2024-03/k13-01); `measurement`, named by its year (2024).
"""

from typing import Any, Final

from anke.events import fields as f
from anke.events.fields import Field
from anke.events.kind import KindOfEvent

_REASON = Field("reason", f.TEXT)
_NUMBER, _OFFICE = Field("number", f.TEXT), Field("office", f.OFFICE)
_SIDE, _CRITERION = Field("side", f.TEXT), Field("criterion", f.TEXT)


def _draw(name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, "draw", (da, en), fields, **more)


def _measurement(name: str, code: int, da: str, en: str, *fields: Field, **more: Any) -> KindOfEvent:
    return KindOfEvent(name, code, "measurement", (da, en), fields, **more)


_OF_DRAWS: Final = (
    _draw(
        "draw_planned",
        190,
        "Udtrækket blev planlagt: {activity}, sager afgjort {first} til {last}.",
        "The draw was planned: {activity}, cases decided {first} to {last}.",
        Field("activity", f.TEXT),
        Field("year", f.YEAR),
        Field("first", f.DAY),
        Field("last", f.DAY),
        birth=True,
        moves={None: "planned"},
    ),
    _draw(
        "contribution_promised",
        191,
        "Et bidrag til udtrækkets startværdi blev lovet (SHA-256 {sha256}).",
        "A contribution to the draw's seed was promised (SHA-256 {sha256}).",
        Field("sha256", f.SHA256),
        moves={"planned": "planned"},
    ),
    _draw(
        "frame_frozen",
        192,
        "Rammen blev frosset: {cases} sager (SHA-256 {sha256}); {excluded} blev holdt ude.",
        "The frame was frozen: {cases} cases (SHA-256 {sha256}); {excluded} were kept out.",
        Field("cases", f.COUNT),
        Field("excluded", f.COUNT),
        Field("sha256", f.SHA256),
        moves={"planned": "frozen"},
    ),
    _draw(
        "contribution_revealed",
        193,
        "Et bidrag blev afsløret: »{words}«.",
        "A contribution was revealed: “{words}”.",
        Field("words", f.TEXT),
        moves={"frozen": "frozen"},
    ),
    _draw(
        "cases_drawn",
        194,
        "Der blev trukket {cases} sager med startværdien {seed}.",
        "There were {cases} cases drawn with the seed {seed}.",
        Field("cases", f.COUNT),
        Field("seed", f.SHA256),
        Field("sha256", f.SHA256),
        moves={"frozen": "drawn"},
    ),
    _draw(
        "case_replaced",
        195,
        "Sag {number} gik ud[, og sag {instead} fra reserven kom ind]: {reason}.",
        "Case {number} went out[ and case {instead} of the reserve came in]: {reason}.",
        _NUMBER,
        Field("instead", f.TEXT, required=False),
        _REASON,
        moves={"drawn": "drawn"},
    ),
    _draw(
        "draw_abandoned",
        196,
        "Udtrækket blev opgivet: {reason}.",
        "The draw was abandoned: {reason}.",
        _REASON,
        moves={"planned": "abandoned", "frozen": "abandoned"},
    ),
    KindOfEvent(
        "activity_done",
        197,
        "programme",
        ("{activity} blev udført for {period}.", "{activity} was done for {period}."),
        (Field("activity", f.TEXT), Field("period", f.TEXT), Field("unit", f.TEXT)),
        moves={None: "done", "excused": "done"},
    ),
    KindOfEvent(
        "activity_excused",
        198,
        "programme",
        ("{activity} bortfaldt for {period}: {reason}.", "{activity} lapsed for {period}: {reason}."),
        (Field("activity", f.TEXT), Field("period", f.TEXT), Field("unit", f.TEXT), _REASON),
        moves={None: "excused"},
    ),
)

_OF_MEASUREMENTS: Final = (
    _measurement(
        "measurement_opened",
        215,
        "Kvalitetsmålingen blev sat i gang: {part_a} sager i del 1 og {part_b} i del 2.",
        "The quality measurement was begun: {part_a} cases in part 1 and {part_b} in part 2.",
        Field("part_a", f.COUNT),
        Field("part_b", f.COUNT),
        birth=True,
        moves={None: "open"},
    ),
    _measurement(
        "case_rated",
        216,
        "Sag {number} blev vurderet.",
        "Case {number} was rated.",
        _NUMBER,
        Field("part", f.TEXT),
        _SIDE,
        Field("answers", f.PARTS),
        moves={"open": "open"},
    ),
    _measurement(
        "rating_settled",
        217,
        "Uenigheden om sag {number} blev afklaret.",
        "The disagreement on case {number} was settled.",
        _NUMBER,
        _CRITERION,
        Field("answer", f.TEXT),
        _REASON,
        moves={"open": "open"},
    ),
    _measurement(
        "reviewer_replaced",
        218,
        "Sagerne gik fra {who} til {instead}: {reason}.",
        "The cases went from {who} to {instead}: {reason}.",
        Field("who", f.TEXT),
        Field("instead", f.TEXT),
        _REASON,
        moves={"open": "open"},
    ),
    _measurement(
        "measurement_reported",
        219,
        "Kvalitetsmålingens rapport blev skrevet og frosset (SHA-256 {sha256}).",
        "The report of the quality measurement was written and frozen (SHA-256 {sha256}).",
        Field("sha256", f.SHA256),
        Field("needs", f.TEXT),
        moves={"open": "reported"},
    ),
    _measurement(
        "measurement_approved",
        220,
        "Direktionen godkendte kvalitetsmålingens rapport.",
        "The executive board approved the report of the quality measurement.",
        moves={"reported": "approved"},
    ),
    _measurement(
        "follow_up_held",
        221,
        "Den kvalitative opfølgning med kvalitetsmålerne blev holdt.",
        "The qualitative follow-up with the quality readers was held.",
        Field("people", f.TEXT),
        Field("words", f.TEXT),
        moves={one: one for one in ("open", "reported", "approved")},
    ),
    _measurement(
        "rating_corrected",
        222,
        "Vurderingen af sag {number} blev rettet efter rapporten: {reason}.",
        "The rating of case {number} was corrected after the report: {reason}.",
        _NUMBER,
        Field("part", f.TEXT),
        _CRITERION,
        Field("before", f.TEXT),
        Field("answer", f.TEXT),
        _REASON,
        moves={one: one for one in ("reported", "approved")},
    ),
    _measurement(
        "measurement_completed",
        223,
        "Kvalitetsmålingen for {year} er gennemført.",
        "The quality measurement of {year} was carried out.",
        Field("year", f.YEAR),
        moves={"reported": "reported"},
    ),
    _measurement(
        "readings_replaced",
        224,
        "Sag {number} gik ud af målingen[, og sag {instead} kom ind]: {reason}.",
        "Case {number} went out of the measurement[ and case {instead} came in]: {reason}.",
        Field("part", f.TEXT),
        _NUMBER,
        Field("instead", f.TEXT, required=False),
        _REASON,
        moves={"open": "open"},
    ),
    _measurement(
        "focus_point_set",
        265,
        "Kontor {office} satte et fokuspunkt for sit kommende arbejde (tiltag {action}).",
        "Office {office} set a focus point for its coming work (action {action}).",
        _OFFICE,
        Field("theme", f.TEXT),
        Field("action", f.TEXT),
        moves={one: one for one in ("reported", "approved")},
    ),
)

OF_QUALITY: Final = (*_OF_DRAWS, *_OF_MEASUREMENTS)
