"""Reports of the quality programme: one neutral shape, four forms."""
