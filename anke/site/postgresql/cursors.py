"""A cursor that costs less to make and to ask. Every page and act asks several times, and what Django checks
around each asking costs more than the asking: here the same is checked, in fewer calls. Where anything is out
of the ordinary (a question is logged, or wrapped, or the connection not known yet), Django does it its way.
"""

from typing import Any

import psycopg
from django.db.backends.utils import CursorWrapper


class Cursor(CursorWrapper):
    """Django's cursor, with what is asked of it most written out."""

    def execute(self, sql: Any, params: Any = None) -> Any:
        db = self.db
        if db.execute_wrappers:
            return super().execute(sql, params)
        if db.needs_rollback:
            db.validate_no_broken_transaction()
        try:
            return self.cursor.execute(sql, params)
        except psycopg.Error:
            with db.wrap_database_errors:
                raise

    def fetchone(self) -> Any:
        try:
            return self.cursor.fetchone()
        except psycopg.Error:
            with self.db.wrap_database_errors:
                raise

    def fetchall(self) -> Any:
        try:
            return self.cursor.fetchall()
        except psycopg.Error:
            with self.db.wrap_database_errors:
                raise
