"""What happens to each page on its way out: screen, dedupe, average, jsonlines. Each asks the aggregator and counts."""
