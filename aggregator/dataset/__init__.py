"""The files of a release: what they hold, how they are described, what changed, and whether they keep their word.

Everything here is read off the dataclasses of aggregator.model: a field that is added there appears in the schemas, in
the Parquet files, in the descriptions and in what `verify` checks, and nowhere else has to be edited.
"""
