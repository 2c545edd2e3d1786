"""Timelines for editing programs: one record of what stands where, and a writer for each format."""
