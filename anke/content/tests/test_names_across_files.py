"""A name used in one file must be given in another: the shipped content, with one name changed at a time."""

import shutil
from pathlib import Path

import pytest

from anke.content import load

CHANGED = [
    # file, there, written instead, what is said, what to do
    ("plans/2025.yaml", "sickness_benefit", "sickness_benefits", "there is no", "write sickness_benefit"),
    (
        "plans/2025.yaml",
        "shift: next",
        "shift: previous",
        "differs from the deadline quarterly_report",
        "change one",
    ),
    (
        "plans/2025.yaml",
        'value: 97.0, printed: "97,0"',
        'value: 79.0, printed: "97,0"',
        "value: 79.0 is not what is printed (97,0)",
        "after the paper",
    ),
    (
        "plans/2025.yaml",
        'value: 97.0, printed: "97,0"',
        'value: 97,0, printed: "97,0"',
        "'0' stands where a key should",
        "a point for the decimals",
    ),
    (
        "calendar/public_holidays.yaml",
        "easter: -3",
        "easter: 3",
        "maundy_thursday falls 1990-04-18 here, and the deadlines are counted as if 1990-04-12",
        "change the two together",
    ),
    (
        "distribution.yaml",
        "burdens: {}",
        "burdens: {cash_benefits: 150}",
        "there is no case type 'cash_benefits'",
        "write cash_benefit",
    ),
    ("distribution.yaml", "id: max_load", "id: max_loads", "there is no lever max_loads", "write each of"),
    (
        "distribution.yaml",
        "{same_person: 100",
        "{same_persons: 100",
        "there is no lever same_persons",
        "write one of",
    ),
    (
        "plans/2025.yaml",
        'continues: {plan: "2024", goal: "1.10"',
        'continues: {plan: "2024", goal: "1.11"',
        "plan 2024 has no goal 1.11",
        "the id it has there",
    ),
    (
        "plans/2025.yaml",
        'continues: {plan: "2024", goal: "1.10"',
        'continues: {plan: "2024", goal: "1.8"',
        "goal 1.8 of 2024 goes on twice",
        "let one goal go on with it",
    ),
    (
        "plans/2025.yaml",
        'continues: {plan: "2024", goal: "1.10"',
        'continues: {plan: "2025", goal: "1.10"',
        "no earlier plan 2025",
        "there are: 2024",
    ),
    ("plans/2024.yaml", "year: 2024", "year: 2023", "is not the file's name", "its year's name"),
    ("law_areas/boards.yaml", "board: su", "board: sus", "there is no board 'sus'", "write su"),
    ("law_areas/work_injury.yaml", "[9001]", "[9008]", "there is no first instance '9008'", "write 900"),
    ("law_areas/work_injury.yaml", "code: 401", "code: 301", "code 301 stands twice", "give each its own"),
    ("calendar/expiry.yaml", "name: expiry", "name: working", "is not the file's name", "write name: expiry"),
    (
        "quality/2023.yaml",
        "inputs: [Q1, Q3]",
        "inputs: [Q1, Q8]",
        "there is no activity 'Q8'",
        "write one of: Q1, Q2",
    ),
    (
        "quality/2023.yaml",
        "recipient: direktion",
        "recipient: direktionen",
        "there is no actor",
        "write direktion",
    ),
    (
        "strategy/2018-2022.yaml",
        "number: 2\n    focus: S",
        "number: 2\n    focus: X",
        "no focus area 'X'",
        "S",
    ),
    (
        "strategy/2018-2022.yaml",
        "number: 18\n",
        "number: 17\n",
        "initiative 17 stands twice",
        "give each its own",
    ),
    (
        "glossary.yaml",
        "see: [complaint]",
        "see: [complaints]",
        "there is no term 'complaints'",
        "write complaint",
    ),
    ("published_figures.yaml", "[supervision]", "[tilsyn]", "there is no area 'tilsyn'", "write"),
    ("outcomes.yaml", "areas: [imported]", "areas: [import]", "there is no area 'import'", "write imported"),
    (
        "deadlines/reports.yaml",
        "id: quarterly_report",
        "id: appeal_period",
        "appeal_period stands twice",
        "its own",
    ),
    ("reported.yaml", 'subgoal: "2.3.a"', 'subgoal: "2.3.x"', "from outside '2.3.x'", "write 2.3.a"),
    ("reported.yaml", 'plan: "2024"', 'plan: "2014"', "there is no plan '2014'", "write 2024"),
    ("reported.yaml", "step: change,", "step: rolling,", "is asked for in percent", "the subgoal's unit"),
    ("reported.yaml", "rule: lowest", "rule: least", "there is no rule 'least'", "lowest"),
    ("reported.yaml", "of: [rolling, before]", "of: [rolling, then]", "stands nowhere before", "a part"),
    ("reported.yaml", "of: [criticised, cases]", "of: [criticised]", "share_percent takes 2", "so many"),
    ("quality/2023.yaml", "questions: [reasons]", "questions: [reason]", "question 'reason'", "reasons"),
    ("quality/2023.yaml", "[A.comments]", "[A.comment]", "criterion 'A.comment'", "write A.comments"),
    ("quality/2023.yaml", "inquiry: Q2.4", "inquiry: Q2.5", "inquiry 'Q2.5'", "write Q2."),
    ("reported.yaml", "unit: mio_kr", "unit: mio_dkk", "there is no unit 'mio_dkk'", "mio_kr"),
]


@pytest.mark.slow
@pytest.mark.parametrize("row", CHANGED, ids=lambda row: f"{row[0]}: {row[2][:20].strip()}")
def test_a_name_nobody_gives(row: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    file, there, instead, what, do = row
    place = tmp_path / "ankestyrelsen"
    shutil.copytree(load.folder("ankestyrelsen"), place)
    text = (place / file).read_text(encoding="utf-8")
    changed = text.replace(there, instead, 1)
    (place / file).write_text(changed, encoding="utf-8")
    first = next(at for at, (old, new) in enumerate(zip(text, changed, strict=False)) if old != new)
    line = text.count("\n", 0, first) + 1
    (problem,) = load.check(place)
    assert (problem.file, problem.line) == (file, line)
    assert what in problem.what
    assert do in problem.do


def test_a_holiday_that_is_kept_too_long(tmp_path: Path) -> None:
    place = tmp_path / "ankestyrelsen"
    shutil.copytree(load.folder("ankestyrelsen"), place)
    file = place / "calendar" / "public_holidays.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("from: 2024-01-01", "from: 2025-01-01"))
    (problem,) = load.check(place)
    assert problem.what == (
        "great_prayer_day falls 2024-04-26 here, and the deadlines are counted as if not at all in 2024"
    )


def test_a_broken_area_does_not_accuse_those_who_name_it(tmp_path: Path) -> None:
    place = tmp_path / "ankestyrelsen"
    shutil.copytree(load.folder("ankestyrelsen"), place)
    file = place / "law_areas" / "family_law.yaml"
    whole = file.read_text(encoding="utf-8")
    for broken in (whole.replace("code: 231", "code: x"), whole.replace("code: 231", "code: ["), ""):
        file.write_text(broken, encoding="utf-8")
        assert {one.file for one in load.check(place)} == {"law_areas/family_law.yaml"}
