"""One run of one source: its account, its session with the store, and what it says at the end."""
