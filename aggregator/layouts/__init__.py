"""One module per site, theme or plugin. A module is found because it lies here: nothing lists them.

How to write one: aggregator.reading.layout.
"""
