"""Which file holds what: the table of documents."""

from fnmatch import fnmatchcase
from importlib import import_module

from anke.content.schema.base import Strict

# A file's place under the authority's folder → the model it must fit (module:name, imported when needed).
DOCUMENTS: dict[str, str] = {
    "law_areas/*.yaml": "anke.content.schema.area:Area",
    "deadlines/*.yaml": "anke.content.schema.deadline:Deadlines",
    "outcomes.yaml": "anke.content.schema.outcome:Outcomes",
    "casework.yaml": "anke.content.schema.casework:Casework",
    "boards.yaml": "anke.content.schema.board:Boards",
    "authorities/*.yaml": "anke.content.schema.authority:Authorities",
    "calendar/public_holidays.yaml": "anke.content.schema.calendar:PublicHolidays",
    "calendar/*.yaml": "anke.content.schema.calendar:Closings",
    "plans/*.yaml": "anke.content.schema.plan:Plan",
    "quality/*.yaml": "anke.content.schema.quality:QualityModel",
    "strategy/*.yaml": "anke.content.schema.strategy:Strategy",
    "letters/approval.yaml": "anke.content.schema.letter:Approval",
    "letters/plain_words.yaml": "anke.content.schema.letter:PlainWords",
    "letters/uploads.yaml": "anke.content.schema.letter:Uploads",
    "letters/*.yaml": "anke.content.schema.letter:LetterTemplate",
    "distribution.yaml": "anke.content.schema.distribution:Distribution",
    "retention.yaml": "anke.content.schema.retention:Retention",
    "reported.yaml": "anke.content.schema.reported:Reported",
    "reporting.yaml": "anke.content.schema.reporting:ReportingRules",
    "glossary.yaml": "anke.content.schema.glossary:Glossary",
    "published_figures.yaml": "anke.content.schema.published:PublishedFigures",
}
REQUIRED = (
    "law_areas/*.yaml",
    "outcomes.yaml",
    "casework.yaml",
    "authorities/*.yaml",
    "calendar/public_holidays.yaml",
    "calendar/working.yaml",
    "calendar/expiry.yaml",
)


def model_for(file: str) -> type[Strict] | None:
    """The model a file must fit, by its place; None where nothing is known to lie there."""
    for glob, place in DOCUMENTS.items():
        if fnmatchcase(file, glob) and file.count("/") == glob.count("/"):
            module, name = place.split(":")
            model: type[Strict] = getattr(import_module(module), name)
            return model
    return None
