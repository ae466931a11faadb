"""A question put to the database's own full-text index: FTS5 on SQLite, text search in Danish on PostgreSQL.

Each answers with the same shape: a SELECT of `id` (the case) and `score` (lower is better). Who may see what
is no concern of this file: its answer is only ever joined to the cases somebody sees.
"""

from typing import Any, Final

from django.db import connection

from anke.rules.search_words import Question, Term, stem

Sql = tuple[str, list[Any]]
_WEIGHTS: Final = "10.0, 1.0, 0.2"  # names, prose, stems


def matching(question: Question, *, ranked: bool) -> Sql | None:
    """The SELECT of the cases that have every wanted word and no unwanted one; None where no word is wanted.

    Unranked, the score is 0: for counting.
    """
    if not question.wanted:
        return None
    return _sqlite(question, ranked) if connection.vendor == "sqlite" else _postgresql(question, ranked)


def excluding(question: Question) -> Sql | None:
    """The SELECT of the cases that have an unwanted word; None where there is none."""
    if not question.unwanted:
        return None
    if connection.vendor == "sqlite":
        match = " OR ".join(_fts5(term) for term in question.unwanted)
        return "SELECT rowid FROM search_index WHERE search_index MATCH %s", [match]
    terms = [_text_search(term) for term in question.unwanted]
    where = " OR ".join(sql for sql, _ in terms)
    found = [value for _, values in terms for value in values]
    return f"SELECT subject_id FROM search_entry WHERE {where}", found  # noqa: S608 - conditions of our own


def _sqlite(question: Question, ranked: bool) -> Sql:
    match = " AND ".join(_fts5(term) for term in question.wanted)
    score = f"bm25(search_index, {_WEIGHTS})" if ranked else "0"
    select = f"SELECT rowid AS id, {score} AS score FROM search_index WHERE search_index MATCH %s"  # noqa: S608 - a score of our own
    return select, [match]


def _fts5(term: Term) -> str:
    """A term in FTS5's language. Its words are letters and digits only, so a quoted one is always whole."""
    together = f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")
    written = f"({{names prose}} : {together})"
    if term.exact or term.prefix:
        return written
    return f'({written} OR (stems : "{stem(term.words[0])}"))'


def _postgresql(question: Question, ranked: bool) -> Sql:
    terms = [_text_search(term) for term in question.wanted]
    where, values = " AND ".join(sql for sql, _ in terms), [value for _, some in terms for value in some]
    if not ranked:
        return f"SELECT subject_id AS id, 0 AS score FROM search_entry WHERE {where}", values  # noqa: S608 - conditions of our own
    score, asked = ranking(question)
    select = f"SELECT subject_id AS id, {score} AS score FROM search_entry WHERE {where}"  # noqa: S608 - conditions of our own
    return select, [*asked, *values]


def ranking(question: Question) -> Sql:
    """PostgreSQL's score of a row of `search_entry`: lower is better."""
    asked = " || ".join(["to_tsquery('simple', %s)"] * len(question.wanted))
    stems = " ".join(word for term in question.wanted for word in term.words)
    score = f"-(4 * ts_rank(exact, {asked}) + ts_rank(stemmed, plainto_tsquery('danish', %s)))"
    return score, [*(_simple(term) for term in question.wanted), stems]


def _text_search(term: Term) -> Sql:
    written = "exact @@ to_tsquery('simple', %s)"
    if term.exact or term.prefix:
        return f"({written})", [_simple(term)]
    return f"({written} OR stemmed @@ plainto_tsquery('danish', %s))", [_simple(term), term.words[0]]


def _simple(term: Term) -> str:
    """A term in PostgreSQL's language: words that follow each other, the last one perhaps begun only."""
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "")
