"""The way in for the web server (granian, or any other that speaks WSGI)."""

import gc
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created
from django.db.utils import DatabaseError
from django.utils import timezone

from anke.rules.local import local_date
from anke.rules.periods import latest_closed_quarter
from anke.site.postgresql import base as postgresql
from anke.site.worker import Request, keep_by_thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anke.site.settings")

settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the server of static files looks there
keep_by_thread()
application = get_wsgi_application()
application.request_class = Request

ROUND, TIDY = 60, 60  # seconds, and every so many rounds
LONGEST_STATEMENT = 15_000  # milliseconds: nothing a page asks may hold one of the few workers for longer
postgresql.patience = 20  # seconds: nor may a server that does not even say that


def _limit(sender: Any, connection: Any, **_: Any) -> None:
    """A statement of a page that takes too long is broken off by PostgreSQL, and the page says so (503)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {LONGEST_STATEMENT}")


connection_created.connect(_limit)


def _warm() -> None:
    """Bring the facts into memory, and wake what draws the pictures, before the first visitor comes."""
    import vl_convert
    from django.db import connection

    from anke.steering.results import queries
    from anke.steering.statistics.queries import watermark

    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "point"})
    try:
        if (mark := watermark()) is not None:
            period = latest_closed_quarter(local_date(mark.recorded_at))
            queries.contract(str(period.last.year), period)
    except (LookupError, DatabaseError):
        logging.getLogger(__name__).info("Nothing to warm up: no plan or no table yet.")
    finally:
        connection.close()
    # What is in memory by now stays: the collector need not walk through it again and again, and a page makes
    # many small things and few cycles.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _rounds() -> None:
    """Every minute, mail that waits is tried again; every hour, what is over is thrown away."""
    from anke.site.identity.post import send_waiting
    from anke.site.identity.tidying import tidy
    from anke.site.today import begin_day

    for number in itertools.count(1):
        time.sleep(ROUND)
        _quietly(send_waiting)
        _quietly(begin_day)
        if number % TIDY == 0:
            _quietly(tidy)


def _quietly(act: Callable[[datetime], object]) -> None:
    """What is done in the background stands in nobody's way: it is done again at the next round."""
    from django.db import connection

    try:
        act(timezone.now())
    except DatabaseError:
        logging.getLogger(__name__).warning("The database does not answer; it is asked again in a while.")
    finally:
        connection.close()


threading.Thread(target=_warm, daemon=True, name="warm").start()
threading.Thread(target=_rounds, daemon=True, name="rounds").start()
