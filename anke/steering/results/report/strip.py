"""The goals in a row as a picture: filled, striped or empty, so that it reads in grey too."""

from anke.rules.scoring import Status
from anke.steering.results.answers import Contract
from anke.steering.results.report.drawing import in_order

SIDE, GAP, HEIGHT = 40, 6, 22
COLOUR = {Status.MET.value: "#1b6b3a", Status.NOT_MET.value: "#a3201b", Status.UNDECIDED.value: "#6b5a00"}
FILL = {Status.MET.value: "#1b6b3a", Status.NOT_MET.value: "none", Status.UNDECIDED.value: "url(#stripes)"}
STRIPES = (
    '<pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="2" height="6" fill="#6b5a00"/></pattern>'
)


def picture(contract: Contract) -> bytes:
    """A PNG, the same for the same statuses."""
    import vl_convert

    names = in_order(contract)
    boxes = "".join(
        f'<rect x="{1 + place * (SIDE + GAP)}" y="1" width="{SIDE}" height="{HEIGHT}" fill="{FILL[name]}" '
        f'stroke="{COLOUR[name]}" stroke-width="2"/>'
        for place, name in enumerate(names)
    )
    width = len(names) * (SIDE + GAP) - GAP + 2
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT + 2}">'
        f"<defs>{STRIPES}</defs>{boxes}</svg>"
    )
    made: bytes = vl_convert.svg_to_png(drawn, scale=2)
    return made
