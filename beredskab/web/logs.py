"""What the portal's own log leaves out."""

import logging
import re

# The address of a calendar is its own key.
_KEY = re.compile(r"(/kalender/)[^/\s]+")


class WithoutKeys(logging.Filter):
    """Take the keys of calendar addresses out of the paths that Django logs when it says no."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                _KEY.sub(r"\1...", arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True
