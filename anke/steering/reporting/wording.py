"""Words of the pages of reports: periods, stages, acts, kinds of revision, figures and their causes."""

from decimal import Decimal
from typing import Any, Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from anke.rules.periods import parse_period
from anke.rules.report_steps import MAY, Act, Stage
from anke.rules.roles import TITLES, Role
from anke.rules.scoring import shown

STAGES: Final[dict[Stage, Promise]] = {
    Stage.AWAITED: gettext_lazy("Not begun"),
    Stage.DRAFT: gettext_lazy("Draft"),
    Stage.SUBMITTED: gettext_lazy("In review"),
    Stage.REVIEWED: gettext_lazy("Waiting for the director"),
    Stage.APPROVED: gettext_lazy("Approved"),
    Stage.FROZEN: gettext_lazy("Frozen"),
    Stage.HANDED_OVER: gettext_lazy("Handed over"),
    Stage.RECEIVED: gettext_lazy("Received by the ministry"),
}
BUTTONS: Final[dict[Act, Promise]] = {
    Act.BEGIN: gettext_lazy("Begin the report"),
    Act.SUBMIT: gettext_lazy("Submit for review"),
    Act.TAKE_BACK: gettext_lazy("Take it back to the draft"),
    Act.REVIEW: gettext_lazy("Reviewed: pass it on to the director"),
    Act.RETURN: gettext_lazy("Return it to the draft"),
    Act.APPROVE: gettext_lazy("Approve the report"),
    Act.FREEZE: gettext_lazy("Freeze the report"),
    Act.HAND_OVER: gettext_lazy("Hand it over to the ministry"),
    Act.CONFIRM: gettext_lazy("Confirm that we have received it"),
    Act.REGISTER_RECEIPT: gettext_lazy("Register the receipt"),
}
DONE: Final[dict[Act, Promise]] = {
    Act.BEGIN: gettext_lazy("The report is begun."),
    Act.SUBMIT: gettext_lazy("The report is submitted for review."),
    Act.TAKE_BACK: gettext_lazy("The report is a draft again."),
    Act.REVIEW: gettext_lazy("The report is with the director."),
    Act.RETURN: gettext_lazy("The report is returned to its draft."),
    Act.APPROVE: gettext_lazy("The report is approved. It can be frozen."),
    Act.FREEZE: gettext_lazy("The report is frozen. It can be handed over."),
    Act.HAND_OVER: gettext_lazy("The report is handed over."),
    Act.CONFIRM: gettext_lazy("The receipt is confirmed."),
    Act.REGISTER_RECEIPT: gettext_lazy("The receipt is registered."),
    Act.NOTE_DEVIATION: gettext_lazy("The deviation is noted."),
    Act.WITHDRAW_DEVIATION: gettext_lazy("The deviation is withdrawn."),
    Act.ANNOTATE: gettext_lazy("The remark is added."),
}
AREAS: Final[dict[str, Promise]] = {
    "case_processing": gettext_lazy("Case processing"),
    "budget": gettext_lazy("Budgets"),
    "strategy": gettext_lazy("Strategic goals"),
}
STATUS: Final[dict[str, Promise]] = {
    "met": gettext_lazy("met"),
    "not_met": gettext_lazy("not met"),
    "undecided": gettext_lazy("not yet decidable"),
}
KINDS: Final[dict[str, Promise]] = {
    "routine": gettext_lazy("Routine"),
    "correction": gettext_lazy("Correction"),
    "definition": gettext_lazy("Changed definition"),
}
KINDS_EXPLAINED: Final[dict[str, Promise]] = {
    "routine": gettext_lazy("came in late, or was preliminary"),
    "correction": gettext_lazy("something recorded was wrong"),
    "definition": gettext_lazy("counted, or judged, in another way"),
}
# What was recorded since, in a word; what is not named here only goes along with these.
CAUSES: Final[dict[str, Promise]] = {
    "case_registered": gettext_lazy("registered late"),
    "case_decided": gettext_lazy("decision recorded late"),
    "case_dismissed": gettext_lazy("dismissal recorded late"),
    "case_withdrawn": gettext_lazy("withdrawal recorded late"),
    "registration_corrected": gettext_lazy("registration corrected"),
    "entry_annulled": gettext_lazy("entry annulled"),
    "pause_annulled": gettext_lazy("pause annulled"),
    "extension_removed": gettext_lazy("extension taken back"),
    "first_instance_error_found": gettext_lazy("error of the first instance found"),
    "information_assessed": gettext_lazy("information assessed anew"),
    "figure_reported": gettext_lazy("figure reported"),
    "benchmark_reported": gettext_lazy("comparison reported"),
    "deliverable_prepared": gettext_lazy("delivery prepared"),
    "deliverable_received": gettext_lazy("delivery received"),
}
_UNITS: Final[dict[str, Promise]] = {
    "percent": gettext_lazy("%(n)s%%"),
    "weeks": gettext_lazy("%(n)s weeks"),
    "days": gettext_lazy("%(n)s days"),
    "cases": gettext_lazy("%(n)s cases"),
    "days_per_fte": gettext_lazy("%(n)s days per full-time equivalent"),
    "level": gettext_lazy("level %(n)s"),
    "cells": gettext_lazy("%(n)s figures"),
}
FORMS: Final[dict[str, Promise]] = {
    "pdf": gettext_lazy("To print (PDF)"),
    "html": gettext_lazy("Web page (HTML)"),
    "docx": gettext_lazy("Word document"),
    "xlsx": gettext_lazy("Workbook (Excel)"),
    "text": gettext_lazy("Plain text"),
    "json": gettext_lazy("Data (JSON)"),
    "stratml": gettext_lazy("StratML (XML)"),
}
LANGUAGES: Final[dict[str, Promise]] = {"da": gettext_lazy("Danish"), "en": gettext_lazy("English")}
_WHOLE: Final = ("cases", "cells", "level", "days")
_QUARTERS: Final = (
    gettext_lazy("First quarter of %(year)s"),
    gettext_lazy("Second quarter of %(year)s"),
    gettext_lazy("Third quarter of %(year)s"),
    gettext_lazy("Fourth quarter of %(year)s"),
)


