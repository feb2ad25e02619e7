"""What flows through the house: Score, Review, Anime, Rating, Origin, Issue.

Frozen and plain. Field order is the key order of the published lines. `None` and `()` mean that the page does not say.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class AnimeType(StrEnum):
    """What kind of work it is."""

    TV = "TV"
    TV_SHORT = "TV_SHORT"
    TV_SPECIAL = "TV_SPECIAL"
    MOVIE = "MOVIE"
    OVA = "OVA"
    ONA = "ONA"
    SPECIAL = "SPECIAL"
    MUSIC = "MUSIC"
    CM = "CM"
    PV = "PV"


class Status(StrEnum):
    """How far the work has come, as the page states it."""

    FINISHED = "FINISHED"
    ONGOING = "ONGOING"
    UPCOMING = "UPCOMING"
    CANCELLED = "CANCELLED"
    HIATUS = "HIATUS"


class Season(StrEnum):
    """The quarter of the premiere."""

    WINTER = "WINTER"
    SPRING = "SPRING"
    SUMMER = "SUMMER"
    FALL = "FALL"


class Kind(StrEnum):
    """Who gave a score."""

    USERS = "users"
    CRITICS = "critics"
    EDITOR = "editor"
    EXTERNAL = "external"


class IssueCode(StrEnum):
    """Everything that a person may be asked to look at."""

    # the page as a whole
    UNREADABLE = "unreadable"
    """The bytes are no page: empty, an image, a PDF, undecodable."""
    NOT_A_REVIEW = "not_a_review"
    """A page, but not about one anime: search list, login, one member's review, an episode player."""
    BLOCKED = "blocked"
    """A challenge, captcha, ban or soft error page instead of the page asked for."""
    NO_TITLE = "no_title"
    """Nothing on the page names its subject."""
    LAYOUT_DRIFT = "layout_drift"
    """A layout claims the page but a selector that it requires no longer matches: the site was redesigned."""
    TRUNCATED = "truncated"
    """The page ends, or is nested, beyond what can be parsed."""
    # one value
    UNKNOWN_VALUE = "unknown_value"
    """A word that no vocabulary holds: the value is null until somebody adds the word."""
    OUT_OF_RANGE = "out_of_range"
    """A score outside its own scale: excluded, never clamped."""
    UNKNOWN_SCALE = "unknown_scale"
    """A score whose scale the page does not tell: kept on the line, excluded from averages."""
    # the run
    DUPLICATE = "duplicate"
    """The same page came twice: counted once."""
    SAME_CONTENT = "same_content"
    """Two URLs hold the same content."""
    SKIPPED = "skipped"
    """A file or link that was not read, and why."""
    BUDGET = "budget"
    """A site names more pages, or deeper ones, than a run may ask for: they were not read."""
    FETCH_FAILED = "fetch_failed"
    """The page could not be fetched."""
    PAGE_GONE = "page_gone"
    """The page gave a review and is no more there: visit after visit did not find it."""
    READER_FAILED = "reader_failed"
    """The program itself failed on this page: please report it."""
    # resolution
    ID_COLLISION = "id_collision"
    """Two pages of one site claim the same database id, or one anime collects two ids of one database."""
    JUDGEMENT_CONTRADICTION = "judgement_contradiction"
    """Judgements that cannot all be true."""
    CONFLICT = "conflict"
    """Sources disagree in a way that a person should settle."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from."""

    reader: str
    """The layout or generic reader that found it: `taqyeem`, `jsonld`, `microdata`, `opengraph`, `labels`, `boxes` …"""
    text: str
    """The raw text before it was normalised."""
    place: str
    """Where on the page: a CSS path, `jsonld[0].aggregateRating.ratingValue`, `meta[property=og:title]` …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that a person should look at."""

    code: IssueCode
    """What kind of thing it is."""
    message: str
    """A sentence: what was wrong and what to do."""
    url: str | None = None
    """The page, where it has a URL."""
    saved_as: str | None = None
    """The saved page, relative to the root that was read."""
    field: str | None = None
    """The key of the line that it is about."""
    text: str | None = None
    """The raw text, cut to 300 characters."""


