"""The words of the measurement's report, in both languages."""

from typing import Final

from anke.content.schema.base import Text

TITLE: Final = Text(da="Central kvalitetsmåling", en="Central quality measurement")
SUBTITLE: Final = Text(
    da="Tværgående kvalitetsrapport om afgørelser truffet i {year}",
    en="Quality report across offices on decisions of {year}",
)
FROM: Final = Text(da="Retsenheden", en="The legal unit")
APPROVED: Final = Text(da="Godkendt af direktionen {day}", en="Approved by the executive board on {day}")
WRITTEN: Final = Text(
    da="Skrevet {day}, forelagt direktionen til godkendelse",
    en="Written on {day}, before the executive board for approval",
)
RESULT: Final = Text(da="Resultatet", en="The result")
RESULT_HEADS: Final = (
    Text(da="Delmåling", en="Part"),
    Text(da="Point", en="Points"),
    Text(da="Af højst", en="Of at most"),
    Text(da="Sådan regnes det", en="How it is counted"),
)
PART: Final = Text(da="Del {number}: {title}", en="Part {number}: {title}")
IN_ALL: Final = Text(da="I alt", en="In all")
BOTH: Final = Text(
    da="De to dele måler hver sit, så summen læses altid sammen med dem.",
    en="The two parts measure different things, so the sum is always read with both.",
)
ALL_CRITERIA: Final = Text(da="Hvert spørgsmål: opfyldt i procent", en="Each question: per cent met")
NEEDS: Final = Text(da="Behov på tværs af kontorerne", en="Needs across offices")
RATE: Final = Text(
    da="Hele styrelsen: {rate} % (95 %-interval {low}–{high}) i {of} sager. Hvert kontor vejer med det antal "
    "sager, det afgjorde i året. Talte alle sager ens, var det {plain} %. Designeffekt {effect}: så mange "
    "gange så usikkert er tallet som ved lige så mange sager trukket fra hele styrelsen under ét.",
    en="The whole agency: {rate} % (95 % interval {low}–{high}) in {of} cases. Each office weighs by the "
    "number of cases it decided in the year. With all cases alike it would be {plain} %. Design effect "
    "{effect}: so many times as uncertain is the figure as with as many cases drawn from the agency as one.",
)
NO_RATE: Final = Text(da="Ingen sag kunne bedømmes.", en="No case could be judged.")
BY_OFFICE: Final = Text(da="{title} Kontor for kontor", en="{title} Office by office")
SOURCE: Final = Text(
    da="udtrækket {name}, {cases} sager i rammen", en="draw {name}, {cases} cases in the frame"
)
OFFICE_HEADS: Final = (
    Text(da="Kontor", en="Office"),
    Text(da="Opfyldt", en="Met"),
    Text(da="Bedømt", en="Judged"),
    Text(da="Procent", en="Per cent"),
    Text(da="Fra", en="From"),
    Text(da="Til", en="To"),
)
QUESTION: Final = Text(da="Spørgsmål", en="Question")
INTERVALS: Final = Text(
    da="Fra–til: 95 %-interval efter Wilson, indsnævret, fordi sagerne er trukket fra et endeligt antal. "
    "Hvor alle kontorets sager er læst, er der ingen usikkerhed tilbage.",
    en="From–to: 95 % interval after Wilson, narrowed because the cases are drawn from a finite number. "
    "Where every case of an office was read, no uncertainty is left.",
)
AGREEMENT: Final = Text(
    da="De to ledelsers enighed, før de talte sammen",
    en="How far the two managements agreed, before they talked",
)
AGREEMENT_HEADS: Final = (
    Text(da="Mål for enighed", en="Measure of agreement"),
    Text(da="Værdi", en="Value"),
    Text(da="Hvad det siger", en="What it tells"),
)
MEASURES: Final = (
    ("percent", Text(da="Enige, procent", en="Agreed, per cent"),
     Text(da="Hvor ofte svarene var ens.", en="How often the answers were the same.")),
    ("kappa", Text(da="Cohens kappa", en="Cohen's kappa"),
     Text(da="Trækker enighed ved tilfælde fra; bliver lav, når næsten alle svar er ens.",
          en="Takes agreement by chance away; turns low where nearly all answers are the same.")),
    ("ac1", Text(da="Gwets AC1", en="Gwet's AC1"),
     Text(da="Som kappa, men holder sig, når næsten alle svar er ens.",
          en="As kappa, but holds where nearly all answers are the same.")),
    ("alpha", Text(da="Krippendorffs alfa", en="Krippendorff's alpha"),
     Text(da="Enighed ud over tilfældet, regnet på de uenigheder, der var.",
          en="Agreement beyond chance, counted on the disagreements there were.")),
)  # fmt: skip
TOGETHER: Final = Text(
    da="De fire læses sammen: ingen af dem siger alene, om to ledelser ser ens på en sag.",
    en="The four are read together: none of them alone tells whether two managements see a case alike.",
)
RANKED: Final = Text(da="Rækkefølge: {offices}", en="Order: {offices}")
CORRECTIONS: Final = Text(da="Rettelser efter rapporten", en="Corrections since the report")
APART: Final = Text(
    da="Rapporten står, som den blev skrevet; rettelserne er ikke talt med i tallene ovenfor.",
    en="The report stays as it was written; the corrections are not counted in the figures above.",
)
CORRECTION_HEADS: Final = (
    Text(da="Dag", en="Day"),
    Text(da="Spørgsmål", en="Question"),
    Text(da="Rapporten regner med", en="The report counts"),
    Text(da="Skulle have været", en="Should have been"),
    Text(da="Årsag", en="Cause"),
)
NO_CORRECTIONS: Final = Text(da="Ingen.", en="None.")
FOCUS: Final = Text(da="Kontorernes fokuspunkter", en="The offices' focus points")
FOCUS_WHY: Final = Text(
    da="Det har kontorerne sat sig for efter rapporten. Et fokuspunkt lukkes kun af en senere måling.",
    en="What the offices set themselves after the report. Only a later measurement closes a focus point.",
)
FOCUS_HEADS: Final = (
    Text(da="Kontor", en="Office"),
    Text(da="Fokuspunkt", en="Focus point"),
    Text(da="Gennemføres senest", en="To be done by"),
    Text(da="Måles igen", en="Measured again"),
)
FOLLOW_UP: Final = Text(da="Kvalitativ opfølgning", en="Qualitative follow-up")
FOLLOW_UP_SAID: Final = Text(da="{day}, med {people}.", en="{day}, with {people}.")
HOW: Final = Text(da="Sådan er der målt", en="How it was measured")
DRAWN: Final = Text(
    da="Udtrækket {name}: rammens SHA-256 {frame}, startværdi {seed}. Enhver kan gentage det.",
    en="Draw {name}: SHA-256 of the frame {frame}, seed {seed}. Anybody can repeat it.",
)
