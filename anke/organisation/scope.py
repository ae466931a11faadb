"""How far somebody sees: the one value that lists, single cases and figures ask."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseScope:
    """The cases somebody may see: all of them, or those of some offices. A case in no office is seen by those
    who see all."""

    everything: bool = False
    offices: frozenset[int] = frozenset()

    def admits(self, office: int | None) -> bool:
        return self.everything or office in self.offices

    def __bool__(self) -> bool:
        return self.everything or bool(self.offices)


NOTHING = CaseScope()