def period(name: str) -> str:
    """A report by its period: a quarter, or the annual report."""
    found = parse_period(name)
    if len(found.months) == 12:
        return _("Annual report %(year)s") % {"year": found.first.year}
    return str(_QUARTERS[(found.first.month - 1) // 3]) % {"year": found.first.year}


def number(value: Decimal | int, decimals: int) -> str:
    """With the separators of the reader's language."""
    return str(formats.number_format(shown(Decimal(value), decimals), decimals, force_grouping=True))


def figure(plain: dict[str, Any]) -> str:
    """A figure as a revision shows it: two decimals, so that small changes are seen; a dash for none."""
    if plain.get("value") is None:
        delivered = plain["basis"] in ("deliverable", "activity")
        return str(STATUS.get(plain["status"], "–")) if delivered else "–"
    unit = str(plain.get("unit", ""))
    text = number(Decimal(plain["value"]), 0 if unit in _WHOLE else 2)
    return str(_UNITS[unit]) % {"n": text} if unit in _UNITS else text


def cases(plain: dict[str, Any]) -> str:
    """How many cases a figure counts; empty where it counts none."""
    count = plain.get("denominator")
    if count is None:
        return ""
    return ngettext("%(n)s case", "%(n)s cases", count) % {"n": number(count, 0)}


def cause(causes: dict[str, Any]) -> str:
    """What was recorded since, in a sentence."""
    named = [(CAUSES[one["kind"]], one["count"]) for one in causes["events"] if one["kind"] in CAUSES]
    told = ", ".join(f"{words} ({count})" for words, count in named)
    if not causes["cases"]:
        return told
    some = ngettext("%(n)s case counts otherwise", "%(n)s cases count otherwise", causes["cases"])
    said = some % {"n": number(causes["cases"], 0)}
    return f"{said}: {told}" if told else said


def score(found: dict[str, Any]) -> str:
    """A score: one number where all is decided, else an interval."""
    low, high = (number(Decimal(str(found[name])), 2) for name in ("low", "high"))
    if low == high:
        return _("%(high)s%%") % {"high": high}
    return _("between %(low)s and %(high)s%%") % {"low": low, "high": high}


def whose(act: Act) -> str:
    """Whose turn it is, as those who may do an act are called."""
    language = get_language() or "da"
    titles = [TITLES[role][language.startswith("en")] for role in Role if role in MAY[act]]
    return _(" or ").join(titles)
