"""Scrapy extensions that only show things."""
