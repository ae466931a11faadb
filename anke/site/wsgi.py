"""The way in for the web server (granian, or any other that speaks WSGI)."""

import logging
import os
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.utils import DatabaseError

from anke.rules.local import local_date
from anke.rules.periods import latest_closed_quarter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anke.site.settings")

settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the server of static files looks there
application = get_wsgi_application()


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


threading.Thread(target=_warm, daemon=True, name="warm").start()
