"""The certificate of a destruction (attest): which list, how many cases, who approved and carried out, when.
As data, and as a page for print (PDF/UA). No case number is on it: those stand in the list, which its
SHA-256 names."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from anke.casework.retention.models import DestructionList, ListedCase
from anke.organisation import queries as organisation
from anke.printing import paper
from anke.rules.local import DENMARK
from anke.rules.trace import day_in_words

PAGE = Path(__file__).with_name("certificate.typ")
WORDS = {
    "da": {
        "title": "Attest for sletning {number}",
        "subtitle": "Personoplysninger og dokumenter er slettet, så de ikke kan genskabes.",
        "what": "Hvad",
        "value": "Værdi",
        "list": "Sletteliste",
        "made": "Lavet",
        "first": "Godkendt første gang",
        "second": "Godkendt anden gang",
        "done": "Udført",
        "listed": "Sager på listen",
        "destroyed": "Slettede sager",
        "kept": "Bevarede sager",
        "sha256": "Listens SHA-256",
        "reasons": "Sager, der blev bevaret",
        "case": "Sag",
        "why": "Hvorfor",
        "none": "Ingen.",
        "by": "{day} kl. {time} af {name}",
        "synthetic": "Syntetiske data",
        "page": "Side",
        "of": "af",
        "note": "Hver sags forløb står stadig i hændelserne uden personoplysninger. Sikkerhedskopier, "
        "der er taget før, indeholder oplysningerne, indtil de smides væk.",
    },
    "en": {
        "title": "Certificate of destruction {number}",
        "subtitle": "Personal data and documents are destroyed beyond recovery.",
        "what": "What",
        "value": "Value",
        "list": "Destruction list",
        "made": "Made",
        "first": "Approved first",
        "second": "Approved second",
        "done": "Carried out",
        "listed": "Cases on the list",
        "destroyed": "Cases destroyed",
        "kept": "Cases kept",
        "sha256": "The list's SHA-256",
        "reasons": "Cases that were kept",
        "case": "Case",
        "why": "Why",
        "none": "None.",
        "by": "{day} at {time} by {name}",
        "synthetic": "Synthetic data",
        "page": "Page",
        "of": "of",
        "note": "The course of each case still stands in the events, without personal data. Backups "
        "taken before hold the data until they are thrown away.",
    },
}


@dataclass(frozen=True)
class Certificate:
    """What a finished list came to. The kept cases with their reasons in both languages."""

    number: str
    made_on: date
    made_by: str
    approvals: tuple[tuple[str, datetime], ...]
    done_by: str
    done_at: datetime
    sha256: str
    listed: int
    destroyed: int
    kept: tuple[tuple[str, str, str], ...]

    def as_data(self) -> dict[str, Any]:
        """In JSON's types."""
        return {
            "certificate": self.number,
            "made_on": self.made_on.isoformat(),
            "made_by": self.made_by,
            "approvals": [{"by": who, "at": at.isoformat()} for who, at in self.approvals],
            "carried_out_by": self.done_by,
            "carried_out_at": self.done_at.isoformat(),
            "list_sha256": self.sha256,
            "listed": self.listed,
            "destroyed": self.destroyed,
            "kept": [{"number": number, "why": {"da": da, "en": en}} for number, da, en in self.kept],
        }


def certificate(number: str) -> Certificate | None:
    """The certificate of a list that has been carried out; None for others."""
    found = DestructionList.objects.filter(number=number, stage=DestructionList.Stage.DONE).first()
    if found is None:
        return None
    rows = list(found.cases.order_by("place"))
    kept = [row for row in rows if row.state == ListedCase.State.KEPT]
    assert found.first_by and found.first_at and found.second_by and found.second_at
    assert found.done_by and found.done_at
    return Certificate(
        found.number,
        found.made_on,
        found.made_by,
        ((found.first_by, found.first_at), (found.second_by, found.second_at)),
        found.done_by,
        found.done_at,
        found.sha256,
        len(rows),
        len(rows) - len(kept),
        tuple((row.number, row.why_da, row.why_en) for row in kept),
    )


def pdf(told: Certificate, lang: str, *, agency: str, synthetic: bool) -> bytes:
    """A4, tagged (PDF/UA-1): the same bytes for the same certificate."""
    return paper.pdf(PAGE.read_bytes(), "told", _said(told, lang, agency, synthetic))


def _said(told: Certificate, lang: str, agency: str, synthetic: bool) -> dict[str, Any]:
    words = WORDS[lang]
    names = {person.initials: person.name for person in organisation.people()}

    def by(who: str, at: datetime) -> str:
        local = at.astimezone(DENMARK)
        name = f"{names[who]} ({who})" if who in names else who
        return words["by"].format(day=day_in_words(local.date(), lang), time=f"{local:%H.%M}", name=name)

    (first, first_at), (second, second_at) = told.approvals
    return {
        "lang": lang,
        "words": words | {"title": words["title"].format(number=told.number)},
        "agency": agency,
        "synthetic": words["synthetic"] if synthetic else None,
        "facts": [
            (words["list"], told.number),
            (words["made"], f"{day_in_words(told.made_on, lang)}, {names.get(told.made_by, told.made_by)}"),
            (words["first"], by(first, first_at)),
            (words["second"], by(second, second_at)),
            (words["done"], by(told.done_by, told.done_at)),
            (words["listed"], str(told.listed)),
            (words["destroyed"], str(told.destroyed)),
            (words["kept"], str(len(told.kept))),
            (words["sha256"], told.sha256),
        ],
        "kept": [(number, en if lang == "en" else da) for number, da, en in told.kept],
    }
