"""Event logs from elsewhere: reading them, and saying in our own vocabulary what happened."""
