"""Pictures for paper. The letters come with the program, so that every machine draws the same."""

from typing import Final

DOTS: Final = 200  # an inch
_PAGE: Final = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawn), format: "svg")"""


def png(drawn: str) -> bytes:
    """An SVG as a PNG of 200 dots an inch: the same bytes for the same drawing."""
    import typst

    made: bytes = typst.compile(
        _PAGE, format="png", ppi=DOTS, ignore_system_fonts=True, sys_inputs={"drawn": drawn}
    )
    return made
