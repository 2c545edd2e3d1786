"""What a short takes from what ran before it, and what is proposed where that is missing."""
