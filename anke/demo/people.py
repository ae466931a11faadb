"""Invented people. Names are put together from common ones; the personal numbers cannot belong to anybody."""

from functools import cache

from anke.demo.assumed import Names, read


def name(number: int) -> str:
    """The name of person `number`.

    >>> name(0), name(1)
    ('Anna Andersen', 'Anne Friis')
    """
    first, last = _names().first, _names().last
    return f"{first[number % len(first)]} {last[(number * 14 + number // len(first)) % len(last)]}"


def personal_number(number: int) -> str:
    """Ten digits that no person can have: the day is 00 and the month 99.

    >>> personal_number(123456)
    '009912-3456'
    """
    return f"0099{number // 10_000 % 100:02d}-{number % 10_000:04d}"


def address(number: int) -> str:
    """Where person `number` lives: a street and a town that do not exist.

    >>> address(123)
    'Påhitsvej 124, 0062 Ingensteds'
    """
    street = ("Opdigtet Allé", "Påhitsvej", "Fantasistræde", "Eventyrgade")[number // 7 % 4]
    return f"{street} {1 + number % 199}, 00{10 + number % 70 - number % 2} Ingensteds"


def needs(number: int) -> str | None:
    """What person `number` needs to take part; nothing for most.

    >>> needs(60), needs(61)
    ('Tolk (opdigtet)', None)
    """
    return {10: "Tolk (opdigtet)", 20: "Breve i stor skrift (opdigtet)"}.get(number % 50)


def is_protected(number: int) -> bool:
    """Whether person `number` has a protected address: about three in a hundred."""
    return number % 37 == 5


@cache
def initials(office: int, place: int) -> str:
    """The initials of the caseworker at a place in an office, as events show them.

    >>> initials(13, 0)
    'k13-01'
    """
    return f"k{office}-{place + 1:02d}"


@cache
def _names() -> Names:
    return Names.model_validate(read("names"))
