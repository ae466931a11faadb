"""The words of the steps, Danish and English: what a state is called, what an act is called, who may do
it."""

from collections.abc import Iterable
from typing import Final

from anke.rules.roles import TITLES
from anke.rules.steps import MAY, Act, Status

STATUS_WORDS: Final = {  # "sagen er …", "it is …"
    Status.REGISTERED: ("under behandling", "open"),
    Status.PAUSED: ("sat på pause", "paused"),
    Status.SUBMITTED: ("sendt til godkendelse", "waiting for approval"),
    Status.APPROVED: ("godkendt og kan afgøres", "approved and ready to be decided"),
    Status.AT_MEETING: ("forelagt et møde", "before a meeting"),
    Status.DECIDED: ("afgjort", "decided"),
    Status.DISPATCHED: ("afgjort, og afgørelsen er sendt", "decided, and the decision is sent"),
    Status.WITHDRAWN: ("trukket tilbage", "withdrawn"),
    Status.DESTROYED: ("slettet efter reglerne om opbevaring", "destroyed under the rules of keeping"),
}
ACT_WORDS: Final = {  # "Du kan …", "You can …"
    Act.ASSESS_INFORMATION: (
        "vurdere, om sagen er fuldt oplyst",
        "assess whether the case is fully informed",
    ),
    Act.DESCRIBE_APPEAL: (
        "registrere førsteinstansens afgørelse og klagen",
        "record the first instance's decision and the complaint",
    ),
    Act.ASSIGN: ("fordele sagen", "assign the case"),
    Act.TRANSFER: ("flytte sagen til et andet kontor", "transfer the case to another office"),
    Act.ADD_PARTY: ("tilføje en part", "add a party"),
    Act.CHANGE_PARTY: ("rette en parts oplysninger", "change a party's particulars"),
    Act.REMOVE_PARTY: ("fjerne en part", "remove a party"),
    Act.LINK: ("knytte sagen til en anden sag", "link the case to another"),
    Act.UNLINK: ("fjerne en tilknytning", "remove a link"),
    Act.RAISE_POINT: ("tilføje et klagepunkt", "add a claim point"),
    Act.SETTLE_POINT: ("angive udfaldet af et klagepunkt", "give the outcome of a claim point"),
    Act.DROP_POINT: ("fjerne et klagepunkt", "drop a claim point"),
    Act.REQUEST_INFORMATION: ("indhente oplysninger", "ask for information"),
    Act.RECEIVE_INFORMATION: ("registrere modtagne oplysninger", "record that information has come in"),
    Act.HEAR_PARTY: ("partshøre", "hear a party"),
    Act.ASK_CONSULTANT: ("spørge lægekonsulenten", "ask the medical consultant"),
    Act.RECEIVE_CONSULTANT_ANSWER: (
        "registrere lægekonsulentens svar",
        "record the medical consultant's answer",
    ),
    Act.ANNUL_ENTRY: ("annullere en fejlregistrering", "annul an entry made by mistake"),
    Act.PAUSE: ("sætte fristen på pause", "pause the clock"),
    Act.RESUME: ("lade fristen løbe igen", "let the clock run again"),
    Act.ANNUL_PAUSE: ("annullere pausen", "annul the pause"),
    Act.EXTEND: ("forlænge fristen", "extend the deadline"),
    Act.REMOVE_EXTENSION: ("tage en forlængelse tilbage", "take an extension back"),
    Act.DECIDE_MEETING_TREATMENT: (
        "beslutte, om underretningen skal behandles på et møde",
        "decide whether the notification is to be treated at a meeting",
    ),
    Act.SUBMIT: ("sende udkastet til godkendelse", "submit the draft for approval"),
    Act.TAKE_BACK: ("trække udkastet tilbage", "take the draft back"),
    Act.RETURN: ("sende udkastet retur", "return the draft"),
    Act.APPROVE: ("godkende udkastet", "approve the draft"),
    Act.PUT_BEFORE_MEETING: ("forelægge sagen på et møde", "put the case before a meeting"),
    Act.RETURN_FROM_MEETING: ("tage sagen tilbage fra mødet", "take the case back from the meeting"),
    Act.DECIDE: ("afgøre sagen", "decide the case"),
    Act.DISMISS: ("afvise sagen", "dismiss the case"),
    Act.DISPATCH: ("sende afgørelsen", "send the decision"),
    Act.WITHDRAW: ("registrere, at klagen er trukket tilbage", "record that the appeal is withdrawn"),
    Act.REOPEN: ("genoptage sagen", "reopen the case"),
    Act.CORRECT: ("rette en registrering", "correct a registration"),
    Act.FIND_ERROR: (
        "registrere, om førsteinstansen har begået en fejl",
        "record whether the first instance made an error",
    ),
    Act.RESTRICT: ("begrænse adgangen til sagen", "restrict access to the case"),
    Act.LIFT_RESTRICTION: ("ophæve adgangsbegrænsningen", "lift the restriction of access"),
    Act.PLACE_HOLD: ("standse sletning af sagen", "place a legal hold on the case"),
    Act.LIFT_HOLD: ("ophæve standsningen af sletning", "lift the legal hold"),
    Act.DESTROY: ("slette sagen efter reglerne om opbevaring", "destroy the case under the rules of keeping"),
}


def told(can: Iterable[Act]) -> tuple[str, str]:
    """What can be done instead, as a sentence in each language; nothing where nothing can."""
    words = [ACT_WORDS[act] for act in can]
    if not words:
        return " Der kan ikke gøres mere ved sagen.", " Nothing more can be done to the case."
    return f" Du kan {'; '.join(da for da, _ in words)}.", f" You can {'; '.join(en for _, en in words)}."


def who_may(act: Act) -> tuple[str, str]:
    """Who may do an act, in words.

    >>> who_may(Act.DESTROY)
    ('direktør eller medarbejder i Retsenheden', 'A director or a member of the legal unit')
    """
    titles = [TITLES[role] for role in TITLES if role in MAY[act]]
    danish, english = [da for da, _ in titles], [f"a {en}" for _, en in titles]
    said = f"{', '.join(english[:-1])} or {english[-1]}"
    return f"{', '.join(danish[:-1])} eller {danish[-1]}", said[0].upper() + said[1:]
