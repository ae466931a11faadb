"""One act done to many cases: chosen, tried out, confirmed; all of them or none."""
