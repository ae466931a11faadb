"""The yardstick: a Django project with nothing in it but three views. One inserts a case and an event, one
shows 25 rows, one shows a row. No rules, no log-in, no audit: what the framework and the database cost."""
