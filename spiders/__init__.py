"""How pages are found and fetched. Nothing is parsed here: each page is handed to aggregator.reading."""
