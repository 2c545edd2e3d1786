"""Whether a caption file is what its format says: strict checkers, which mend nothing and guess nothing."""
