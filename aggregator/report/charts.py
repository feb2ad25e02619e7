"""Charts: Vega-Lite specifications drawn to SVG when the report is written; in the browser nothing draws.

Each chart is drawn twice, for a wide and for a narrow screen, since scaled text is not read. The colours are the page's
own CSS variables, so that a chart is light or dark with the page. What is drawn also stands in a table beside it.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from aggregator.exits import Exit, Refusal
from aggregator.report.agreement import Agreement
from aggregator.report.overview import BIN, Overview, spans

Spec: TypeAlias = dict[str, object]

WIDE, NARROW = 480, 296
"""Widths of a drawing in pixels, without its numbers at the side; a phone is 320 and more."""
NAMES = 128
"""Of which names of sources take so much."""
LONGEST_NAME = 60
VEGA_LITE = "5.20"

_COLOURS = {
    "#000001": "var(--ink)",
    "#000002": "var(--muted)",
    "#000003": "var(--line)",
    "#000004": "var(--accent)",
    "#000005": "var(--accent-soft)",
    "#000006": "var(--surface)",
    "#000007": "var(--accent-mid)",
}
INK, MUTED, LINE, ACCENT, SOFT, SURFACE, MID = _COLOURS
"""Stand-ins, since Vega knows no CSS variables."""

_CONFIG: Spec = {
    "font": "system-ui, sans-serif",
    "background": None,
    "view": {"stroke": None},
    "aria": False,
    "padding": {"left": 6, "right": 8, "top": 8, "bottom": 4},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 150,
        "grid": False,
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "ticks": False,
        "domain": False,
        "labelPadding": 6,
        "titlePadding": 10,
    },
    "bar": {"color": ACCENT},
    "text": {"color": INK, "fontSize": 12},
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing in two widths."""

    wide: str
    narrow: str


def ratings(overview: Overview) -> Chart:
    """Anime by rating, in half points."""
    bars = [_bar(n * BIN, (n + 1) * BIN, anime, gap=0.02) for n, anime in enumerate(overview.bins)]
    axis = {"title": "Rating, points of 10", "tickCount": 10}
    return _drawn(lambda width: _bars(width, bars, {"domain": [0, 10]}, axis))


def years(overview: Overview) -> Chart:
    """Anime by the year of their premiere."""
    spanned = spans(overview.years)
    bars = [_bar(year, year + 1, anime, gap=0.06) for year, anime in spanned]
    first, last = spanned[0][0], spanned[-1][0] + 1
    axis = {"title": "Year of the premiere", "format": "d", "tickMinStep": 1}
    return _drawn(
        lambda width: _bars(
            width, bars, {"domain": [first, max(last, first + 5)]}, {**axis, "tickCount": 8 if width == WIDE else 5}
        )
    )


def spreads(agreement: Agreement) -> Chart:
    """How each source's scores are spread: a row of bars for each, the median marked."""
    rows = len(agreement.spreads)
    bars = [
        {**_bar(n * BIN, (n + 1) * BIN, scores / max(spread.bins), gap=0.02), "top": _foot(row), "row": row}
        for row, spread in enumerate(agreement.spreads)
        for n, scores in enumerate(spread.bins)
        if scores
    ]
    for bar in bars:
        bar["top"] = bar["top"] - bar["tall"] * 0.8
        bar["foot"] = _foot(int(bar["row"]))
    marks = [
        {"middle": spread.middle, "top": _foot(row) - 0.86, "foot": _foot(row)}
        for row, spread in enumerate(agreement.spreads)
    ]
    x = {"type": "quantitative", "scale": {"domain": [0, 10]}, "axis": {"title": "Score, points of 10"}}
    y = {
        "field": "top",
        "type": "quantitative",
        "scale": {"domain": [rows, 0], "nice": False},
        "axis": _names_axis([spread.source for spread in agreement.spreads], at=[row + 0.62 for row in range(rows)]),
    }
    return _drawn(
        lambda width: {
            "width": width - NAMES,
            "height": rows * 38,
            "layer": [
                {
                    "data": {"values": [{"foot": _foot(row), "from": 0, "to": 10} for row in range(rows)]},
                    "mark": {"type": "rule", "color": LINE},
                    "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": {**y, "field": "foot"}},
                },
                {
                    "data": {"values": bars},
                    "mark": {"type": "rect", "color": MID},
                    "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": y, "y2": {"field": "foot"}},
                },
                {
                    "data": {"values": marks},
                    "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
                    "encoding": {"x": {**x, "field": "middle"}, "y": y, "y2": {"field": "foot"}},
                },
            ],
        }
    )


