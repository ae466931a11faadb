"""The report's own words, Danish and English."""

from anke.content.schema.base import Text

TITLE = Text(da="Afrapportering på resultatplanen {year}", en="Report on the results plan {year}")
ANNUAL_TITLE = Text(da="Årsrapport på resultatplanen {year}", en="Annual report on the results plan {year}")
PRINTED_TITLE = Text(
    da="Resultatplanen {year} bedømt på de trykte tal",
    en="The results plan {year} judged by its printed figures",
)
SYNTHETIC = Text(
    da="Opdigtede tal fra en demonstration. De handler ikke om nogen virkelig myndighed.",
    en="Made-up figures from a demonstration. They are not about any real authority.",
)
SYNTHETIC_SHORT = Text(da="Opdigtede tal", en="Made-up figures")
OPEN = Text(
    da="Perioden er ikke slut. Tallene er dem, der kendes indtil nu.",
    en="The period is not over. The figures are those known so far.",
)
PERIOD = Text(da="Periode", en="Period")
JUDGED = Text(da="Bedømt på", en="Judged on")
STANDING = Text(da="Opgørelse", en="Standing")
MINISTRY = Text(da="Modtager", en="Recipient")
AGENCY = Text(da="Fra", en="From")
DUE = Text(da="Afleveres", en="Due")
DUE_SAME = Text(da="senest {nominal}", en="{nominal} at the latest")
DUE_MOVED = Text(
    da="senest {shifted} ({nominal} er ikke en arbejdsdag)",
    en="{shifted} at the latest ({nominal} is no working day)",
)
BASIS = Text(da="Bemærkning", en="Remark")
KNOWN_AT = Text(da="Som kendt", en="As known")
UNTIL = Text(da="{moment}, til og med hændelse nr. {seq}", en="{moment}, up to and including event {seq}")
NOTHING = Text(da="intet endnu", en="nothing yet")
SCORE = Text(da="Samlet målopfyldelse", en="Overall score")
COUNTS = Text(
    da="{met} opfyldt, {not_met} ikke opfyldt, {undecided} kan endnu ikke afgøres",
    en="{met} met, {not_met} not met, {undecided} not yet decidable",
)
INTERVAL = Text(
    da="Den laveste værdi tæller de mål, der er opfyldt. Den højeste tæller også dem, der endnu ikke kan "
    "afgøres. Hvert mål vægter 100/{count}.",
    en="The lower end counts the goals that are met. The upper end also counts those not yet decidable. "
    "Every goal weighs 100/{count}.",
)
INTERVAL_WEIGHED = Text(
    da="Den laveste værdi tæller det, der er nået. Den højeste tæller også det, der endnu ikke kan afgøres. "
    "Målene tæller med de vægte og trin, planen giver dem.",
    en="The lower end counts what has been reached. The upper end also counts what is not yet decidable. "
    "The goals count by the weights and grades the plan gives them.",
)
GOALS = Text(da="De {count} mål", en="The {count} goals")
GOAL = Text(da="Mål", en="Goal")
TITLE_HEAD = Text(da="Hvad", en="What")
STATUS = Text(da="Status", en="Status")
FIGURE = Text(da="Tal", en="Figure")
TARGET = Text(da="Måltal", en="Target")
DISTANCE = Text(da="Afstand", en="Distance")
CASES = Text(da="Sager", en="Cases")
NOTES = Text(da="Noter", en="Notes")
NOTE_COUNT = Text(
    da="Planen har {notes} noter om tvivl og valg; de står i rapporten som html og pdf.",
    en="The plan has {notes} notes on doubts and choices; the report as html and pdf has them.",
)
ANY_OF = Text(da="mindst én del skal være opfyldt", en="at least one part must be met")
FINAL = Text(da="endeligt", en="final")
PRELIMINARY = Text(da="foreløbigt", en="preliminary")
INFERRED = Text(da="udregnet", en="inferred")
WAITING = Text(da="Hvad der ventes på", en="What is waited for")
NO_WAITING = Text(da="Intet: alle mål er afgjort.", en="Nothing: every goal is decided.")
GUARDS = Text(da="Bag gennemsnittene", en="Behind the means")
GUARDS_WHY = Text(
    da="Et gennemsnit tæller kun de sager, der er afgjort. Her står, hvordan det går dem, der venter. "
    "Alder er i uger på periodens sidste dag; 90 pct. af de ventende er højst så gamle.",
    en="A mean counts only the cases that were decided. Here is how it goes with those that wait. "
    "Ages are in weeks on the last day of the period; 90 per cent of the pending are at most so old.",
)
PENDING = Text(da="Venter", en="Pending")
MEAN_AGE = Text(da="Alder, middel", en="Age, mean")
MEDIAN_AGE = Text(da="Alder, median", en="Age, median")
P90_AGE = Text(da="Alder, 90 pct.", en="Age, 90 per cent")
OLDEST = Text(da="Alder, ældste", en="Age, oldest")
RECEIVED = Text(da="Modtaget", en="Received")
DECIDED = Text(da="Afgjort", en="Decided")
CLEARANCE = Text(da="Afgjort pr. 100 modtagne", en="Decided per 100 received")
BOARDS = Text(da="De {boards} nævn", en="The {boards} boards")
BOARD = Text(da="Nævn", en="Board")
DELIVERIES = Text(da="Leverancer og aktiviteter", en="Deliveries and activities")
BREAKS = Text(da="Brud i serier", en="Series breaks")
CHOICES = Text(da="Hvad der er valgt", en="What has been chosen")
CHOICES_WHY = Text(
    da="Planen lader noget stå åbent. For at kunne tælle er der valgt som her. Intet er afgjort i stilhed.",
    en="The plan leaves some things open. To be able to count, this has been chosen. Nothing is settled "
    "in silence.",
)
COUNTING = Text(da="Alle beregnede tal", en="Every computed figure")
SCORING = Text(da="Bedømmelsen", en="The judging")
ALTERNATIVES = Text(da="Det kunne også læses sådan:", en="It could also be read so:")
DOUBTS = Text(da="Andre noter til planen", en="Other notes on the plan")
GAPS = Text(da="Sager, som intet mål tæller", en="Cases that no goal counts")
ORIGINS = Text(da="Hvor tallene kommer fra", en="Where the figures come from")
ORIGINS_WHY = Text(
    da="Samme definition, samme hændelser og samme tidspunkt giver igen de samme tal. Fingeraftrykket er "
    "summen af sagernes nøgletal og kan regnes efter af enhver, der har sagslisten.",
    en="The same definition, the same events and the same moment give the same figures again. The digest is "
    "the sum of the cases' hashes and can be recomputed by anybody who has the list of cases.",
)
SOURCE = Text(da="Kilde", en="Source")
DEFINITION = Text(da="Definition", en="Definition")
DIGEST = Text(da="Fingeraftryk", en="Digest")
PAGE = Text(da="side", en="page")
OF = Text(da="af", en="of")
WHAT = Text(da="Hvad", en="What")
PARTS = Text(da="Del", en="Part")
ABOUT = Text(da="Om rapporten", en="About the report")
LOWEST = Text(da="Laveste", en="Lowest")
HIGHEST = Text(da="Højeste", en="Highest")
UNIT = Text(da="Enhed", en="Unit")
ASKED = Text(da="Krav", en="Asked")
NUMERATOR = Text(da="Tæller", en="Numerator")
DENOMINATOR = Text(da="Nævner", en="Denominator")
KIND = Text(da="Slags", en="Kind")
YES = Text(da="ja", en="yes")
EXPLANATION = Text(da="Forklaring", en="Explanation")
EXPLANATIONS = Text(da="Forklaringer", en="Explanations")
DEVIATIONS = Text(da="Væsentlige afvigelser", en="Material deviations")
DEVIATION_AREA = {
    "case_processing": Text(da="Sagsbehandlingen", en="Case processing"),
    "budget": Text(da="Budgetterne", en="Budgets"),
    "strategy": Text(da="De strategiske mål", en="Strategic goals"),
}
AREA = Text(da="Område", en="Area")
REPORTED_BY = Text(da="Meldt af", en="Reported by")
ON = Text(da="Dato", en="Date")
APPENDIX = Text(da="Bilag {number}: {title}", en="Appendix {number}: {title}")
STAMP = Text(da="Udgave", en="Edition")
FINGERPRINT = Text(da="Rapportens fingeraftryk", en="Fingerprint of the report")
FAILING = Text(da="Ikke opfyldt", en="Not met")
NO_FAILING = Text(da="Intet mål er tabt.", en="No goal has failed.")
OPEN_GOALS = Text(da="Kan endnu ikke afgøres", en="Not yet decidable")
MET_GOALS = Text(da="Opfyldt", en="Met")
WHY = Text(da="{figure} – {distance}, som er {target}", en="{figure} – {distance}, which is {target}")
ANNUAL_DUE = Text(
    da="planen nævner ingen dato for årsrapporten", en="the plan gives no date for the annual report"
)
REASON = Text(da="Hvad og hvorfor", en="What and why")
CONSEQUENCES = Text(da="Hvad målopfyldelsen får betydning for", en="What the score decides")
FIGURE_ID = Text(da="Tal", en="Figure")
VALUE = Text(da="Værdi", en="Value")
