"""Why a case is counted or not, in words: every reason `rules/measures.py` gives, in Danish and English."""

WORDS: dict[str, tuple[str, str]] = {
    "counted": ("talt med", "counted"),
    "counted_within": ("talt med: inden for fristen", "counted: within the limit"),
    "counted_late": ("talt med: efter fristen", "counted: past the limit"),
    "hit": ("talt med: opfylder betingelsen", "counted: fulfils the condition"),
    "miss": ("talt med: opfylder ikke betingelsen", "counted: does not fulfil the condition"),
    "pending": ("talt med: verserer", "counted: pending"),
    "older": ("talt med: verserer og er ældre end grænsen", "counted: pending and older than the limit"),
    "younger": ("talt med: verserer, ikke ældre end grænsen", "counted: pending, not older than the limit"),
    "withdrawn": ("lukket uden afgørelse: trukket tilbage", "closed without a decision: withdrawn"),
    "closed_without_meeting_decided": (
        "lukket uden beslutning om mødebehandling",
        "closed without a decision on meeting treatment",
    ),
    "not_yet_received": ("modtagelsesdagen er ukendt", "the day of receipt is unknown"),
    "not_yet_meeting_decided": (
        "endnu ikke besluttet, om sagen skal mødebehandles",
        "meeting treatment not yet decided",
    ),
    "not_yet_decided": ("endnu ikke afgjort", "not yet decided"),
    "not_yet_closed": ("endnu ikke lukket", "not yet closed"),
    "received_before": ("modtaget før perioden", "received before the period"),
    "received_after": ("modtaget efter perioden", "received after the period"),
    "meeting_decided_before": (
        "mødebehandling besluttet før perioden",
        "meeting treatment decided before the period",
    ),
    "meeting_decided_after": (
        "mødebehandling besluttet efter perioden",
        "meeting treatment decided after the period",
    ),
    "decided_before": ("afgjort før perioden", "decided before the period"),
    "decided_after": ("afgjort efter perioden", "decided after the period"),
    "closed_before": ("lukket før perioden", "closed before the period"),
    "closed_after": ("lukket efter perioden", "closed after the period"),
    "closed_by_then": ("lukket senest på periodens sidste dag", "closed by the period's last day"),
    "no_start": ("modtagelsesdagen er ukendt", "the day of receipt is unknown"),
    "stopped_before_start": ("afsluttet før den blev modtaget", "ended before it was received"),
}
_EXCLUDED = ("undtaget", "excluded")


def reason_in_words(reason: str, lang: str, titles: dict[str, str] | None = None) -> str:
    """A reason as a person reads it. `titles`: the plan's words for its exclusions, by code.

    >>> reason_in_words("counted_late", "da"), reason_in_words("excluded:forwarding_error", "en")
    ('talt med: efter fristen', 'excluded: forwarding error')
    """
    at = 1 if lang == "en" else 0
    code, _, excluded = reason.partition("excluded:")
    if excluded:
        return f"{_EXCLUDED[at]}: {(titles or {}).get(excluded) or excluded.replace('_', ' ')}"
    return WORDS[code][at]