def offsets(agreement: Agreement) -> Chart:
    """How far above or below the others a source rates the same anime: middle half and median."""
    rows = [
        {"source": place, "low": offset.low, "middle": offset.middle, "high": offset.high}
        for place, offset in enumerate(agreement.offsets)
    ]
    reach = max(1.0, *(abs(each) for offset in agreement.offsets for each in (offset.low, offset.high)))
    x = {"type": "quantitative", "scale": {"domain": [-reach, reach], "nice": True}}
    y = {
        "field": "source",
        "type": "ordinal",
        "axis": _names_axis([offset.source for offset in agreement.offsets]),
    }
    signed = "datum.value == 0 ? '0' : format(datum.value, '+.1~f')"
    axis = {"title": "Points above the others", "labelExpr": signed, "tickCount": 5, "grid": True}
    return _drawn(
        lambda width: {
            "width": width - NAMES,
            "height": {"step": 30},
            "data": {"values": rows},
            "layer": [
                {
                    "data": {"values": [{"zero": 0}]},
                    "mark": {"type": "rule", "color": MUTED, "strokeWidth": 1},
                    "encoding": {"x": {**x, "field": "zero", "axis": axis}},
                },
                {
                    "mark": {"type": "rule", "color": SOFT, "strokeWidth": 9, "strokeCap": "round"},
                    "encoding": {"x": {**x, "field": "low", "axis": axis}, "x2": {"field": "high"}, "y": y},
                },
                {
                    "mark": {"type": "circle", "color": ACCENT, "size": 90, "opacity": 1},
                    "encoding": {"x": {**x, "field": "middle", "axis": axis}, "y": y},
                },
            ],
        }
    )


def pairs(agreement: Agreement) -> Chart:
    """How far apart every two sources are on the anime that both rate."""
    names = sorted({name for pair in agreement.pairs for name in (pair.first, pair.second)})
    place = {name: n for n, name in enumerate(names)}
    most = max(pair.apart for pair in agreement.pairs) or 1.0
    cells = [
        {"row": place[row], "column": place[column], "apart": pair.apart, "shade": 0.06 + 0.5 * pair.apart / most}
        for pair in agreement.pairs
        for row, column in ((pair.first, pair.second), (pair.second, pair.first))
    ]
    scale = {"domain": list(range(len(names)))}
    axis = _names_axis(names)
    return _drawn(
        lambda width: {
            "width": width - NAMES,
            "height": {"step": 32},
            "data": {"values": cells},
            "encoding": {
                "x": {
                    "field": "column",
                    "type": "ordinal",
                    "scale": scale,
                    "axis": {**axis, "orient": "top", "labelAngle": -40, "labelAlign": "left", "minExtent": 70},
                },
                "y": {"field": "row", "type": "ordinal", "scale": scale, "axis": axis},
            },
            "layer": [
                {
                    "mark": {"type": "rect", "color": ACCENT, "stroke": SURFACE, "strokeWidth": 2},
                    "encoding": {"fillOpacity": {"field": "shade", "type": "quantitative", "scale": None}},
                },
                {
                    "mark": {"type": "text", "color": INK, "fontSize": 12 if width == WIDE else 10},
                    "encoding": {"text": {"field": "apart", "type": "quantitative", "format": ".1f"}},
                },
            ],
        }
    )


