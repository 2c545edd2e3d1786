"""What is heard, as samples: read from files of any form, resampled, measured, written."""
