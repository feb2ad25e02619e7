"""What machines read of a release first: datapackage.json (Frictionless Data Package), croissant.json (MLCommons).

Both name every file with its hash and every field with its type and meaning. Neither holds a clock time: the same pages
give the same bytes.
"""

from collections.abc import Sequence

from aggregator.dataset.schema import BOUNDS, PLAIN, Schema
from aggregator.dataset.shape import Closed, Field, Many, Plain, Shape, Whole, shape_of
from aggregator.dataset.tables import ANIME, FORMAT, ISSUES, REVIEWS, TABLES, FileEntry

NAME = "anime-reviews"
TITLE = "Anime reviews, put together"
ABOUT = (
    "What review pages say about anime, one line per page, and one line per anime with the average of its ratings. "
    "SOURCES.md says where it comes from and what may be done with it; the data dictionary describes every key."
)
CROISSANT_TYPES = {str: "sc:Text", int: "sc:Integer", float: "sc:Float", bool: "sc:Boolean"}
CROISSANT_CONTEXT: Schema = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "equivalentProperty": "cr:equivalentProperty",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


MEDIA = {
    ".jsonl": "application/jsonlines",
    ".parquet": "application/vnd.apache.parquet",
    ".zst": "application/zstd",
    ".json": "application/json",
    ".md": "text/markdown",
}


def datapackage(files: Sequence[FileEntry], sites: Sequence[str]) -> Schema:
    """datapackage.json: the files of lines, with their fields; but for empty ones, which no validator opens."""
    described = {file.name: file for file in files if file.rows}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        "version": FORMAT,
        "sources": [{"title": site, "path": f"https://{site}/"} for site in sites],
        "resources": [
            {
                "name": table.stem,
                "type": "table",
                "title": table.about,
                "path": table.name,
                "format": "jsonl",
                "mediatype": media_type(table.name),
                "encoding": "utf-8",
                "bytes": described[table.name].bytes,
                "hash": f"sha256:{described[table.name].sha256}",
                "schema": {
                    "fields": [_field(shape_of(table.line), field) for field in shape_of(table.line).fields],
                    "missingValues": [],
                    **({"primaryKey": list(table.key)} if table.key else {}),
                },
            }
            for table in TABLES
            if table.name in described
        ],
    }


def croissant(files: Sequence[FileEntry]) -> Schema:
    """croissant.json: every file, and the fields of the lines."""
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "description": ABOUT,
        "version": f"{FORMAT}.0",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.name,
                "name": file.name,
                "contentUrl": file.name,
                "contentSize": f"{file.bytes} B",
                "encodingFormat": media_type(file.name),
                "sha256": file.sha256,
            }
            for file in files
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": table.stem,
                "name": table.stem,
                "description": table.about,
                **({"key": [{"@id": f"{table.stem}/{key}"} for key in table.key]} if table.key else {}),
                "field": [_croissant_field(table.stem, table.name, field) for field in shape_of(table.line).fields],
            }
            for table in (ANIME, REVIEWS, ISSUES)
        ],
    }


def media_type(name: str) -> str:
    """What kind of file it is, by its ending.

    >>> media_type("anime.jsonl.zst")
    'application/zstd'
    """
    return next((media for ending, media in MEDIA.items() if name.endswith(ending)), "application/octet-stream")


def _field(whole: Whole, field: Field) -> Schema:
    constraints: Schema = {} if field.nullable else {"required": True}
    if isinstance(field.shape, Closed):
        constraints["enum"] = list(field.shape.words)
    constraints |= BOUNDS.get((whole.name, field.name), {})
    return {
        "name": field.name,
        "type": _type(field),
        "description": field.meaning,
        **({"constraints": constraints} if constraints else {}),
    }


def _type(field: Field) -> str:
    match field.shape:
        case Plain(type):
            return PLAIN[type]
        case Closed():
            return "string"
        case Many():
            return "array"
        case Whole():
            return "object"


def _croissant_field(record_set: str, file: str, field: Field) -> Schema:
    inner = field.shape.of if isinstance(field.shape, Many) else field.shape
    said: Schema = {
        "@type": "cr:Field",
        "@id": f"{record_set}/{field.name}",
        "name": field.name,
        "description": field.meaning,
        **({"repeated": True} if isinstance(field.shape, Many) else {}),
    }
    source: Schema = {"fileObject": {"@id": file}, "extract": {"column": field.name}}
    if not isinstance(inner, Whole):
        return {**said, "dataType": _croissant_type(inner), "source": source}
    parts = [
        {
            "@type": "cr:Field",
            "@id": f"{record_set}/{field.name}/{part.name}",
            "name": part.name,
            "description": part.meaning,
            "dataType": _croissant_type(part.shape),
            "source": {**source, "transform": {"jsonPath": f"$.{part.name}"}},
        }
        for part in inner.fields
    ]
    return {**said, "subField": parts}


def _croissant_type(shape: Shape) -> str:
    return CROISSANT_TYPES[shape.type] if isinstance(shape, Plain) else "sc:Text"
