"""YAML that knows its lines, so that an error in a pack names the place."""

from pathlib import Path
from typing import Any

import yaml


class PackError(Exception):
    """Something is wrong with a pack; the message names file, line and what."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        # A card lies one folder deeper in its pack.
        depth = 3 if path.parent.name == "cards" else 2
        super().__init__(f"{'/'.join(path.parts[-depth:])}, line {line}: {what}")


class Row(dict[str, Any]):
    """A mapping of the file, with the line of each key and of its own beginning."""

    path: Path
    line: int
    lines: dict[str, int]

    def wrong(self, what: str, name: str | None = None) -> PackError:
        """Return the error for the row, or for one of its names."""
        return PackError(self.path, self.line if name is None else self.lines[name], what)


class Items(list[Any]):
    """A list of the file, with the line of each item."""

    lines: list[int]


class _Loader(yaml.SafeLoader):
    """Build mappings as `Row`; a key that stands twice is an error, not the last value."""

    path: Path


def _row(loader: _Loader, node: yaml.MappingNode) -> Row:
    row = Row()
    row.path, row.line, row.lines = loader.path, node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key, line = str(loader.construct_object(key_node)), key_node.start_mark.line + 1
        if key in row:
            raise PackError(loader.path, line, f"{key} stands twice")
        row[key] = loader.construct_object(value_node, deep=True)
        row.lines[key] = line
    return row


def _items(loader: _Loader, node: yaml.SequenceNode) -> Items:
    items = Items(loader.construct_object(child, deep=True) for child in node.value)
    items.lines = [child.start_mark.line + 1 for child in node.value]
    return items


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _row)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG, _items)


def read(path: Path) -> Row:
    """Read a file whose top is a mapping; raises PackError when it can't be read."""
    if not path.is_file():
        raise PackError(path, 1, "the file is missing")
    loader = _Loader(path.read_text(encoding="utf-8"))
    loader.path = path
    try:
        top = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(path, line, error.problem or "this is not YAML") from error
    finally:
        loader.dispose()
    if not isinstance(top, Row):
        raise PackError(path, 1, "the file must hold names and values")
    return top
