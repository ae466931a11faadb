"""How the installation is: for machines that watch it, and for those who run it.

`CHECKS` is what `/system/` shows. A room that has something to tell adds a line to it: a function without
arguments that answers with a `Finding`. None may show anything of a case or a person.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from anke.casework.cases import queries as cases
from anke.casework.gateway import queries as gateway
from anke.events.queries import head_seq
from anke.rules.local import local_date
from anke.site.context import is_synthetic
from anke.site.identity import post, sessions
from anke.site.today import house_now
from anke.steering.guarding import queries as guarding
from anke.steering.statistics import queries as statistics

LITTLE_ROOM = 1 << 30  # bytes free below which the disk is spoken of
NO_ROOM = 100 << 20


class Level(StrEnum):
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and in a sentence what is so and what to do."""

    about: str
    level: Level
    sentence: str


def database() -> Finding:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    took = (time.perf_counter() - began) * 1000
    sentence = _("%(kind)s answers in %(took)s milliseconds.") % {
        "kind": connection.display_name,
        "took": number_format(max(took, 0.1), 1),
    }
    return Finding(_("Database"), Level.GOOD if took < 50 else Level.WATCH, sentence)


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if behind:
        sentence = ngettext(
            "%(count)d change of the tables has not been made. Run: python -m django migrate",
            "%(count)d changes of the tables have not been made. Run: python -m django migrate",
            behind,
        ) % {"count": behind}
        return Finding(_("Tables"), Level.BAD, sentence)
    return Finding(_("Tables"), Level.GOOD, _("All tables are as this version needs them."))


def export() -> Finding:
    mark, head = statistics.watermark(), head_seq()
    if mark is None:
        return Finding(_("Statistics"), Level.WATCH, _("No events have been exported yet. Run: anke export"))
    behind = head - mark.seq
    if not behind:
        return Finding(_("Statistics"), Level.GOOD, _("They hold every event there is."))
    when = date_format(localtime(mark.recorded_at), pgettext("date format", "j F Y H:i"))
    sentence = ngettext(
        "They reach to %(when)s; %(count)d event is newer.",
        "They reach to %(when)s; %(count)d events are newer.",
        behind,
    ) % {"when": when, "count": behind}
    return Finding(_("Statistics"), Level.GOOD if behind < 10_000 else Level.WATCH, sentence)


def disk() -> Finding:
    free = shutil.disk_usage(settings.ANKE_HOME).free
    level = Level.BAD if free < NO_ROOM else Level.WATCH if free < LITTLE_ROOM else Level.GOOD
    sentence = _("%(room)d GB are free where the data lie.") % {"room": free >> 30}
    return Finding(_("Disk"), level, sentence)


def mail() -> Finding:
    count, refusal = post.waiting()
    if not count:
        return Finding(_("E-mail"), Level.GOOD, _("Nothing waits to be sent."))
    sentence = ngettext("%(count)d message waits.", "%(count)d messages wait.", count) % {"count": count}
    if refusal:
        sentence += " " + _("The mail server's last answer: %(refusal)s.") % {"refusal": refusal}
    elif not settings.EMAIL_HOST:
        sentence += " " + _("No mail server is named (ANKE_SMTP_HOST).")
    return Finding(_("E-mail"), Level.WATCH, sentence)


def background() -> Finding:
    """The work of `anke work`: what fails, what nobody does, what could not be delivered to other systems."""
    late, dead = gateway.late_jobs(at=timezone.now()), gateway.count_dead()
    failing = [one for one in late if one.failures]
    if failing:
        names = ", ".join(one.name for one in failing)
        sentence = _("These jobs fail and are tried again: %(names)s.") % {"names": names}
        return Finding(_("Work in the background"), Level.BAD, sentence)
    if late or not gateway.jobs():
        sentence = _("Nobody does it. Run: anke work")
        return Finding(_("Work in the background"), Level.WATCH, sentence)
    if dead:
        sentence = ngettext(
            "%(count)d delivery to another system was given up.",
            "%(count)d deliveries to other systems were given up.",
            dead,
        ) % {"count": dead}
        return Finding(_("Work in the background"), Level.WATCH, sentence)
    return Finding(_("Work in the background"), Level.GOOD, _("Every job goes well."))


