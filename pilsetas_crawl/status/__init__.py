"""What an operator is shown of all sources: a line each, a history, a page."""
