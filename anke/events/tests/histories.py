"""Made-up histories for tests: what may happen to a case, drawn step by step as the table of steps allows."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from anke.events.apply import CaseState, apply
from anke.events.commands import NewEvent
from anke.events.vocabulary import KINDS
from anke.rules.steps import STEPS, Status

FIRST_DAY = date(2024, 1, 1)
REGISTRATION = {"case_type": "cash_benefit", "authority": 101, "office": 3}
EXAMPLES: dict[str, dict[str, Any]] = {
    "case_registered": REGISTRATION,
    "information_assessed": {"fully_informed": True},
    "case_assigned": {"office": 4, "caseworker": "sarah"},
    "information_requested": {"source": "Københavns Kommune"},
    "information_received": {},
    "party_heard": {},
    "consultant_asked": {},
    "consultant_answered": {},
    "clock_paused": {"reason": "Vi venter på oplysninger"},
    "clock_resumed": {},
    "deadline_extended": {"until": "2024-12-01", "reason": "Sagen er omfattende"},
    "meeting_treatment_decided": {"treat": True},
    "case_decided": {"outcome": "affirmed"},
    "decision_dispatched": {},
    "case_withdrawn": {},
    "case_reopened": {"as": "2024-000777"},
    "registration_corrected": {"changes": {"office": 5}, "reason": "Forkert kontor"},
    "first_instance_error_found": {"error": False, "reason": "Ingen fejl"},
    "appeal_described": {"decided_on": "2023-11-02", "complained_on": "2023-11-20", "remark": "Genvurderet"},
    "party_added": {"party": "P1", "kind": "representative", "person": {"name": "Ida Ibsen"}},
    "party_changed": {"party": "P1", "person": {"name": "Ida Ib"}, "protected": True, "reason": "Nyt navn"},
    "party_removed": {"party": "P1", "reason": "Ingen fuldmagt"},
    "case_linked": {"other": "2024-000778", "reason": "Samme borger"},
    "case_unlinked": {"other": "2024-000778", "reason": "En anden borger"},
    "point_raised": {"point": 1, "matter": "Hjælp til flytning"},
    "point_settled": {"point": 1, "outcome": "changed", "ground": "Borgeren opfylder betingelserne"},
    "point_dropped": {"point": 1, "reason": "Ikke omfattet af klagen"},
    "case_transferred": {"office": 5, "reason": "Makkerkontor"},
    "entry_annulled": {"undoes": 2, "reason": "Forkert sag"},
    "pause_annulled": {"reason": "Forkert sag", "undoes": 2},
    "extension_removed": {"until": "2024-12-01", "reason": "Forkert dato"},
    "draft_submitted": {"by": "sarah", "sha256": "0" * 64, "letter": "7", "outcome": "affirmed"},
    "draft_taken_back": {"reason": "En rettelse"},
    "draft_returned": {"reason": "Begrundelsen mangler"},
    "draft_approved": {"sha256": "0" * 64},
    "put_before_meeting": {"meeting_on": "2025-01-15", "board": "Det Psykiatriske Ankenævn"},
    "returned_from_meeting": {"conclusion": "Udsat"},
    "case_dismissed": {"outcome": "dismissed", "ground": "Klagefristen er overskredet"},
    "case_restricted": {"reason": "Parten er kendt i huset"},
    "restriction_lifted": {"reason": "Ikke længere nødvendig"},
    "hold_placed": {"reason": "Verserende retssag"},
    "hold_lifted": {"reason": "Retssagen er slut"},
    "case_destroyed": {"certificate": "2031-1"},
    "deadline_recomputed": {"cause": "en ny helligdag", "before": "2024-05-01", "after": "2024-05-02"},
    "cpr_revealed": {"party": "P1", "reason": "Opslag i registeret"},
    "figure_reported": {
        "subgoal": "1.7.a",
        "year": 2025,
        "period": "2025",
        "value": "4.2",
        "preliminary": True,
        "source": "Ministeriet",
    },
    "benchmark_reported": {
        "subgoal": "1.7.a",
        "year": 2025,
        "period": "2024",
        "value": "4.0",
        "preliminary": False,
        "source": "Ministeriet",
    },
    "deliverable_prepared": {"subgoal": "1.8", "document": "Notat om praksis"},
    "deliverable_received": {"subgoal": "1.8"},
    "board_figures_reported": {"period": "2025Q1"},
    "figures_proposed": {
        "plan": "2025",
        "ask": "ombudsman",
        "period": "2025",
        "parts": {"cases": "220", "criticised": "2"},
        "preliminary": False,
        "source": "Folketingets Ombudsmand",
    },
    "evidence_attached": {
        "name": "opgørelse.pdf",
        "media": "pdf",
        "size": "1204",
        "address": "cd" * 32,
        "sha256": "ab" * 32,
    },
    "figures_approved": {"sha256": "ab" * 32, "recorded": {"1.7.a/figure": 4711}},
    "figures_returned": {"reason": "Tallene passer ikke med bilaget"},
    "figures_withdrawn": {},
    "department_established": {"da": "Velfærd", "en": "Welfare"},
    "account_opened": {},
    "office_established": {"da": "Familieret", "en": "Family law"},
    "staff_joined": {"office": 3, "role": "caseworker"},
    "staff_left": {},
    "sight_granted": {"number": "2024-000777", "grant": "named", "reason": "Bisidder for en kollega"},
    "sight_ended": {"number": "2024-000777"},
    "glass_broken": {"number": "2024-000777", "reason": "Klager ringer og er i fare"},
    "absence_registered": {
        "absence": "7",
        "first_on": "2024-07-01",
        "last_on": "2024-07-19",
        "why": "vacation",
    },
    "absence_ended": {"absence": "7", "first_on": "2024-07-01", "last_on": "2024-07-12"},
    "absence_cancelled": {"absence": "7", "first_on": "2024-07-01"},
    "competence_given": {"case_type": "cash_benefit", "since_on": "2024-01-02"},
    "competence_ended": {"case_type": "cash_benefit"},
    "recusal_registered": {"recusal": "3", "number": "2024-000777", "reason": "Klager er en nabo"},
    "recusal_ended": {"recusal": "3", "number": "2024-000777"},
    "work_handed_over": {"cases": "31", "run": "4"},
    "work_taken_back": {"cases": "31", "run": "4"},
    "initiative_added": {"da": "Nyt tiltag", "en": "New initiative", "focus": "K"},
    "owner_named": {"owner": "styringsenheden"},
    "initiative_begun": {},
    "initiative_finished": {"outcome": "planen er gennemført"},
    "initiative_held": {"reason": "afventer nyt it-system"},
    "evidence_added": {"form": "link", "title": "Notat", "where": "https://example.org/notat"},
    "initiative_noted": {"note": "Drøftet på direktionsmøde."},
    "nature_recorded": {"nature": "bounded", "ends_on": "2026-06-30"},
    "initiative_resumed": {"reason": "systemet er kommet"},
    "goal_linked": {"plan": "2025", "goal": "1.8", "reason": "samme opgave"},
    "plan_adopted": {"sha256": "0" * 64, "text": "{}"},
    "correction_proposed": {"reason": "slåfejl i måltal", "sha256": "0" * 64, "text": "{}"},
    "correction_approved": {"sha256": "0" * 64},
    "correction_dropped": {"reason": "papiret siger det samme"},
    "basis_changed": {"goal": "1.2", "remark": "Lovændring pr. 1. juli."},
    "definition_in_force": {"version": "0" * 12, "text": "{}"},
    "destruction_listed": {"cases": "40", "sha256": "0" * 64},
    "destruction_approved": {"sha256": "0" * 64},
    "destruction_dropped": {"reason": "Listen er forældet"},
    "draw_planned": {"activity": "Q5A", "year": 2024, "first": "2024-01-01", "last": "2024-12-31"},
    "contribution_promised": {"sha256": "0" * 64},
    "frame_frozen": {"cases": 300, "excluded": 12, "sha256": "0" * 64},
    "contribution_revealed": {"words": "Regn over Aalborg i dag"},
    "cases_drawn": {"cases": 300, "seed": "0" * 64, "sha256": "0" * 64},
    "case_replaced": {"number": "2024-000001", "instead": "2024-000002", "reason": "Sagen er slettet"},
    "draw_abandoned": {"reason": "Et bidrag er glemt"},
    "activity_done": {"activity": "Q1", "period": "2024-03", "unit": "k13-01"},
    "activity_excused": {"activity": "Q1", "period": "2024-03", "unit": "k13-01", "reason": "Orlov"},
    "measurement_opened": {"part_a": 300, "part_b": 100},
    "case_rated": {"number": "2024-000001", "part": "A", "side": "own", "answers": {"correct": "yes"}},
    "rating_settled": {
        "number": "2024-000001",
        "criterion": "correct",
        "answer": "yes",
        "reason": "Hjemlen holder",
    },
    "reviewer_replaced": {"who": "chef13", "instead": "chef14", "reason": "Fratrådt"},
    "measurement_reported": {"sha256": "0" * 64, "needs": "Svar på klagerens bemærkninger"},
    "measurement_approved": {},
    "follow_up_held": {"people": "kvalitet", "words": "Lange sætninger i begrundelserne"},
    "rating_corrected": {
        "number": "2024-000001",
        "part": "A",
        "criterion": "correct",
        "before": "yes",
        "answer": "no",
        "reason": "Læst forkert",
    },
    "measurement_completed": {"year": 2024},
    "focus_point_set": {"office": 13, "theme": "comments", "action": "13/2025/4"},
    "readings_replaced": {
        "part": "A",
        "number": "2024-000123",
        "instead": "2024-000456",
        "reason": "Slettet",
    },
    "inquiry_registered": {
        "inquiry": "Q2.1",
        "number": "2025-000001",
        "handler": "anna",
        "received_on": "2025-03-01",
        "due_on": "2025-03-29",
    },
    "inquiry_step_taken": {"step": "read"},
    "learning_drawn": {"learnt": True},
    "similar_considered": {"measures": False},
    "inquiry_closed": {},
    "inquiry_handed_over": {"who": "anna", "instead": "bo", "reason": "Orlov"},
    "inquiry_moved": {"due_on": "2025-04-29", "reason": "Ombudsmanden gav mere tid"},
    "area_follow_up_begun": {"period": "2025H1", "office": 13, "area": "cash_benefits", "theme": "reasons"},
    "area_follow_up_completed": {"own": 3, "reused": 2, "people": "Ankechefen og en fuldmægtig"},
    "area_follow_up_dropped": {"reason": "Begyndt to gange"},
    "office_report_begun": {"period": "2025H1", "office": 13},
    "office_report_submitted": {},
    "office_report_returned": {"reason": "Kompetencerne mangler"},
    "office_report_discussed": {"sha256": "ab" * 32, "people": "Vicedirektøren og ankechefen"},
    "office_report_corrected": {"reason": "Et tal var læst forkert"},
    "thematic_recommended": {"topic": "Prøvelsesintensitet", "people": "jurist, chef13, vice1"},
    "thematic_approved": {"reason": "Relevant for alle kontorer"},
    "thematic_refused": {"reason": "Undersøgt sidste år"},
    "outside_help_considered": {"used": False, "reason": "Vi har viden nok i huset"},
    "thematic_opened": {},
    "thematic_case_read": {"number": "2025-000001"},
    "offices_asked": {"offices": 2, "until": "2025-10-01"},
    "office_replied": {"office": 13},
    "thematic_presented": {"sha256": "ab" * 32},
    "reasoning_begun": {"cases": 10, "draw": "Q7/2025H1"},
    "reasons_read": {"number": "2025-000001"},
    "reasoning_reported": {"sha256": "ab" * 32},
    "reasoning_handed_over": {"who": "chef13"},
    "reasoning_presented": {},
    "reasoning_case_replaced": {"number": "2025-000001", "instead": "2025-000002", "reason": "Slettet"},
    "finding_recorded": {"activity": "Q1", "theme": "comments", "good": False},
    "action_planned": {
        "what": "training",
        "theme": "comments",
        "owner": "anna",
        "due_on": "2025-03-01",
        "measure_on": "2025-09-01",
    },
    "action_moved": {
        "owner": "anna",
        "due_on": "2025-04-01",
        "measure_on": "2025-10-01",
        "reason": "Kurset blev flyttet",
    },
    "action_done": {},
    "action_measured": {"how": "review", "sample": 12, "good": 11, "outcome": "better"},
    "review_begun": {"month": "2025-09", "employee": "k13-01", "number": "2025-000001"},
    "review_submitted": {"answers": {"correct": "good"}},
    "feedback_given": {"how": "talk"},
    "feedback_answered": {},
    "review_handed_over": {"who": "chef13", "instead": "k13-02", "reason": "Orlov"},
    "review_dropped": {"reason": "Sagen er slettet"},
    "reviewer_named": {"employee": "k13-01", "who": "k13-02"},
    "report_begun": {},
    "report_submitted": {},
    "report_frozen": {
        "plan": "2025",
        "period": "2025Q3",
        "known_at": "2025-10-21T10:00:00+00:00",
        "watermark": 12,
        "fingerprint": "0" * 64,
        "reason": "Sammenligningstallet kommer først i november",
    },
    "report_reviewed": {},
    "report_returned": {"reason": "Forklar mål 1.2"},
    "report_approved": {},
    "report_handed_over": {"fingerprint": "0" * 64},
    "report_received": {"reference": "2025-1234"},
    "deviation_noted": {"number": 1, "area": "budget", "words": "Et merforbrug på 2 mio. kr."},
    "deviation_withdrawn": {"number": 1},
    "goal_explained": {"goal": "1.2", "words": "Flere sager end ventet"},
    "report_taken_back": {},
    "report_revised": {
        "number": 1,
        "figure": "1.2.a",
        "type": "routine",
        "old": "97.1",
        "new": "97.0",
        "score_changed": False,
    },
    "revision_annotated": {"number": 1, "words": "Sager registreret efter kvartalets udgang"},
    "report_reminded": {"due_on": "2025-10-21", "overdue": False},
    "traces_forgotten": {"what": "readings", "before": "2020-04-07", "count": "12"},
    "destruction_done": {"destroyed": "39", "kept": "1", "sha256": "0" * 64},
    "case_archived": {"files": "4", "sha256": "0" * 64},
    "archive_verified": {"sha256": "0" * 64},
    "personal_data_given": {"cases": "2", "reason": "Indsigt efter artikel 15", "sha256": "0" * 64},
    "document_added": {
        "document": "3",
        "document_kind": "appeal",
        "sha256": "ab" * 32,
        "title": "Klage fra Bo",
    },
    "letter_begun": {"letter": "1", "template": "decision"},
    "letter_changed": {"letter": "1", "version": "4"},
    "letter_submitted": {"letter": "1", "sha256": "ab" * 32},
    "letter_approved": {"letter": "1", "sha256": "ab" * 32},
    "letter_returned": {"letter": "1", "reason": "Skriv, hvorfor lægens svar ikke ændrer noget"},
    "letter_dispatched": {
        "letter": "1",
        "document": "4",
        "sha256": "ab" * 32,
        "channel": "digital_post",
        "message": "7b1d4a52-60d4-4f4e-9b8e-3f5b0a4c1d2e",
    },
    "letter_discarded": {"letter": "2"},
    "letter_brought_in": {"letter": "1", "sha256": "ab" * 32},
    "login_released": {},
    "second_factor_removed": {},
    "personal_data_shredded": {"reason": "Slettefristen er nået"},
}
NOON = time(12, tzinfo=UTC)


def at(day: date) -> datetime:
    return datetime.combine(day, NOON)


def event(kind: str, day: date = FIRST_DAY, name: str = "2024-000001", **data: Any) -> NewEvent:
    """An event of a case with the data of EXAMPLES, or those given."""
    return NewEvent("case", name, kind, day, "sarah", data or EXAMPLES[kind], at(day))


def _correction(draw: st.DrawFn, state: CaseState) -> dict[str, Any]:
    changes: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"office": draw(st.integers(1, 99))},
                {"case_type": "notification"},
                {"fully_informed": draw(st.sampled_from([True, False, None]))},
                {"first_instance_error": True},
                {"decided_on": None, "closed_on": None, "outcome": None},
                {"received_on": (state.received_on - timedelta(days=draw(st.integers(0, 9)))).isoformat()},
            ]
        )
    )
    return {"changes": changes, "reason": "Fejl ved registreringen"}


def _data(draw: st.DrawFn, kind: str, state: CaseState) -> dict[str, Any]:
    if kind == "registration_corrected":
        return _correction(draw, state)
    if kind == "case_decided":
        return {"outcome": draw(st.sampled_from(["affirmed", "changed", "remanded", "dismissed"]))}
    if kind == "case_assigned":
        return {"office": draw(st.integers(1, 99))}
    return EXAMPLES[kind]


def _fits(kind: str, state: CaseState) -> bool:
    """Whether what the example speaks of is there (or, for a new one, is not)."""
    there = {
        "party_added": state.last_party == 0,
        "party_changed": bool(state.parties),
        "party_removed": bool(state.parties),
        "case_linked": not state.links,
        "case_unlinked": bool(state.links),
        "point_raised": not state.points,
        "point_settled": bool(state.points),
        "point_dropped": bool(state.points),
        "extension_removed": bool(state.extensions),
    }
    return there.get(kind, True)


@st.composite
def histories(
    draw: st.DrawFn, name: str = "2024-000001", longest: int = 25, personal: bool = True
) -> list[NewEvent]:
    """The events of one case, each allowed where it stands, on days that do not run back.

    Without `personal`, none that hold personal values: those are sealed differently each time.
    """
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, 300)))
    told = [event("case_registered", day, name)]
    state = apply(None, told[0])
    for _ in range(draw(st.integers(0, longest - 1))):
        possible = [
            kind.name
            for kind in KINDS.values()
            if kind.act is not None
            and (Status(state.status), kind.act) in STEPS
            and _fits(kind.name, state)
            and (personal or not kind.personal)
        ]
        if not possible:
            break  # nothing follows destruction
        kind = draw(st.sampled_from(possible))
        day += timedelta(days=draw(st.integers(0, 20)))
        following = NewEvent("case", name, kind, day, "sarah", _data(draw, kind, state), at(day))
        state = apply(state, following)
        told.append(following)
    return told
