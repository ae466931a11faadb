"""Django's PostgreSQL, with a cheaper look at a connection that was kept. Named in settings.py."""
