"""Proposing figures: one form, or every row of a file at once; attaching the files that show them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Unpack

from django.db import transaction

from anke.content import load
from anke.content.schema.letter import UploadLimits
from anke.events import commands as events
from anke.events.commands import OutOfOrder
from anke.files import names, vault
from anke.files.reading import look_inside
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.steering.external.acting import By, held, require_answerable, require_open, tell, words
from anke.steering.external.asks import Ask, ask_of, require_over
from anke.steering.external.computing import answers
from anke.steering.external.models import Proposal
from anke.steering.external.projection import SUBJECT
from anke.steering.external.told import How, Problem, Told, read

STORE: Final = "evidence"  # the folder of ANKE_HOME
LONGEST_SOURCE: Final = 200
_TRIES: Final = 8  # two who propose at once take the same number; the later one takes the next


@dataclass(frozen=True)
class Figures:
    """What somebody tells of one thing a plan asks for. `parts` as typed; `marks` and `sure` as `How` has."""

    plan: str
    ask: str
    period: str
    parts: Mapping[str, str]
    source: str
    preliminary: bool = False
    note: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False
    replaces: str = ""


@dataclass(frozen=True)
class File:
    """A file as somebody sent it."""

    name: str
    raw: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def propose(*, figures: Figures, evidence: Sequence[File] = (), **by: Unpack[By]) -> Proposal:
    """Propose figures, with the files that show them. Somebody else must approve them before they count."""
    with transaction.atomic():
        made = _proposed(figures, None, by)
        for one in evidence:
            made = attach_evidence(number=made.number, file=one, **by)
    return made


def import_figures(*, file: File, proposals: Sequence[Figures], **by: Unpack[By]) -> list[Proposal]:
    """Propose everything a file tells: all of it, or nothing. A file that waits or counts is refused."""
    require_answerable(by["actor"])
    if not proposals:
        raise Refused("Der er ingen tal i filen.", "There are no figures in the file.")
    with transaction.atomic():
        require_new(file)
        return [_proposed(one, file, by) for one in proposals]


def require_new(file: File) -> None:
    """Raise `Refused`, with who imported it and when, for a file whose figures wait or count already."""
    live = (Proposal.Status.PROPOSED, Proposal.Status.APPROVED)
    before = Proposal.objects.filter(file=file.sha256, status__in=live).order_by("number").first()
    if before is not None:
        who = organisation.names_of([before.proposed_by]).get(before.proposed_by, before.proposed_by)
        day = local_date(before.proposed_at)
        raise Refused(
            f"Den samme fil blev indlæst af {who} ({before.proposed_by}) den {day:%d.%m.%Y} som "
            f"»{before.file_name}« (forslag {before.number}). Ret filen, hvis tallene er andre.",
            f"The same file was imported by {who} ({before.proposed_by}) on {day} as "
            f"“{before.file_name}” (proposal {before.number}). Correct the file if the figures are others.",
        )


def read_clearly(figures: Figures, by: By) -> tuple[Ask, Told]:
    """What the figures say. Raises `Refused` with the first thing that is wrong or must be asked."""
    ask = ask_of(figures.plan, figures.ask)
    how = How(local_date(by["recorded_at"]), figures.marks, figures.sure)
    told = read(ask, ask.read_period(figures.period), figures.parts, how)
    first: list[Problem] = [*told.problems, *told.questions]
    for one in first:
        raise Refused(f"{one.name}: {one.said.da}", f"{one.name}: {one.said.en}")
    answers(ask, told)
    period = ask.read_period(figures.period)
    require_over(ask, period, local_date(by["recorded_at"]), preliminary=figures.preliminary)
    return ask, told


def _proposed(figures: Figures, file: File | None, by: By) -> Proposal:
    require_answerable(by["actor"])
    ask, told = read_clearly(figures, by)
    source = words(figures.source, LONGEST_SOURCE)
    if not source:
        raise Refused("Skriv, hvor tallene kommer fra.", "Write where the figures come from.")
    data: dict[str, Any] = {
        "plan": ask.plan.id,
        "ask": ask.key,
        "period": ask.read_period(figures.period).name,
        "parts": told.texts(),
        "preliminary": figures.preliminary and not ask.delivery,
        "source": source,
    }
    more = {"note": words(figures.note), "replaces": figures.replaces[:16]}
    if file is not None:
        more |= {"file": file.sha256, "file_name": names.clean(file.name)}
    data |= {name: text for name, text in more.items() if text}
    if figures.sure:
        data["confirmed"] = True
    return _told(data, by)


def _told(data: Mapping[str, Any], by: By) -> Proposal:
    for _ in range(_TRIES):
        number = _next_number(local_date(by["recorded_at"]).year)
        _require_not_told(data)  # after the number: who sends the same just now has taken that one
        try:
            with transaction.atomic():
                return tell(number, "figures_proposed", data, by)
        except OutOfOrder:  # somebody else has just taken the number
            continue
    raise Refused(
        "Mange oplyser tal på samme tid. Prøv igen.", "Many propose figures at the same time. Try again."
    )


def _require_not_told(data: Mapping[str, Any]) -> None:
    """Raise `Refused`, naming the proposal, where the very same figures wait already or are those that count:
    sent twice, or imported from a file that was only saved anew."""
    same = Proposal.objects.filter(**{name: data[name] for name in ("plan", "ask", "period")})
    waiting = list(same.filter(status=Proposal.Status.PROPOSED))
    counting = same.filter(status=Proposal.Status.APPROVED).order_by("-settled_at", "-number")[:1]
    for one in (*waiting, *counting):
        if (one.parts, one.preliminary) == (data["parts"], data["preliminary"]):
            who = organisation.names_of([one.proposed_by]).get(one.proposed_by, one.proposed_by)
            raise Refused(
                f"De samme tal er allerede oplyst af {who} (forslag {one.number}). Brug det forslag.",
                f"The same figures have been proposed already by {who} (proposal {one.number}). "
                "Use that proposal.",
            )


def _next_number(year: int) -> str:
    taken = Proposal.objects.filter(number__startswith=f"{year}-").order_by("-number").first()
    last = int(taken.number.partition("-")[2]) if taken else 0
    return f"{year}-{last + 1:04d}"


def attach_evidence(*, number: str, file: File, **by: Unpack[By]) -> Proposal:
    """Attach a file that shows the figures: looked into, sealed, kept. Done by whoever proposed them."""
    require_answerable(by["actor"])
    name, limits = names.clean(file.name), _limits(by)
    try:
        kind = look_inside(file.raw, name, limits).kind
    except Refused as refused:
        raise Refused(f"»{name}«: {refused.da}", f"“{name}”: {refused.en}") from None
    with transaction.atomic():
        row = held(number)
        require_open(row)
        _require_own(row, by["actor"])
        if row.evidence.filter(sha256=file.sha256).exists():
            raise Refused(f"»{name}« ligger der allerede.", f"“{name}” is there already.")
        if row.evidence.count() >= limits.most_files:
            most = limits.most_files
            raise Refused(f"Der kan højst ligge {most} filer.", f"At most {most} files can be attached.")
        address = vault.put(events.sealer(SUBJECT, number).close(STORE, file.raw), STORE)
        data = {"name": words(name, 120), "media": kind.id, "size": str(len(file.raw))}
        return tell(number, "evidence_attached", data | {"sha256": file.sha256, "address": address}, by)


def _require_own(row: Proposal, actor: str) -> None:
    if row.proposed_by != actor:
        raise Refused(
            "Kun den, der har oplyst tallene, kan lægge bilag ved eller trække dem tilbage.",
            "Only the one who proposed the figures can attach files to them or withdraw them.",
        )


def withdraw(*, number: str, **by: Unpack[By]) -> Proposal:
    """Take one's own proposal back before anybody has approved it."""
    require_answerable(by["actor"])
    with transaction.atomic():
        row = held(number)
        require_open(row)
        _require_own(row, by["actor"])
        return tell(number, "figures_withdrawn", {}, by)


def _limits(by: By) -> UploadLimits:
    uploads = load.content().uploads
    found = uploads.limits.on(local_date(by["recorded_at"])) if uploads else None
    if found is None:
        raise Refused("Der er ikke bestemt, hvad der tages imod.", "It is not settled what is taken in.")
    return found
