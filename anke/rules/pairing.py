"""Which office reads another's cases: a ring that turns each year, so that nobody reads themselves, every
office is read once, and two offices do not read each other year after year."""

from collections.abc import Iterable


def partners(offices: Iterable[int], year: int) -> dict[int, int]:
    """Each office with the one that reads it as the other management. One office alone is read by itself.

    >>> partners([11, 12, 13, 14], 2024)
    {11: 14, 12: 11, 13: 12, 14: 13}
    >>> partners([11, 12, 13, 14], 2025)
    {11: 12, 12: 13, 13: 14, 14: 11}
    >>> partners([11], 2024)
    {11: 11}
    """
    ring = sorted(set(offices))
    if len(ring) < 2:
        return {office: office for office in ring}
    step = 1 + year % (len(ring) - 1)
    return {office: ring[(place + step) % len(ring)] for place, office in enumerate(ring)}
