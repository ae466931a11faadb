"""Which acts move a case towards its decision, so that somebody may be said to have touched it.

Gathering and receiving information, hearing a party, asking the medical consultant, drafting and approving,
meetings, deciding and closing. Not: giving the case to somebody, pausing it, extending its deadline, linking,
correcting or restricting it, and no note or reading – a case can be given from hand to hand for a year."""

from anke.rules.steps import Act

MOVING = frozenset(
    {
        Act.ASSESS_INFORMATION,
        Act.REQUEST_INFORMATION,
        Act.RECEIVE_INFORMATION,
        Act.HEAR_PARTY,
        Act.ASK_CONSULTANT,
        Act.RECEIVE_CONSULTANT_ANSWER,
        Act.DECIDE_MEETING_TREATMENT,
        Act.SETTLE_POINT,
        Act.SUBMIT,
        Act.RETURN,
        Act.APPROVE,
        Act.PUT_BEFORE_MEETING,
        Act.RETURN_FROM_MEETING,
        Act.DECIDE,
        Act.DISMISS,
        Act.DISPATCH,
        Act.WITHDRAW,
    }
)
WORDS = (
    "En sag er rørt, når en hændelse fører den videre: oplysninger er vurderet, indhentet eller kommet ind, "
    "en part er hørt, lægekonsulenten er spurgt eller har svaret, et udkast er forelagt, sendt tilbage eller "
    "godkendt, sagen er behandlet på et møde, afgjort, afvist eller lukket. At fordele sagen, sætte den på "
    "pause eller forlænge fristen rører den ikke.",
    "A case is touched when an event takes it further: information is assessed, asked for or received, a "
    "party is heard, the medical consultant is asked or has answered, a draft is submitted, returned or "
    "approved, the case is treated at a meeting, decided, dismissed or closed. Giving the case to somebody, "
    "pausing it or extending its deadline does not touch it.",
)
