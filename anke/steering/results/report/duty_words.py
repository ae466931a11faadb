"""The words of the appendices: areas with statutory deadlines, and the boards."""

from anke.content.schema.base import Text
from anke.content.schema.subgoal import Cell
from anke.rules.definitions import Kind, Unit

AREAS = Text(
    da="Alle sagsområder med lovbestemte frister, der er skrevet ind",
    en="All case areas whose statutory deadline has been entered",
)
AREAS_NOTE = Text(
    da="Året til dato: {period}. Beholdning og ældste sag er opgjort på periodens sidste dag. Her tæller "
    "alle sager, som loven binder; et mål i resultatplanen kan holde nogle ude, og så afviger tallene. Der "
    "er {count} frister i indholdet. Papirerne siger, at der er flere end de tre i mål 1.1, men ikke "
    "hvilke: skrives en frist ind i indholdet, kommer området med her.",
    en="The year to date: {period}. Stock and oldest case are as on the last day of the period. Every case "
    "the law binds counts here; a goal of the results plan may leave some out, and then the figures differ. "
    "There are {count} deadlines in the content. The papers say that there are more than the three of goal "
    "1.1, but not which: when a deadline is written into the content, its area appears here.",
)
AREA_HEADS = (
    Text(da="Sagsområde", en="Case area"),
    Text(da="Frist", en="Limit"),
    Text(da="Mål", en="Goal"),
    Text(da="Afgjort", en="Decided"),
    Text(da="Inden for fristen", en="Within the limit"),
    Text(da="Andel, pct.", en="Share, per cent"),
    Text(da="Middel, uger", en="Mean, weeks"),
    Text(da="Venter", en="Pending"),
    Text(da="Ældste, uger", en="Oldest, weeks"),
)
KIND = {
    Kind.SHARE_WITHIN: Text(da="andel inden for fristen", en="share within the limit"),
    Kind.MEAN_DURATION: Text(da="middel", en="mean"),
    Kind.STOCK: Text(da="verserende", en="pending"),
}
BOARDS = Text(da="Sagsbehandlingen i de {boards} nævn", en="Case processing of the {boards} boards")
BOARDS_NOTE = Text(
    da="Året til dato: {period}. Verserende sager er opgjort den {last}. {delivered} af {count} tal er med.",
    en="The year to date: {period}. Pending cases are as on {last}. {delivered} of {count} figures are here.",
)
TIME_ALONE = Cell(
    id="I",
    short=Text(da="Sagsbehandlingstid", en="Processing time"),
    title=Text(da="Sagsbehandlingstid", en="Processing time"),
    kind=Kind.MEAN_DURATION,
    unit=Unit.WEEKS,
)
