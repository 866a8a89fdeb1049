"""First contact with a living site: what it answers, what our ways make of it, what should be declared."""
