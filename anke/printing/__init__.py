"""What every printed report needs, whichever room writes it."""
