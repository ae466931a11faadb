"""Mappings: what they can say, and what a mistake in one is answered with."""

from pathlib import Path

import pytest

from anke.events.logs.mapping import KEPT_AS, Mapping, measures, read_mapping, saved_measures
from anke.events.logs.problem import LogError
from anke.events.logs.steps import REASONS
from anke.events.logs.tests.reading import mapping
from anke.rules.definitions import Kind, Limit, Span, Unit

SHIPPED = sorted((Path(__file__).parents[4] / "docs" / "how-to" / "mappings").glob("*.yaml"))

GOOD = """\
time_zone: Europe/Rome
activities:
  received: ["in"]
  decided: [out, 7]
limit: 8 weeks
"""

# what is changed in it, what the error says
WRONG = [
    (("time_zone: Europe/Rome\n", ""), "mapping.yaml:1: 'time_zone' is missing"),
    (("Europe/Rome", "Rome"), "mapping.yaml:1: 'Rome' is no time zone — write its name"),
    (("Europe/Rome", "../etc/passwd"), "is no time zone"),
    (('received: ["in"]', "recieved: [in]"), "mapping.yaml:3: unknown key 'recieved' — write received"),
    (('  received: ["in"]\n', ""), "nothing says when a case is received"),
    (("out, 7", "out, in"), "mapping.yaml:4: 'in' stands under received and under decided"),
    (("8 weeks", "8"), "mapping.yaml:5: '8' is no time limit: the unit is missing"),
    (("8 weeks", "8 weeks\nlimit: 9 weeks"), "the key 'limit' stands twice"),
    (("limit: 8 weeks", 'timestamp: {column: t, format: "DD-MM"}'), "'DD-MM' is no date format"),
    (("limit: 8 weeks", "csv: {delimiter: ';;'}"), "';;' is no delimiter"),
    (("limit: 8 weeks", "csv: {encoding: latin1}"), "'latin1' is no encoding"),
    (("limit: 8 weeks", "figures: [share]"), "mapping.yaml:5: 'share' is no"),
    (("limit: 8 weeks", "figures: [share_within]"), "share_within needs a limit — write limit: 8 weeks"),
    (("limit: 8 weeks", "figures: [rate]"), "rate needs what it asks for"),
    (("limit: 8 weeks", "rate: {}"), "the rate asks for nothing"),
    (("limit: 8 weeks", "outcome: {column: o, values: {a: winn}}"), "'winn' is no outcome — write one of:"),
    (("limit: 8 weeks", "activity: null"), "activities are named, but no column holds them"),
    (("limit: 8 weeks", "dates: {decided: {column: d}}"), "decided is told by activities and by a column"),
    (("limit: 8 weeks", "a: &a [*a]"), "makes one value stand in several places"),
    (("limit: 8 weeks", "limit:\t8 weeks"), "a tab — write spaces instead"),
]


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_a_mistake_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    path = tmp_path / "mapping.yaml"
    assert change[0] in GOOD
    path.write_text(GOOD.replace(*change))
    with pytest.raises(LogError) as refused:
        read_mapping(path)
    assert said in str(refused.value)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(GOOD.replace("Rome", "Nowhere").replace("8 weeks", "soon"))
    with pytest.raises(LogError) as refused:
        read_mapping(path)
    assert str(refused.value).count("mapping.yaml:") == 2


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="cannot be read: No such file"):
        read_mapping(tmp_path / "none.yaml")


def test_words_are_words_even_where_yaml_reads_a_number(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(GOOD)
    assert read_mapping(path).activities.decided == ("out", "7")
    assert read_mapping(path).columns() == ["case:concept:name", "concept:name", "time:timestamp"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_mapping_that_is_shipped_can_be_used(path: Path) -> None:
    shipped = read_mapping(path)
    assert shipped.title is not None
    assert [measure.id for measure in measures(shipped)][:2] == ["share_within", "mean_duration"]


def test_there_are_shipped_mappings() -> None:
    assert len(SHIPPED) == 4


def test_the_manual_s_example_can_be_used(tmp_path: Path) -> None:
    manual = (SHIPPED[0].parents[1] / "import-a-log.md").read_text(encoding="utf-8")
    path = tmp_path / "mapping.yaml"
    path.write_text(manual.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert [measure.id for measure in measures(read_mapping(path))] == [kind.value for kind in Kind]


def test_the_manual_names_every_reason() -> None:
    manual = (SHIPPED[0].parents[1] / "import-a-log.md").read_text(encoding="utf-8")
    assert [reason for reason in REASONS if f"`{reason}`" not in manual] == []


def test_all_six_measures() -> None:
    asked = mapping(rate={"outcomes": ["changed"]}, mean_in="days", stop="closed")
    found = {measure.kind: measure for measure in measures(asked)}
    assert list(found) == list(Kind)
    assert {measure.id for measure in found.values()} == {kind.value for kind in Kind}
    assert all(measure.population[0].case_types == (901,) for measure in found.values())
    assert all(measure.stop == "closed_on" for measure in found.values())
    assert found[Kind.SHARE_WITHIN].limit == found[Kind.STOCK_OLDER_THAN].limit == Limit(8, Span.WEEKS)
    assert found[Kind.MEAN_DURATION].unit is Unit.DAYS and found[Kind.MEAN_DURATION].limit is None
    assert found[Kind.RATE].hits is not None and found[Kind.RATE].hits.outcomes == (2,)
    assert [found[kind].unit for kind in (Kind.SHARE_WITHIN, Kind.RATE, Kind.STOCK, Kind.COUNT)] == [
        Unit.PERCENT,
        Unit.PERCENT,
        Unit.CASES,
        Unit.CASES,
    ]


def test_measures_without_limit_and_rate_are_those_that_can_be_computed() -> None:
    assert [m.id for m in measures(mapping(limit=None))] == ["mean_duration", "stock", "count"]
    assert [m.id for m in measures(mapping(figures=["count"]))] == ["count"]
    asked = mapping(rate={"fully_informed": True}, figures=["rate"])
    assert [m.hits.fully_informed for m in measures(asked) if m.hits] == [True]


def test_the_measures_a_workspace_keeps(tmp_path: Path) -> None:
    assert saved_measures(tmp_path) is None
    (tmp_path / KEPT_AS).write_text(GOOD)
    kept = saved_measures(tmp_path)
    assert kept is not None and next(measure.id for measure in kept) == "share_within"


def test_other_figures_are_the_same_events() -> None:
    assert mapping().same_events(mapping(limit="9 weeks", figures=["count"], mean_in="days"))
    assert not mapping().same_events(mapping(time_zone="Europe/Rome"))
    assert isinstance(mapping(), Mapping)
