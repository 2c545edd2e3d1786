"""The server of the live page: it knows requests, tokens and events, and nothing of days."""
