"""From the ids that stand in events to the whole numbers that stand in facts. The content files own both."""

from functools import cache

from anke.content.load import content


@cache
def case_types() -> dict[str, int]:
    return {name: case_type.code for name, case_type in content().case_types.items()}


@cache
def outcomes() -> dict[str, int]:
    return {name: outcome.code for name, outcome in content().outcomes.items()}


@cache
def authorities() -> frozenset[int]:
    return frozenset(content().authorities)