@dataclass(frozen=True, slots=True)
class Title:
    """One name of a work."""

    title: str
    """The name as printed."""
    language: str | None = None
    """BCP-47 (`ja`, `ja-Latn`, `en`), or null when the page does not say."""


@dataclass(frozen=True, slots=True, order=True)
class DatabaseId:
    """The work's key in another database."""

    source: str
    """mal, anilist, anidb, ann, kitsu, anime-planet, anisearch, livechart, simkl, imdb, tmdb, tvdb."""
    id: str
    """The key as that database writes it, always text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One rating stated by a page, on its own scale."""

    source: str
    """Who is quoted, by the field's usual name (`IMDb`, `MyAnimeList`), or the criterion's name as printed."""
    value: float
    """The number as stated, on the page's own scale."""
    scale_min: float = 0.0
    """Lowest value of the scale."""
    scale_max: float | None = 10.0
    """Highest value of the scale. Null when the page does not tell the scale: such a score is never averaged."""
    votes: int | None = None
    """How many votes stand behind it, exact where the page has the exact count."""
    kind: Kind = Kind.USERS
    """Who gave it."""
    text: str = ""
    """The raw text ("5.9", "87%", "B+")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What ONE page says about one anime: one line of reviews.jsonl."""

    url: str | None = None
    """Canonical URL of the page."""
    saved_as: str | None = None
    """Path of the saved page, relative to the root that was read, with `/`."""
    site: str | None = None
    """Host without `www.`"""
    layout: str = "generic"
    """The layout that read the page; `generic` when none claimed it."""
    title: str
    """The anime's title."""
    headline: str
    """The page's headline as printed."""
    alternative_titles: tuple[Title, ...] = ()
    """Other names, without the title itself, in the page's order."""
    type: AnimeType | None = None
    """Kind of work."""
    season_number: int | None = None
    """Season as stated ("Season 2" is 2)."""
    episodes: int | None = None
    """Episodes in all; the planned number when it is stated."""
    duration_seconds: int | None = None
    """Seconds per episode."""
    status: Status | None = None
    """How far it has come, as stated."""
    start_date: str | None = None
    """First broadcast or release, ISO 8601, as precise as stated: 2024, 2024-01, 2024-01-11."""
    end_date: str | None = None
    """Last broadcast, likewise."""
    year: int | None = None
    """Year of the premiere."""
    season: Season | None = None
    """Season of the premiere."""
    genres: tuple[str, ...] = ()
    """Canonical English genres, in first-seen order."""
    tags: tuple[str, ...] = ()
    """Everything else that the page tags."""
    audio_languages: tuple[str, ...] = ()
    """Languages that are spoken, BCP-47."""
    studios: tuple[str, ...] = ()
    """Who animated it, as printed."""
    producers: tuple[str, ...] = ()
    """Who paid for, licensed or broadcast it, where the page tells them from studios."""
    source_material: str | None = None
    """What it is adapted from: `Manga`, `Light novel`, `Original` …; a kind without a name of its own is as printed."""
    scores: tuple[Score, ...] = ()
    """Every rating that the page states about this work. Unrated is absent, not 0."""
    stated_average: float | None = None
    """The mean that the page itself prints over its scores, on their scale. Never averaged again."""
    synopsis: str | None = None
    """What the page says the work is about."""
    verdict: str | None = None
    """The reviewer's summary."""
    image: str | None = None
    """URL of the poster."""
    ids: tuple[DatabaseId, ...] = ()
    """Keys of other databases that the page links; its own key stands in its `url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The average over an anime's scores, each taken to 0-10 as value / scale_max * 10: exact and order-free."""

    rating: float | None
    """The headline: arithmetic mean, one decimal, rounded half up. Null when nothing could be averaged."""
    rating_exact: float | None
    """The mean before rounding, to six decimals."""
    rating_count: int
    """How many scores were averaged."""
    rating_votes: int | None
    """Votes behind them, where stated."""
    rating_median: float | None
    """Median of the averaged scores, on 0-10."""
    rating_min: float | None
    """The lowest of them."""
    rating_max: float | None
    """The highest of them."""
    excluded: int = 0
    """Scores left out: unknown scale, out of range, a second page of the same source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedScore:
    """One input of an anime's rating: a Score, and the page that states it."""

    source: str
    """As on the review's line."""
    value: float
    """Likewise."""
    scale_min: float
    """Likewise."""
    scale_max: float | None
    """Likewise."""
    votes: int | None
    """Likewise."""
    kind: Kind
    """Likewise."""
    text: str
    """Likewise."""
    url: str | None
    """The page that states the score."""
    counted: bool
    """Whether the rating averages it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What the sources of one anime disagree on."""

    field: str
    """Key of this line."""
    taken: str
    """The value on the line, as text."""
    values: tuple[str, ...]
    """Every value stated, as text, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anime:
    """One real-world work, all the reviews of it merged: one line of anime.jsonl."""

    id: str
    """Stable over runs, sources and title changes."""
    title: str
    """The name that the merge rule chose among the sources' titles."""
    alternative_titles: tuple[Title, ...] = ()
    type: AnimeType | None = None
    episodes: int | None = None
    duration_seconds: int | None = None
    status: Status | None = None
    start_date: str | None = None
    end_date: str | None = None
    year: int | None = None
    season: Season | None = None
    season_number: int | None = None
    genres: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    studios: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()
    audio_languages: tuple[str, ...] = ()
    source_material: str | None = None
    synopsis: str | None = None
    image: str | None = None
    ids: tuple[DatabaseId, ...] = ()
    rating: float | None = None
    """Mean of the scores on 0-10, one decimal, rounded half up."""
    rating_exact: float | None = None
    """The same before rounding."""
    rating_count: int = 0
    """Scores averaged."""
    rating_votes: int | None = None
    """Votes behind them, where stated."""
    rating_median: float | None = None
    """Median of the averaged scores, on 0-10."""
    rating_min: float | None = None
    """The lowest of them."""
    rating_max: float | None = None
    """The highest of them."""
    rating_weighted: float | None = None
    """Bayesian mean (m * C + sum of the scores) / (m + rating_count); m and C stand in the manifest."""
    rating_vote_weighted: float | None = None
    """Mean of the scores weighted by their votes. Null unless every averaged score states its votes."""
    rating_adjusted: float | None = None
    """Mean of the scores after the level of each source is taken out (the manifest lists the levels): what sources of
    the common level would give, so it may pass 10. Null unless the level of every averaged source is known."""
    rating_spread: float | None = None
    """Sample standard deviation of the averaged scores, on 0-10. Null with fewer than two."""
    rating_low_evidence: bool = True
    """Whether the rating rests on fewer than two scores, or on fewer than 50 votes in all where all are stated."""
    scores: tuple[SourcedScore, ...] = ()
    """Every input with its raw text, scale and page."""
    sources: tuple[str, ...] = ()
    """The pages: URL, or `saved:` and the path where the page's URL is not known. Sorted."""
    conflicts: tuple[Conflict, ...] = ()
    """What the sources disagree on, and which value was taken."""


