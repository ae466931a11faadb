"""The report as one HTML file that stands alone: for screen and print, without scripts or anything else."""

from django.template.loader import render_to_string

from anke.content.schema.base import Text
from anke.steering.results.report import labels
from anke.steering.results.report.content import Report
from anke.steering.results.report.drawing import in_order

TEMPLATE = "results/report.html"


def html(report: Report) -> str:
    words = {name.lower(): text[report.lang] for name, text in vars(labels).items() if isinstance(text, Text)}
    return render_to_string(TEMPLATE, {"report": report, "words": words, "strip": in_order(report.contract)})
