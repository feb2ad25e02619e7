"""What happens to each review on its way out: screen, dedupe, average, jsonlines. Each calls the aggregator and counts."""
