"""Text to value, one module per kind of value. Every function is total: any text in, a value or None out."""
