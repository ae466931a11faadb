"""Holding the quality model against itself: what its programme names must be in the model."""

from typing import TYPE_CHECKING

from anke.content.crosscheck import documents, known, once
from anke.content.schema.quality import QualityModel

if TYPE_CHECKING:
    from anke.content.load import Reading


def quality(reading: "Reading") -> None:
    """Every activity, actor, question, criterion and kind of inquiry that is named is there."""
    for file, model in documents(reading, QualityModel):
        once(
            reading,
            "activity",
            ((file, ("activities", at), one) for at, one in enumerate(model.activities)),
            "id",
        )
        activities, actors = [one.id for one in model.activities], [one.id for one in model.actors]
        for at, one in enumerate(model.activities):
            for place, name in enumerate(one.inputs):
                known(reading, (file, ("activities", at, "inputs", place)), "activity", name, activities)
            for place, report in enumerate(one.reports_to):
                path = ("activities", at, "reports_to", place, "recipient")
                known(reading, (file, path), "actor", report.recipient, actors)
        for field in ("wheel", "drawings") if model.programme else ():
            for at, row in enumerate(getattr(model.programme, field)):
                where = ("programme", field, at, "activity")
                known(reading, (file, where), "activity", row.activity, activities)
        if model.programme:
            _learning(reading, file, model)


def _learning(reading: "Reading", file: str, model: QualityModel) -> None:
    """The questions and criteria a theme names are asked; each procedure is of a kind of inquiry there is."""
    programme = model.programme
    assert programme is not None  # who calls has looked
    questions = [one.id for one in programme.monthly.questions] if programme.monthly else []
    criteria = [f"{part.id}.{one.id}" for part in programme.central.parts for one in part.criteria]
    for at, theme in enumerate(programme.themes):
        path = ("programme", "themes", at)
        for name in theme.questions:
            known(reading, (file, (*path, "questions")), "question", name, questions)
        for name in theme.criteria:
            known(reading, (file, (*path, "criteria")), "criterion", name, criteria)
    once(
        reading,
        "theme",
        ((file, ("programme", "themes", at), one) for at, one in enumerate(programme.themes)),
        "id",
    )
    kinds = [one.id for activity in model.activities for one in activity.inquiries]
    for at, row in enumerate(programme.inquiries):
        known(reading, (file, ("programme", "inquiries", at, "inquiry")), "inquiry", row.inquiry, kinds)
