"""From the ids that stand in events to the whole numbers that stand in facts. The content files own both."""

CASE_TYPES: dict[str, int] = {
    "compulsory_measures": 101,
    "notification": 111,
    "adoption_without_consent": 121,
    "disability_children": 201,
    "disability_adults": 202,
    "social_other": 203,
    "cash_benefit": 211,
    "early_retirement_flexjob": 212,
    "municipal_employment_other": 213,
    "social_supervision": 221,
    "family_law": 231,
    "unemployment_insurance": 241,
    "holiday_act": 242,
    "employment_contract_act": 243,
    "insured_unemployed_offers": 251,
    "sickness_benefit": 301,
    "udk_maintenance": 311,
    "udk_other": 312,
    "immigration_service": 321,
    "senior_pension": 322,
    "work_injury": 401,
    "intermunicipal": 501,
    "board_adoption": 601,
    "board_su": 602,
    "board_work_environment": 603,
    "board_special_education": 604,
    "board_equal_treatment": 605,
    "board_psychologists": 606,
    "supervision_access": 701,
    "supervision_general": 702,
    "advance_statement": 703,
    "imported": 901,
}
OUTCOMES: dict[str, int] = {
    "affirmed": 1,
    "changed": 2,
    "annulled": 3,
    "remanded": 4,
    "dismissed": 5,
    "withdrawn": 6,
    "referred": 7,
    "statement": 11,
    "refused_supervision": 12,
    "sanction": 13,
    "advance_statement_given": 14,
    "enforcement": 15,
    "not_taken_up": 16,
    "treated_at_meeting": 21,
    "not_treated_at_meeting": 22,
    "adoption_granted": 31,
    "adoption_refused": 32,
    "completed": 91,
}


def case_types() -> dict[str, int]:
    return CASE_TYPES


def outcomes() -> dict[str, int]:
    return OUTCOMES


def is_authority(code: int) -> bool:
    return 101 <= code <= 860 or 1081 <= code <= 1089 or 9001 <= code <= 9099
