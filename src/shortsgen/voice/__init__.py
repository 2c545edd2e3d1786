"""What is heard: how words are pronounced, who says them, and when each word of a sound is said."""
