"""One inserts, one lists, one shows."""

import uuid
from datetime import date

from bare.models import Case, Event
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone


def register(request: HttpRequest) -> HttpResponse:
    """Insert one case and one event."""
    told = request.POST
    received = date.fromisoformat(told["received_on"])
    with transaction.atomic():
        case = Case.objects.create(
            number=uuid.uuid4().hex,
            status="registered",
            case_type=told["case_type"],
            authority=int(told["authority"]),
            office=int(told["office"]),
            received_on=received,
            due_on=received,
        )
        Event.objects.create(
            case=case,
            kind="case_registered",
            happened_on=received,
            recorded_at=timezone.now(),
            actor="bare",
            data={"case_type": case.case_type},
        )
    return HttpResponse(case.number, status=201, content_type="text/plain")


def listing(request: HttpRequest) -> HttpResponse:
    """Show 25 rows of an office."""
    office = int(request.GET["office"])
    rows = Case.objects.filter(office=office).order_by("due_on")[:25]
    return render(request, "bare/list.html", {"rows": rows})


def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one row."""
    return render(request, "bare/case.html", {"case": get_object_or_404(Case, number=number)})
