"""The quarterly report in every form: one content, five ways to write it."""