class Operation(StrEnum):
    """What became of a line since the release before."""

    ADD = "ADD"
    MOD = "MOD"
    DEL = "DEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One key of an anime's line that is not what it was."""

    field: str
    """The key."""
    before: str
    """Its value in the release before, as JSON."""
    after: str
    """Its value now, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one anime since the release before: one line of delta.jsonl."""

    op: Operation
    """ADD: a new id. MOD: the same id says something else. DEL: no anime bears the id any more."""
    id: str
    """The anime's id."""
    title: str
    """The anime's title now; for DEL the title it had."""
    changes: tuple[FieldChange, ...] = ()
    """For MOD: the keys that differ, in their order. Empty otherwise."""
    reason: str | None = None
    """For DEL: `merged` (its pages stand under other ids), or `gone` (none of its pages was read). Null otherwise."""
    replaced_by: tuple[str, ...] = ()
    """For DEL: the ids under which its pages now stand, sorted. Empty otherwise."""
    anime: Anime | None = None
    """For ADD: the whole line. Null otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One reader's word for one field of a page."""

    value: object
    """Normalised: what the Review would hold."""
    origin: Origin
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A review and how it came about."""

    review: Review
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    """Field to what every reader said of it, the taken one first. For list fields, the taken elements first. Empty when
    nobody asked for it."""
    issues: tuple[Issue, ...] = ()
