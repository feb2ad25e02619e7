"""Scrapy's commands that this project has its own of."""
