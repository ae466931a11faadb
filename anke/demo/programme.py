"""Two years of the quality programme in the synthetic authority, put into the register on the morning of the
demonstration's today; what was measured centrally is there already, each act on its day (`quality.py`)."""

from datetime import UTC, datetime
from typing import Final

from anke.demo.areas import follow_up_areas, read_reasons
from anke.demo.days import TODAY
from anke.demo.letters import write_decisions
from anke.demo.moments import Clock
from anke.demo.monthly import drawn_to_read, left_to_read, review_monthly
from anke.demo.showcase import OFFICE
from anke.demo.themes import follow_up_themes
from anke.oversight.quality import queries

_MORNING: Final = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 46, tzinfo=UTC)


def run_programme() -> int:
    """Do it; returns how many decisions can be read again. Does nothing where it is done already."""
    if any(queries.month_of_office(OFFICE, f"2024-{month:02d}").told for month in range(1, 13)):
        return 0
    clock = Clock(_MORNING, TODAY)
    read = review_monthly(clock)
    read += read_reasons(clock)
    read += follow_up_themes(clock)
    follow_up_areas(clock)
    return write_decisions([*read, *drawn_to_read(), *left_to_read()], **clock.of_machine("demo"))
