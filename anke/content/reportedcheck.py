"""Holding the figures from outside against the plans: what a form answers must be asked, in the same unit."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from anke.content.crosscheck import documents, entries, known, once
from anke.content.schema.plan import Plan
from anke.content.schema.reported import Form, GoesTo, Reported
from anke.content.schema.subgoal import Basis, Subgoal

if TYPE_CHECKING:
    from anke.content.load import Reading

Path = tuple[str | int, ...]


def reported(reading: "Reading") -> None:
    """Runs where there are plans that fit; a broken plan is told of its own faults first."""
    plans = {plan.id: plan for _, plan in documents(reading, Plan)}
    once(reading, "form", entries(reading, Reported, "forms"), "id")
    answered: dict[tuple[str, str, str], str] = {}
    for file, path, form in entries(reading, Reported, "forms"):
        for at, goes in enumerate(form.goes_to):
            place = (file, (*path, "goes_to", at))
            _goes(reading, place, form, goes, plans)
            key = (goes.plan, goes.subgoal, goes.role)
            if key in answered:
                said = f"the {goes.role} of {goes.plan}/{goes.subgoal} is answered by {answered[key]} already"
                reading.wrong(*place, said, "keep one of them")
            answered[key] = form.id


def _goes(
    reading: "Reading", place: tuple[str, Path], form: Form, goes: GoesTo, plans: dict[str, Plan]
) -> None:
    file, path = place
    named = [PurePosixPath(one).stem for one in reading.marked if one.startswith("plans/")]
    known(reading, (file, (*path, "plan")), "plan", goes.plan, named)
    plan = plans.get(goes.plan)
    if plan is None:
        return
    external = {one.id: one for one in plan.subgoals() if one.basis is Basis.EXTERNAL}
    known(
        reading,
        (file, (*path, "subgoal")),
        "subgoal answered from outside",
        goes.subgoal,
        external or ["none"],
    )
    subgoal = external.get(goes.subgoal)
    if subgoal is not None:
        _same(reading, place, form, goes, subgoal)


def _same(reading: "Reading", place: tuple[str, Path], form: Form, goes: GoesTo, subgoal: Subgoal) -> None:
    file, path = place
    step = next(one for one in form.steps if one.id == goes.step)
    if step.unit != subgoal.unit.value:
        said = f"step {step.id} is in {step.unit}, and {subgoal.id} is asked for in {subgoal.unit.value}"
        reading.wrong(file, (*path, "step"), said, "name a step in the subgoal's unit")
    if goes.role == "benchmark" and subgoal.benchmark is None:
        said = f"{subgoal.id} has no benchmark"
        reading.wrong(file, (*path, "role"), said, "write role: figure, or give the plan its benchmark")
