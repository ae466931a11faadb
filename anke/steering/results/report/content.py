"""What the report says, the same in every form: facts, tables of words, lists. No layout."""

from dataclasses import dataclass
from decimal import Decimal

from anke.content.schema.base import Text
from anke.rules.local import DENMARK
from anke.rules.periods import whole_year
from anke.steering.results import phrases
from anke.steering.results.answers import Contract
from anke.steering.results.report import glance, goals, grids, labels, notes
from anke.steering.results.report.additions import Additions
from anke.steering.results.report.glance import Glance
from anke.steering.results.report.shapes import Row, Said, Table

BOARDS = "boards"  # the duty that holds the boards' figures: they are then an appendix, and stand there only


@dataclass(frozen=True)
class Report:
    contract: Contract
    lang: str
    title: str
    subtitle: str
    synthetic: bool
    warnings: tuple[str, ...]  # made-up figures, a period that is not over
    facts: tuple[tuple[str, str], ...]
    score: str
    counts: str
    explanation: str
    glance: tuple[Glance, ...]  # for the first page: which goals fail and why, which are open, which are met
    consequences: tuple[str, ...]  # what the score decides; of an annual report
    goals_title: str
    goals: tuple[tuple[str, tuple[Row, ...]], ...]  # by group of goals
    notes: str  # how many notes there are, and where
    waiting: tuple[tuple[str, str], ...]  # (subgoal, what for)
    deliveries: tuple[tuple[str, str], ...]
    breaks: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]  # guards, boards
    choices: tuple[Said, ...]
    doubts: tuple[Said, ...]
    gaps: tuple[Said, ...]
    origins: Table
    explanations: tuple[tuple[str, str], ...]  # (goal or subgoal, words), in the order of the goals
    deviations: Table
    duties: tuple[Table, ...]  # appendices
    stamp: str
    fingerprint: str
    additions: Additions

    def word(self, text: Text) -> str:
        return text[self.lang]


def report(contract: Contract, *, synthetic: bool, additions: Additions) -> Report:
    """The content of a report. `synthetic`: every event behind it is made up."""
    lang, plan, score = contract.lang, contract.plan, contract.score
    warnings = [labels.SYNTHETIC[lang]] if synthetic and not contract.printed else []
    warnings += [*contract.alarms, *([] if contract.closed else [labels.OPEN[lang]])]
    subgoals = [one for goal in contract.goals for one in goal.subgoals]
    choices, doubts = notes.choices(contract), notes.doubts(contract)
    elsewhere = any(one.id == BOARDS for one in additions.duties)
    tables = (grids.guards(subgoals, lang), *(() if elsewhere else (grids.boards(subgoals, lang),)))
    return Report(
        contract=contract,
        lang=lang,
        title=_title(contract),
        subtitle=f"{plan.agency[lang]} · {phrases.period_name(contract.period, lang)}",
        synthetic=synthetic and not contract.printed,
        warnings=tuple(warnings),
        facts=(*_facts(contract), *_edition(additions, lang)),
        score=contract.score_text,
        counts=labels.COUNTS[lang].format(met=score.met, not_met=score.not_met, undecided=score.undecided),
        explanation="" if score.settled else _interval(contract)[lang].format(count=len(contract.goals)),
        glance=glance.of(contract, additions.explanations),
        consequences=tuple(one[lang] for one in plan.scoring.consequences) if annual(contract) else (),
        goals_title=labels.GOALS[lang].format(count=len(contract.goals)),
        goals=goals.groups(contract, additions),
        notes=labels.NOTE_COUNT[lang].format(notes=len(choices) + len(doubts) + len(plan.gaps)),
        waiting=tuple((one.id, one.waiting_for) for one in subgoals if one.waiting_for),
        deliveries=tuple((one.id, phrases.capital(text)) for one in subgoals for text in one.deliveries),
        breaks=tuple((one.id, cut.reason[lang]) for one in subgoals for cut in one.content.series_breaks),
        tables=tuple(table for table in tables if table.rows),
        choices=choices,
        doubts=doubts,
        gaps=tuple(Said("", one.text[lang], ()) for one in plan.gaps),
        origins=grids.origins(subgoals, contract.footing_text, lang),
        explanations=_explanations(contract, additions),
        deviations=grids.deviations(additions, plan.reporting.deviations[lang], lang),
        duties=tuple(grids.duty(number, one, lang) for number, one in enumerate(additions.duties, 1)),
        stamp=additions.stamp,
        fingerprint=additions.fingerprint,
        additions=additions,
    )


def annual(contract: Contract) -> bool:
    """Whether it is the report of the plan's whole year, and not of a quarter or of printed figures."""
    return not contract.printed and contract.period == whole_year(contract.plan.year)


def _title(contract: Contract) -> str:
    title = labels.ANNUAL_TITLE if annual(contract) else labels.TITLE
    return (labels.PRINTED_TITLE if contract.printed else title)[contract.lang].format(
        year=contract.plan.year
    )


def _interval(contract: Contract) -> Text:
    return labels.INTERVAL_WEIGHED if contract.plan.weighted or contract.plan.graded else labels.INTERVAL


def _facts(contract: Contract) -> list[tuple[str, str]]:
    lang, plan = contract.lang, contract.plan
    found = [
        (labels.AGENCY[lang], plan.agency[lang]),
        (labels.MINISTRY[lang], plan.ministry[lang]),
        (labels.PERIOD[lang], phrases.period_name(contract.period, lang)),
        (labels.STANDING[lang], phrases.capital(contract.standing_text)),
    ]
    if contract.printed:
        return found
    found.insert(3, (labels.JUDGED[lang], contract.footing_text))
    if annual(contract):
        found.append((labels.DUE[lang], labels.ANNUAL_DUE[lang]))
    elif contract.due is not None:
        days = {name: phrases.day(getattr(contract.due, name), lang) for name in ("nominal", "shifted")}
        moved = contract.due.nominal != contract.due.shifted
        found.append(
            (labels.DUE[lang], (labels.DUE_MOVED if moved else labels.DUE_SAME)[lang].format(**days))
        )
    found.append((labels.KNOWN_AT[lang], known_at(contract)))
    return [*found, *((labels.BASIS[lang], words) for words in contract.remarks)]


def known_at(contract: Contract) -> str:
    """The moment it was known at, or the last event's, and that event's number."""
    moment = contract.known_at or contract.known_until
    if moment is None or contract.watermark is None:
        return labels.NOTHING[contract.lang]
    local = moment.astimezone(DENMARK)
    said = f"{phrases.day(local.date(), contract.lang)} {local:%H:%M}"
    seq = phrases.number(Decimal(contract.watermark), 0, contract.lang)
    return labels.UNTIL[contract.lang].format(moment=said, seq=seq)


def _edition(additions: Additions, lang: str) -> list[tuple[str, str]]:
    said = ((labels.STAMP, additions.stamp), (labels.FINGERPRINT, additions.fingerprint))
    return [(name[lang], words) for name, words in said if words]


def _explanations(contract: Contract, additions: Additions) -> tuple[tuple[str, str], ...]:
    known = [name for goal in contract.goals for name in (goal.id, *(one.id for one in goal.subgoals))]
    return tuple((name, additions.explanations[name]) for name in known if additions.explanations.get(name))
