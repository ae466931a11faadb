"""The board of whoever leads: load, ages, what comes, what waits; every number opens the list behind it."""
