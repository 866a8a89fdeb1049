"""Crawling all sources: one short process each."""
