"""Reading: dates, text, titles and metadata out of pages and feeds."""
