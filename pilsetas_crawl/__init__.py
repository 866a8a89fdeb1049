"""The engine of pilsetas_crawl: the core that spiders, pipelines and exports stand on."""

__version__ = "0.1.0"
