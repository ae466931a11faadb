"""Run by the peer's own Python: Caluma's tables, a workflow with one task, and some cases with a work item
each, written in bulk with its own models."""

import sys
import uuid
from datetime import UTC, datetime, timedelta

import django

django.setup()

from caluma.caluma_form.models import Document, Form  # noqa: E402 - after set-up, as Django asks
from caluma.caluma_workflow.models import Case, Task, Workflow, WorkItem  # noqa: E402 - the same
from django.core.management import call_command  # noqa: E402 - the same

BEGAN = datetime(2025, 1, 1, tzinfo=UTC)


def main(cases: int) -> None:
    call_command("migrate", verbosity=0)
    form = Form.objects.create(slug="appeal", name="Appeal", is_published=True)
    flow = Workflow.objects.create(slug="appeal", name="Appeal", is_published=True, allow_all_forms=True)
    task = Task.objects.create(slug="assess", name="Assess", type=Task.TYPE_SIMPLE)
    flow.start_tasks.add(task)
    for begin in range(0, cases, 1000):
        made, items, documents = [], [], []
        for number in range(begin, min(begin + 1000, cases)):
            document = Document(id=uuid.uuid4(), form=form)
            document.family = document
            case = Case(id=uuid.uuid4(), workflow=flow, status=Case.STATUS_RUNNING, document=document)
            case.family = case
            deadline = BEGAN + timedelta(days=number % 365)
            documents.append(document)
            made.append(case)
            items.append(
                WorkItem(
                    name="Assess",
                    task=task,
                    case=case,
                    status=WorkItem.STATUS_READY,
                    deadline=deadline,
                    addressed_groups=[f"office-{number % 15 + 1}"],
                )
            )
        Document.objects.bulk_create(documents)
        Case.objects.bulk_create(made)
        WorkItem.objects.bulk_create(items)


main(int(sys.argv[1]))
