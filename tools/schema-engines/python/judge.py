"""Judges documents by a JSON Schema, and texts by patterns, as programs written in Python do."""

import json
import pathlib
import re
import sys

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


def from_file(uri: str) -> Resource:
    path = pathlib.Path(uri.removeprefix("file://"))
    return Resource.from_contents(json.loads(path.read_text(encoding="utf-8")), DRAFT202012)


asked = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
schema = {"$ref": pathlib.Path(asked["schema"]).as_uri()}
validator = Draft202012Validator(schema, registry=Registry(retrieve=from_file))
json.dump(
    {
        "documents": [validator.is_valid(document) for document in asked["documents"]],
        "patterns": [[re.search(pattern, text) is not None for text in asked["texts"]] for pattern in asked["patterns"]],
    },
    sys.stdout,
)
