"""Where a case can lie and who can have it: offices there are, people who are here."""

from anke.organisation import queries as organisation
from anke.rules.refusal import Refused

_MOST = 40  # named in a refusal


def require(office: int, caseworker: str | None = None) -> None:
    """Raise `Refused`, with those there are, for an office there is not, and for somebody without a role now.

    An installation without offices knows no people to give cases to either, and refuses none.
    """
    titles = organisation.office_titles()
    if titles and office not in titles:
        danish, english = ("; ".join(f"{code} {told[at]}" for code, told in titles.items()) for at in (0, 1))
        raise Refused(
            f"Der er intet kontor {office}. Kontorerne er: {danish}.",
            f"There is no office {office}. The offices are: {english}.",
        )
    if titles and caseworker:
        _require_colleague(caseworker, office)


def _require_colleague(initials: str, office: int) -> None:
    here = organisation.people()
    if any(one.initials == initials for one in here):
        return
    theirs = [one.initials for one in here if one.office == office]
    told = ", ".join(theirs[:_MOST]) + (" …" if len(theirs) > _MOST else "")
    raise Refused(
        f"Der er ingen med initialerne {initials}. I kontor {office} er: {told or 'ingen'}.",
        f"There is nobody with the initials {initials}. In office {office} are: {told or 'nobody'}.",
    )
