"""A refusal: an act that cannot be done, told to the person who tried in both languages."""


class Refused(ValueError):  # noqa: N818 - told to the person who tried, not an error in the program
    """The act cannot be done. `da` and `en` say why, and what can be done instead."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.da, self.en = da, en

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.da


class Stale(Refused):
    """Somebody else has done something to the case since the person looked. `da` and `en` say who and
    what."""
