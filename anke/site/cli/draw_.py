"""`anke draw`: a draw of cases with its frame, its seed and what came of it."""

from collections import Counter
from typing import Any

import click

from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.verify_ import require_store

WORDS = {
    "da": {
        "head": "Udtræk {name} ({stage}): {cases} sager i rammen, {size} trukket",
        "office": "  kontor {office}: {size} af {cases}, {reserve} i reserve{note}",
        "whole": " – alle kontorets sager, for der var ikke flere",
        "unknown": " – modtageren ukendt i {unknown}",
        "out": "Holdt ude: ",
        "replaced": "Gik ud: {number} ({reason}); ind kom {instead}",
        "nothing": "ingen",
        "holds": "Udtrækket er regnet efter og holder: ramme, bidrag, startværdi, sager og hændelser.",
        "broken": "Udtrækket holder ikke",
        "same": "Rammen er den samme, hvis den fryses nu.",
        "other": "Frosset nu får rammen en anden SHA-256: {sha256}\n  nye sager: {more}\n  borte: {fewer}",
    },
    "en": {
        "head": "Draw {name} ({stage}): {cases} cases in the frame, {size} drawn",
        "office": "  office {office}: {size} of {cases}, {reserve} in reserve{note}",
        "whole": " – all the office's cases, for there were no more",
        "unknown": " – the recipient of {unknown} is not known",
        "out": "Kept out: ",
        "replaced": "Went out: {number} ({reason}); in came {instead}",
        "nothing": "none",
        "holds": "The draw was computed again and holds: frame, contributions, seed, cases and events.",
        "broken": "The draw does not hold",
        "same": "The frame is the same if it is frozen now.",
        "other": "Frozen now, the frame has another SHA-256: {sha256}\n  new cases: {more}\n  gone: {fewer}",
    },
}  # fmt: skip


@click.command(name="draw")
@click.argument("activity", metavar="ACTIVITY")
@click.option("--year", required=True, type=int, help="The year whose decisions were drawn from.")
@click.option("--compare", is_flag=True, help="And compare the frozen frame with the register as it is now.")
@options.as_json
@options.language
def command(activity: str, year: int, compare: bool, as_json: bool, lang: str) -> None:
    """Show a draw: the frozen frame, its SHA-256, the seed, and the cases drawn of each office.

    It is computed again from frame and seed each time; where anything differs, the command fails. Repeat it
    without this program by docs/proofs/draw.py.

    \b
    anke draw Q5A --year 2024                        in words
    anke draw Q5A --year 2024 --json > draw.json     for programs; python docs/proofs/draw.py draw.json
    """
    options.start()
    require_store()
    from anke.oversight.quality import queries

    card = queries.draw_of(activity.upper(), year)
    if card is None:
        made = ", ".join(sorted({one.name for one in queries.draws() if one.stage != "abandoned"}))
        raise Failure(
            f"There is no draw of {activity} for {year}. "
            + (f"There are: {made}." if made else "No draw has been planned yet; the legal unit plans one.")
        )
    proof = queries.proof_of(card) if card.stage == "drawn" else None
    if as_json:
        options.answer(queries.as_data(card))
    else:
        click.echo("\n".join(_in_words(card, lang)))
    if proof is not None and not proof.holds:
        wrong = ", ".join(name for name, holds in vars(proof).items() if not holds)
        raise Failure(f"{WORDS[lang]['broken']}: {wrong}.")
    if not as_json and proof is not None:
        click.echo(WORDS[lang]["holds"])
    if compare and not as_json:
        click.echo(_compared(queries.compare_frame(card.name), card.frame_sha256, lang))


def _in_words(card: Any, lang: str) -> list[str]:
    words = WORDS[lang]
    lines = [words["head"].format(name=card.name, stage=card.stage, cases=card.cases, size=card.size)]
    lines += [f"  SHA-256  {card.frame_sha256 or '–'}", f"  seed     {card.seed or '–'}"]
    for one in card.strata:
        note = words["whole"] if one.taken_whole else ""
        note += words["unknown"].format(unknown=one.unknown) if one.unknown else ""
        said = {"office": one.office, "size": len(one.sample), "cases": len(one.frame), "note": note}
        lines.append(words["office"].format(**said, reserve=len(one.reserve)))
    out = Counter(reason for _, _, reason, _ in card.excluded)
    if out:
        lines.append(words["out"] + ", ".join(f"{reason} {count}" for reason, count in sorted(out.items())))
    for one in card.replaced:
        instead = one.instead or words["nothing"]
        lines.append(words["replaced"].format(number=one.number, reason=one.reason, instead=instead))
    return lines


def _compared(found: Any, frozen: str, lang: str) -> str:
    if found.sha256 == frozen:
        return WORDS[lang]["same"]
    said = {"more": ", ".join(found.more) or "–", "fewer": ", ".join(found.fewer) or "–"}
    return WORDS[lang]["other"].format(sha256=found.sha256, **said)
