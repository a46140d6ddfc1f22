"""Who may use which verb of the workflow on a case, and in which statuses: rows of a table.

Each module here holds the rows of an area in its own `ROWS`; tests/cases/test_verbs.py walks
them all. What only concerns the drafts of who writes them stands in `EXEMPT`, with its why.
"""

from importlib import import_module
from pkgutil import iter_modules

_MODULES = [
    import_module(f"{__name__}.{found.name}")
    for found in iter_modules(__path__)
    if found.name != "table"
]
ROWS = {verb: row for module in _MODULES for verb, row in module.ROWS.items()}
EXEMPT = {verb: why for module in _MODULES for verb, why in getattr(module, "EXEMPT", {}).items()}
