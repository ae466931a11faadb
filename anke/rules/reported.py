"""From what others report to the figure a subgoal asks for: one stated rule for each kind, in `Decimal`.

Figures are not rounded but kept to nine decimals (half away from zero), so that they are compared as they
are; rounding is for showing. The arithmetic is told with the figure, so that anybody can repeat it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from anke.rules.refusal import Refused

KEPT: Final = Decimal("0.000000001")
HUNDRED: Final = Decimal(100)
LARGEST: Final = Decimal(10) ** 12
Say = Callable[[Decimal], str]


@dataclass(frozen=True)
class Rule:
    """`takes`: how many values (0: as many as there are). `arithmetic` writes it out with the values."""

    takes: int
    compute: Callable[[Sequence[Decimal]], Decimal]
    arithmetic: Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Computed:
    """A figure and how it came about: "(12,1 + 13,0) / 2"."""

    value: Decimal
    arithmetic: str


def compute(rule: str, values: Sequence[Decimal], say: Say = str) -> Computed:
    """A figure by a rule. Raises `Refused` where the rule has no answer for these values.

    >>> def row(rule, *values):
    ...     found = compute(rule, [Decimal(one) for one in values])
    ...     print(f"{found.arithmetic} = {found.value}")
    >>> row("given", "9.6")
    9.6 = 9.6
    >>> row("mean", "12.1", "13.0", "12.2", "11.9")    # a rolling mean of four quarters
    (12.1 + 13.0 + 12.2 + 11.9) / 4 = 12.3
    >>> row("change_percent", "13.1", "13.4")          # a fall is negative
    (13.1 / 13.4 − 1) × 100 = -2.23880597
    >>> row("deviation_percent", "412.0", "400.0")     # more than was budgeted
    (412.0 − 400.0) / |400.0| × 100 = 3
    >>> row("deviation_percent", "-4.2", "-4.0")       # a larger deficit than was budgeted
    (-4.2 − -4.0) / |-4.0| × 100 = -5
    >>> row("share_percent", "2", "220")
    2 / 220 × 100 = 0.909090909
    >>> row("lowest", "4", "5", "4.5")
    min(4; 5; 4.5) = 4
    """
    found = RULES[rule]
    exact = found.compute(values)
    require_keepable(exact)
    value = exact.quantize(KEPT, rounding=ROUND_HALF_UP)
    return Computed(plain(value), found.arithmetic([say(one) for one in values]))


def require_keepable(value: Decimal) -> None:
    """Raise `Refused` for a number with more than twelve digits before its decimals: none has so many."""
    if abs(value) >= LARGEST:
        raise Refused(
            "Tallet er for stort til at være rigtigt. Se på enheden og på cifrene.",
            "The number is too large to be right. Look at its unit and its digits.",
        )


def plain(value: Decimal) -> Decimal:
    """A number without zeros at its end, never as a power of ten.

    >>> plain(Decimal("12.300")), plain(Decimal("1E+3")), plain(Decimal("-0.0"))
    (Decimal('12.3'), Decimal('1000'), Decimal('0'))
    """
    short = value.normalize()
    if short == 0:
        return Decimal(0)
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def _deviation(values: Sequence[Decimal]) -> Decimal:
    actual, planned = values
    if planned == 0:
        raise Refused(
            "Der var budgetteret 0, så afvigelsen kan ikke regnes i procent. Planen siger ikke, hvad der så "
            "gælder: tag det op med ministeriet.",
            "0 was budgeted, so the deviation cannot be told in per cent. The plan does not say what then "
            "holds: take it up with the ministry.",
        )
    return (actual - planned) / abs(planned) * HUNDRED


def _change(values: Sequence[Decimal]) -> Decimal:
    now, before = values
    if before <= 0:
        raise Refused(
            "Ændringen kan ikke regnes i procent af 0. Skriv tallet for året før.",
            "The change cannot be told in per cent of 0. Write the figure of the year before.",
        )
    return (now / before - 1) * HUNDRED


def _share(values: Sequence[Decimal]) -> Decimal:
    part, whole = values
    if whole <= 0:
        raise Refused(
            "Der er ingen sager at regne en andel af. Er der ingen, er der intet tal at oplyse.",
            "There are no cases to take a share of. Where there are none, there is no figure to report.",
        )
    return part / whole * HUNDRED


RULES: Final[dict[str, Rule]] = {
    "given": Rule(1, lambda values: values[0], lambda said: said[0]),
    "mean": Rule(
        0,
        lambda values: sum(values, Decimal(0)) / len(values),
        lambda said: f"({' + '.join(said)}) / {len(said)}",
    ),
    "lowest": Rule(0, min, lambda said: f"min({'; '.join(said)})"),
    "share_percent": Rule(2, _share, lambda said: f"{said[0]} / {said[1]} × 100"),
    "deviation_percent": Rule(2, _deviation, lambda said: f"({said[0]} − {said[1]}) / |{said[1]}| × 100"),
    "change_percent": Rule(2, _change, lambda said: f"({said[0]} / {said[1]} − 1) × 100"),
}
