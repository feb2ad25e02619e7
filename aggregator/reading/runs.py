"""Runs of titles: "A, B, C" where titles hold commas themselves."""


def split_titles(run: str) -> list[str]:
    """The titles of a run that joins them by commas: a part that goes on in lower case belongs to the one before.

    >>> split_titles("Il buono, il brutto, il cattivo, 続・夕陽のガンマン, Der Zwilling")
    ['Il buono, il brutto, il cattivo', '続・夕陽のガンマン', 'Der Zwilling']
    """
    titles: list[str] = []
    for part in run.split(", "):
        if titles and part[:1] != part[:1].title():  # Georgian has small letters only: they are no sign
            titles[-1] += f", {part}"
        elif part.strip():
            titles.append(part.strip())
    return titles
