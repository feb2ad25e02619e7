"""Secrets: what must not stand in a log, a manifest or an alert, and text of somebody else on one line."""

import re

HIDDEN = "[hidden]"
_USER_INFO = re.compile(r"(?<=://)[^\s/?#'\"<>]{1,500}@")
_NAMES = (
    r"api[_-]?key|apikey|access[_-]?token|auth[_-]?token|refresh[_-]?token|id[_-]?token|token|secret|client[_-]?secret"
    r"|password|passwd|pwd|signature|sig|session(?:id)?|sid|x-amz-signature|x-amz-credential|key"
)
_PARAMETER = re.compile(rf"(?i)(?<=[?&;#])({_NAMES})=[^\s&#;'\"<>]{{1,2000}}")
_HEADER = re.compile(
    r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token)\b(['\"]?\s{0,3}[:=,]\s{0,3})[^\r\n]{1,4000}"
)

_SETTING = re.compile(
    r"(?i)\b([a-z0-9_-]{0,40}(?:secret|password|passwd|token|api_?key|access_?key)[a-z0-9_-]{0,40}['\"]?\s{0,3}[:=]\s{0,3})"
    r"(?:'[^'\r\n]{1,2000}'|\"[^\"\r\n]{1,2000}\"|[^\s'\",;&#}\])\[]{1,2000})"
)
"""A setting as Scrapy logs it: 'AWS_SECRET_ACCESS_KEY': 'abc'."""


def redacted(text: str) -> str:
    """A text without the passwords, tokens and cookies that it may hold.

    >>> redacted("https://me:pass@example.org/feed?page=2&api_key=abc#top")
    'https://example.org/feed?page=2&api_key=[hidden]#top'
    >>> redacted("b'Authorization: Bearer abc'")
    "b'Authorization: [hidden]"
    >>> redacted("{'HTTP_PASSWORD': 'abc', 'DEPTH_LIMIT': 3}")
    "{'HTTP_PASSWORD': [hidden], 'DEPTH_LIMIT': 3}"
    >>> redacted("Score of https://example.org/a?id=3: 7.5")
    'Score of https://example.org/a?id=3: 7.5'
    """
    text = _SETTING.sub(rf"\1{HIDDEN}", _USER_INFO.sub("", text))
    text = _PARAMETER.sub(rf"\1={HIDDEN}", text)
    return _HEADER.sub(rf"\1\2{HIDDEN}", text)


def escaped(text: str) -> str:
    r"""Text of somebody else, on one line and without control characters.

    >>> escaped("a\nb\x1b[2J")
    'a\\nb\\x1b[2J'
    """
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
