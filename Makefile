# `make` alone lists what can be done. Every target does all of its own set-up.
