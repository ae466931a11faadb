"""The report of an imported log: its measures, quarter by quarter. A log has figures, but no promises."""

import json
from typing import TYPE_CHECKING, Any

from anke.rules.local import local_date
from anke.rules.periods import Period, PeriodError, parse_period, quarter, quarter_of
from anke.rules.trace import length_in_words
from anke.site.cli import options
from anke.site.cli.failure import Failure

if TYPE_CHECKING:
    from anke.rules.definitions import Measure
    from anke.site.cli.report_ import Wanted
    from anke.steering.statistics.queries import Figure

QUARTERS = 4
KINDS = {
    "share_within": ("Andel inden for {limit}", "Share within {limit}"),
    "mean_duration": ("Gennemsnitlig varighed", "Mean duration"),
    "stock": ("Beholdning ved periodens slutning", "Stock at the end of the period"),
    "stock_older_than": ("Beholdning ældre end {limit}", "Stock older than {limit}"),
    "count": ("Antal afsluttede", "Number ended"),
    "rate": ("Andel med det angivne udfald", "Share with the outcome named"),
}
UNITS = {
    "percent": ("pct.", "per cent"),
    "weeks": ("uger", "weeks"),
    "days": ("dage", "days"),
    "cases": ("sager", "cases"),
}
WORDS = {
    "title": ("Den importerede log: {name}", "The imported log: {name}"),
    "none": ("intet tal", "no figure"),
    "figure": ("Tal", "Figure"),
    "about": (
        "En log har tal, men ingen mål: der er intet at bedømme dem mod. Sagerne bag et tal: "
        "anke figure TAL --workspace {name} --period {period} --cases",
        "A log has figures but no goals: there is nothing to judge them by. The cases behind a figure: "
        "anke figure FIGURE --workspace {name} --period {period} --cases",
    ),
}


def made(wanted: "Wanted", name: str) -> str:
    """The figures as text or JSON. Raises `Failure` for what a log does not have."""
    from anke.events.logs.mapping import measures, saved_mapping

    if wanted.plan_id is not None or wanted.printed:
        raise Failure("An imported log has no plan. Leave out --plan and --printed, or --workspace.")
    if wanted.form not in ("text", "json"):
        raise Failure(f"The figures of an imported log come as text or json, not as {wanted.form}.")
    mapping = saved_mapping(options.project_home())
    if mapping is None:
        raise Failure(
            f"The workspace {name} holds no imported log. Import one: anke import LOG --mapping MAPPING.yaml"
        )
    known_as = name if mapping.title is None else f"{mapping.title[wanted.lang]} ({name})"
    return _report(wanted, (name, known_as), measures(mapping))


def _report(wanted: "Wanted", names: tuple[str, str], measures: "list[Measure]") -> str:
    """`names`: of the workspace, and of the log for people."""
    from anke.steering.statistics import queries

    mark = queries.watermark()
    if mark is None:
        raise Failure("The statistics know no events yet. Run: anke export")
    try:
        period = parse_period(wanted.period) if wanted.period else quarter_of(local_date(mark.recorded_at))
        periods = _before(period)
        figures = queries.figures(measures, periods, wanted.known_at)
    except PeriodError as problem:
        raise Failure(str(problem)) from None
    if wanted.form == "json":
        return (
            json.dumps(_data(names[0], period, measures, figures, wanted.lang), ensure_ascii=False, indent=2)
            + "\n"
        )
    return _text(names, periods, measures, figures, wanted.lang)


def _before(period: Period) -> list[Period]:
    """The period; a quarter together with those before it."""
    if quarter_of(period.last) != period:
        return [period]
    count = period.first.year * 4 + period.first.month // 3
    numbers = range(count - QUARTERS + 1, count + 1)
    return [quarter(number // 4, number % 4 + 1) for number in numbers if number >= 1990 * 4]


def _data(
    name: str,
    period: Period,
    measures: "list[Measure]",
    figures: "dict[tuple[str, Period], Figure]",
    lang: str,
) -> dict[str, Any]:
    found = [figures[one.id, period] for one in measures]
    return {
        "workspace": name,
        "period": period.name,
        "figures": [
            {
                "measure": one.measure,
                "title": _title(measure, lang),
                "value": None if one.value is None else round(float(one.value), 6),
                "unit": one.unit.value,
                "numerator": one.numerator,
                "denominator": one.denominator,
                "known_at": None if one.known_at is None else one.known_at.isoformat(),
                "watermark": one.watermark,
                "definition": one.definition,
                "digest": one.digest,
            }
            for measure, one in zip(measures, found, strict=True)
        ],
    }


def _text(
    names: tuple[str, str],
    periods: list[Period],
    measures: "list[Measure]",
    figures: "dict[tuple[str, Period], Figure]",
    lang: str,
) -> str:
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table

    at = 1 if lang == "en" else 0
    out = StringIO()
    console = Console(file=out, width=100, highlight=False, markup=False, emoji=False)
    console.print(WORDS["title"][at].format(name=names[1]))
    grid = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    grid.add_column(WORDS["figure"][at])
    grid.add_column("")
    for period in periods:
        grid.add_column(period.name, justify="right")
    for measure in measures:
        shown = (_shown(figures[measure.id, one], at) for one in periods)
        grid.add_row(measure.id, _title(measure, lang), *shown)
    console.print(grid)
    console.print(WORDS["about"][at].format(name=names[0], period=periods[-1].name))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _title(measure: "Measure", lang: str) -> str:
    limit = "" if measure.limit is None else length_in_words(measure.limit.value, measure.limit.span, lang)
    return KINDS[measure.kind.value][lang == "en"].format(limit=limit)


def _shown(figure: "Figure", at: int) -> str:
    if figure.value is None:
        return WORDS["none"][at]
    decimals = 0 if figure.unit.value == "cases" else 1
    text = f"{figure.value:,.{decimals}f}"
    if at == 0:
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text} {UNITS[figure.unit.value][at]}"