def logging_in() -> Finding:
    if settings.ANKE_OIDC is None and not sessions.local_accounts():
        sentence = _("Nobody can log in: name a log-in service (ANKE_OIDC_ISSUER).")
        return Finding(_("Logging in"), Level.BAD, sentence)
    if is_synthetic() and settings.ANKE_OIDC is None:
        return Finding(_("Logging in"), Level.GOOD, _("By the passwords of the demonstration."))
    if sessions.local_accounts() and not settings.ANKE_REQUIRE_MFA:
        sentence = _("Passwords are enough here. Ask for a second factor: ANKE_REQUIRE_MFA=1.")
        return Finding(_("Logging in"), Level.WATCH, sentence)
    return Finding(_("Logging in"), Level.GOOD, _("By the log-in service, or with a second factor."))


def guesses() -> Finding:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    shut = AccessAttempt.objects.filter(
        attempt_time__gte=since, failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    ).count()
    if not shut:
        return Finding(_("Wrong passwords"), Level.GOOD, _("No log-in is locked just now."))
    sentence = ngettext(
        "%(count)d log-in is locked just now after too many wrong passwords.",
        "%(count)d log-ins are locked just now after too many wrong passwords.",
        shut,
    ) % {"count": shut}
    return Finding(_("Wrong passwords"), Level.WATCH, sentence)


def transport() -> Finding:
    if settings.ANKE_HTTPS or is_synthetic():
        safe, shown = _("Everything travels encrypted."), _("A demonstration on this machine.")
        return Finding(_("Transport"), Level.GOOD, safe if settings.ANKE_HTTPS else shown)
    sentence = _("What travels may be read on the way. Set ANKE_HTTPS=1 behind a proxy that speaks TLS.")
    return Finding(_("Transport"), Level.WATCH, sentence)


def plans() -> Finding:
    """Whether each results plan is as it was adopted: a plan is not changed within its year."""
    lang = get_language() or "da"
    said = [words for one in guarding.guards() for words in guarding.warnings(one.plan, lang[:2])]
    if said:
        judged = any(one.changed and one.judged for one in guarding.guards())
        return Finding(_("Results plans"), Level.BAD if judged else Level.WATCH, " ".join(said))
    today = local_date(house_now())
    loose = [one.plan for one in guarding.guards() if one.told is None and one.first <= today]
    if loose:
        sentence = _("Not fixed yet: %(plans)s. Run: anke guard --adopt") % {
            "plans": ", ".join(sorted(loose))
        }
        return Finding(_("Results plans"), Level.WATCH, sentence)
    return Finding(_("Results plans"), Level.GOOD, _("Every plan in use is as it was fixed."))


def stuck() -> Finding:
    """How many cases nobody would ever pick up. Which they are is told to those who see cases, elsewhere."""
    count = len(cases.violations())
    if not count:
        return Finding(_("Self-check of the cases"), Level.GOOD, _("No case is about to get stuck."))
    sentence = ngettext(
        "%(count)d case would get stuck. A head of office sees which, and what to do.",
        "%(count)d cases would get stuck. A head of office sees which, and what to do.",
        count,
    ) % {"count": count}
    return Finding(_("Self-check of the cases"), Level.BAD, sentence)


CHECKS: list[Callable[[], Finding]] = [
    database,
    migrations,
    export,
    disk,
    mail,
    background,
    logging_in,
    guesses,
    transport,
    plans,
    stuck,
]


def findings() -> list[Finding]:
    """What every check finds, the worst first. A check that breaks down is itself a finding."""
    found = []
    for check in CHECKS:
        try:
            found.append(check())
        except Exception as problem:
            sentence = _("This could not be looked at (%(kind)s).") % {"kind": type(problem).__name__}
            found.append(Finding(check.__name__.replace("_", " "), Level.BAD, sentence))
    order = [Level.BAD, Level.WATCH, Level.GOOD]
    return sorted(found, key=lambda one: order.index(one.level))
