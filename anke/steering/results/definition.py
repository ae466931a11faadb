"""The definition of a figure in words, generated from the same data that computes it: never written twice."""

from anke.content.schema.base import Text
from anke.content.schema.measured import Computed, LimitValue
from anke.content.schema.subgoal import Basis, Subgoal
from anke.rules.definitions import Kind
from anke.rules.trace import length_in_words
from anke.steering.results import phrases, sentences
from anke.steering.results.verdicts import Missing, target_of

COUNTED = Text(da="Der tælles {who}.", en="Counted are {who}.")
# Cases, by the end of their clock: Danish, English.
STOPPED = {
    "decided_on": Text(da="der blev afgjort", en="that were decided"),
    "meeting_decided_on": Text(
        da="hvor beslutningen om mødebehandling blev truffet",
        en="in which the decision on treatment at a meeting was made",
    ),
    "closed_on": Text(da="der blev afsluttet", en="that were closed"),
    "received_on": Text(da="der blev modtaget", en="that were received"),
}
END = {
    "decided_on": Text(da="afgørelsen", en="the decision"),
    "meeting_decided_on": Text(
        da="beslutningen om mødebehandling", en="the decision on treatment at a meeting"
    ),
    "closed_on": Text(da="afslutningen", en="the closing"),
    "received_on": Text(da="modtagelsen", en="receipt"),
}
MEASURED = {
    Kind.SHARE_WITHIN: Text(
        da="Andelen er de sager, {stopped} i perioden, og det senest {limit} efter modtagelsen, divideret "
        "med alle sager, {stopped} i perioden.",
        en="The share is the cases {stopped} in the period within {limit} of receipt, divided by all cases "
        "{stopped} in the period.",
    ),
    Kind.MEAN_DURATION: Text(
        da="Tallet er gennemsnittet af tiden fra modtagelsen til {end} for de sager, {stopped} i perioden.",
        en="The figure is the mean time from receipt to {end} of the cases {stopped} in the period.",
    ),
    Kind.STOCK: Text(
        da="Tallet er de sager, der på periodens sidste dag var modtaget og endnu ikke afsluttet.",
        en="The figure is the cases that on the last day of the period had been received and not yet closed.",
    ),
    Kind.STOCK_OLDER_THAN: Text(
        da="Tallet er de sager, der på periodens sidste dag endnu ikke var afsluttet og var modtaget for "
        "mere end {limit} siden.",
        en="The figure is the cases that on the last day of the period were not yet closed and had been "
        "received more than {limit} before.",
    ),
    Kind.COUNT: Text(
        da="Tallet er antallet af sager, {stopped} i perioden.",
        en="The figure is the number of cases {stopped} in the period.",
    ),
    Kind.RATE: Text(
        da="Andelen er {hits} blandt de sager, {stopped} i perioden.",
        en="The share is {hits} among the cases {stopped} in the period.",
    ),
}
LEFT_OUT = Text(
    da="Holdt ude af både tæller og nævner: {what}.", en="Left out of both numerator and denominator: {what}."
)
TARGET = Text(da="Målet for {year}: {target}", en="Target for {year}: {target}")
REPORTED = Text(
    da="Tallet oplyses af {reporter} og dækker {covers}.",
    en="The figure comes from {reporter} and covers {covers}.",
)
COMPLETE = Text(
    da="Rapporten er fuldstændig, når den for hvert af de {boards} nævn har disse {figures} tal: {which}.",
    en="The report is complete when it has these {figures} figures for each of the {boards} boards: {which}.",
)
DELIVERED = Text(
    da="Opfyldt, når det er registreret: {acts}.", en="Met when this has been registered: {acts}."
)
BROKEN = Text(da="Fra {day}: {reason}", en="From {day}: {reason}")


def in_words(subgoal: Subgoal, year: int, lang: str) -> tuple[str, ...]:
    """Sentences: who is counted, how, what is left out, and what is asked."""
    said = _body(subgoal, year, lang)
    if subgoal.targets is not None and subgoal.basis not in (Basis.DELIVERABLE, Basis.ACTIVITY):
        asked = sentences.target(target_of(subgoal, year, None), subgoal, lang)
        said.append(sentences.ended(TARGET[lang].format(year=year, target=asked)))
    for one in subgoal.series_breaks:
        said.append(BROKEN[lang].format(day=phrases.day(one.since, lang), reason=one.reason[lang]))
    return tuple(said)


def _body(subgoal: Subgoal, year: int, lang: str) -> list[str]:
    if subgoal.computed is not None:
        return _computed(subgoal.computed, year, lang)
    if subgoal.external is not None:
        told = subgoal.external
        reporter = REPORTED[lang].format(reporter=told.reported_by[lang], covers=told.covers[lang])
        return [told.definition[lang], reporter]
    if subgoal.completeness is not None:
        asked = subgoal.completeness
        which = phrases.listed((sentences.lowered(cell.title[lang]) for cell in asked.figures), lang)
        return [COMPLETE[lang].format(boards=len(asked.boards), figures=len(asked.figures), which=which)]
    if subgoal.due:
        acts = phrases.listed((sentences.lowered(one.text[lang]) for one in subgoal.due), lang)
        return [DELIVERED[lang].format(acts=acts)]
    return [sentences.WAITING[Missing.LOST][lang]]


def _computed(computed: Computed, year: int, lang: str) -> list[str]:
    who = "; ".join(one.title[lang] for one in computed.population if one.title is not None)
    measured = MEASURED[computed.kind][lang].format(
        stopped=STOPPED[computed.stop][lang],
        end=END[computed.stop][lang],
        limit=_limit(computed.limit_in(year), lang),
        hits=computed.hits.title[lang] if computed.hits and computed.hits.title else "",
    )
    said = [COUNTED[lang].format(who=who), measured]
    said += [LEFT_OUT[lang].format(what=sentences.lowered(one.title[lang])) for one in computed.exclusions]
    return said


def _limit(limit: LimitValue | None, lang: str) -> str:
    return "" if limit is None else length_in_words(limit.value, limit.unit, lang)
