"""A caseworker's day under load: ours, a bare Django, and Caluma, on one PostgreSQL in one run."""
