"""The short itself: pictures in motion, encoded, with what is heard."""
