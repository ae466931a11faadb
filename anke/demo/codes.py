"""The whole numbers of case types and outcomes, as the content files give them."""

from functools import cache

from anke.content.load import content


@cache
def case_types() -> dict[str, int]:
    return {name: kind.code for name, kind in content().case_types.items()}


@cache
def outcomes() -> dict[str, int]:
    return {name: outcome.code for name, outcome in content().outcomes.items()}
