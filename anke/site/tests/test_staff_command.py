"""`anke staff`: an installation gets its offices and people; mistakes are told with what there is."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from anke.casework.retention.tests.house import NOW
from anke.organisation import queries
from anke.rules.roles import Role
from anke.site.cli.failure import Failure
from anke.site.cli.staff_ import command

pytestmark = pytest.mark.django_db
ANNA = (
    "appoint",
    "ABC",
    "--name",
    "Anna Berg",
    "--role",
    "caseworker",
    "--office",
    "13",
    "--on",
    "2025-01-02",
)


@pytest.fixture(autouse=True)
def then(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("anke.site.cli.options.start", lambda: None)
    monkeypatch.setattr("anke.site.cli.verify_.require_store", lambda: None)
    monkeypatch.setattr("anke.site.today.house_now", lambda: NOW)
    yield


def said(*words: str, lang: str = "en") -> str:
    ran = CliRunner().invoke(command, [*words, "--lang", lang], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def an_office() -> None:
    said("department", "1", "--da", "Social", "--en", "Social affairs", "--on", "2025-01-01")
    area = ("--area", "municipal_social", "--on", "2025-01-01")
    said("office", "13", "--da", "Handicap", "--en", "Disability", "--department", "1", *area)


def test_offices_are_made_people_appointed_and_appointments_ended() -> None:
    an_office()
    told = said(*ANNA, "--share", "0,8", "--account", "anna.berg")
    assert "ABC is Caseworker from 2025-01-02." in told.replace("caseworker", "Caseworker")
    assert "The account anna.berg is open" in told
    [anna] = queries.people()
    assert (anna.initials, anna.role, anna.office, str(anna.weight)) == ("ABC", Role.CASEWORKER, 13, "0.80")
    user = queries.user_of("ABC")
    assert user is not None and not user.has_usable_password()
    assert "Anna Berg" in said("list") and "ABC" in said("list", "--json")
    assert "holds no role after 2025-04-07" in said("end", "ABC")
    assert queries.people() == [] and "There is nobody yet." in said("list")
    said(*ANNA[:-2])  # and comes back


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("appoint", "ABC", "--name", "A", "--role", "caseworker", "--office", "14"),
            "office 14. There are: 13",
        ),
        (("appoint", "ABC", "--name", "A", "--role", "caseworker"), "needs an office that exists"),
        (("appoint", "ABC", "--name", "A", "--role", "director", "--office", "13"), "Leave the place empty"),
        (
            ("appoint", "ABC", "--name", "A", "--role", "deputy_director", "--department", "7"),
            "no department 7. There are: 1",
        ),
        (("appoint", "system", "--name", "A", "--role", "director"), "stands for the system itself"),
        ((*ANNA[:-1], "2025-02-30"), "'2025-02-30' is no day"),
        ((*ANNA, "--share", "much"), "'much' is no share"),
        ((*ANNA, "--share", "1.5"), "at most 1"),
        (("end", "XYZ"), "XYZ holds no role to end"),
        (
            ("office", "14", "--da", "a", "--en", "b", "--department", "1", "--area", "moon"),
            "no law area moon. There are: ",
        ),
    ],
)
def test_what_cannot_be_is_said_with_what_there_is(words: tuple[str, ...], says: str) -> None:
    an_office()
    with pytest.raises(Failure, match=says):
        said(*words)
    assert queries.people() == []


def test_a_person_whose_account_is_taken_is_not_appointed_either() -> None:
    an_office()
    said(*ANNA, "--account", "anna.berg")
    again = ("appoint", "DEF", *ANNA[2:], "--account", "anna.berg")
    with pytest.raises(Failure, match="user name anna"):
        said(*again)
    assert [one.initials for one in queries.people()] == ["ABC"]