def _bar(low: float, high: float, tall: float, *, gap: float) -> dict[str, float]:
    return {"from": low + gap, "to": high - gap, "foot": 0, "tall": tall}


def _foot(row: int) -> float:
    """Where the bars of a row stand, counted in rows from the top."""
    return row + 0.94


def _bars(width: int, bars: Sequence[Mapping[str, float]], scale: Spec, axis: Spec) -> Spec:
    """Standing bars over a line of numbers."""
    upright = {"title": None, "grid": True, "tickCount": 3, "tickMinStep": 1, "format": "~s"}
    return {
        "width": width,
        "height": 150,
        "data": {"values": bars},
        "mark": {"type": "rect", "color": ACCENT},
        "encoding": {
            "x": {"field": "from", "type": "quantitative", "scale": {**scale, "nice": False}, "axis": axis},
            "x2": {"field": "to"},
            "y": {"field": "tall", "type": "quantitative", "axis": upright},
            "y2": {"field": "foot"},
        },
    }


def _names_axis(names: Sequence[str], *, at: Sequence[float] | None = None) -> Spec:
    """An axis that writes names: they stand in Vega's expression as JSON strings and are never evaluated."""
    looked_up = f"{json.dumps([drawable(name) for name in names])}[floor(datum.value)]"
    values: Spec = {} if at is None else {"values": list(at)}
    extent = {"minExtent": NAMES, "maxExtent": NAMES}
    return {
        "title": None,
        "labelExpr": looked_up,
        "labelColor": INK,
        "labelLimit": NAMES - 20,
        "grid": False,
        **extent,
        **values,
    }


def drawable(name: str) -> str:
    r"""A name as a drawing can hold it: one short line of letters that can be seen.

    >>> drawable("a\u2028b\x00")
    'a b '
    """
    return "".join(letter if letter.isprintable() else " " for letter in name[:LONGEST_NAME])


def _drawn(spec: Callable[[int], Spec]) -> Chart:
    return Chart(wide=_svg(spec(WIDE)), narrow=_svg(spec(NARROW)))


def _svg(spec: Spec) -> str:
    try:
        import vl_convert  # noqa: PLC0415 - an extra, and sixty megabytes
    except ImportError as error:
        raise missing("vl-convert-python") from error
    return tidied(vl_convert.vegalite_to_svg({**spec, "config": _CONFIG}, vl_version=VEGA_LITE))


def missing(package: str) -> Refusal:
    """What to say where the report's packages are not installed."""
    return Refusal(
        Exit.USAGE,
        f"The report needs {package}, which is not installed: pip install 'anime-review-aggregator[report]'",
    )


_ATTRIBUTES = frozenset(
    (
        *("d", "transform", "viewBox", "width", "height", "x", "x1", "x2", "y", "y1", "y2"),
        *("fill", "fill-opacity", "opacity", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-miterlimit"),
        *("stroke-opacity", "stroke-width", "font-family", "font-size", "font-weight", "text-anchor"),
    )
)
_LONG = re.compile(r"(\.\d\d)\d+")
"""Decimals beyond a hundredth of a pixel."""
_SVG = "{http://www.w3.org/2000/svg}"


def tidied(svg: str) -> str:
    """An SVG for inside a page: visible shapes and text, no links, no styles; colours by CSS variable."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for element in list(root.iter()):
        if element is not root and (element.tag not in _SHAPES or _is_invisible(element)):
            element.getparent().remove(element)
            continue
        for name, value in list(element.attrib.items()):
            if name not in _ATTRIBUTES:
                del element.attrib[name]
            else:
                element.set(name, _COLOURS.get(value) or _LONG.sub(r"\1", value))
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


_SHAPES = frozenset(_SVG + name for name in ("g", "path", "line", "rect", "text", "tspan", "circle"))


def _is_invisible(element: "etree._Element") -> bool:
    return element.get("display") == "none" or element.get("class") == "background"
