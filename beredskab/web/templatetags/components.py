"""The components of the pages. None of them knows a model; /design/ shows them all."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from beredskab.web import moments

register = template.Library()
_HIDDEN = SafeString('aria-hidden="true"')

# Word, colour and icon of each status; only the two urgent ones have an icon.
STATUSES = {
    "overdue": (_("Overdue"), "error", "error"),
    "urgent": (_("Urgent"), "warning", "hourglass"),
    "active": (_("In progress"), "info", ""),
    "waiting": (_("Seen, waiting"), "neutral", ""),
    "on_time": (_("Within the limit"), "success", ""),
    "done": (_("Completed"), "", ""),
    "cancelled": (_("Cancelled"), "", ""),
}
ALERT_WORDS = {
    "info": _("Information"),
    "success": _("Success"),
    "warning": _("Warning"),
    "error": _("Error"),
}


# -- Small things -------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Show an icon of the design system; without a label it is hidden from screen readers."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else _HIDDEN
    return format_html(
        '<svg class="icon-svg {}" focusable="false" {}><use href="{}#{}"></use></svg>',
        css,
        spoken,
        static("dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_tag
def badge(variant: str, text: str, icon_name: str = "") -> SafeString:
    """Show a status word: info, success, warning, error or neutral; with no variant, plain text."""
    if not variant:
        return format_html('<span class="status-text">{}</span>', text)
    drawn = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge badge-{}">{}{}</span>', variant, drawn, text)


@register.simple_tag
def status(key: str) -> SafeString:
    """Show one of the statuses overdue, urgent, active, waiting, on_time, done, cancelled."""
    word, variant, icon_name = STATUSES[key]
    return badge(variant, str(word), icon_name)


@register.simple_tag
def call_button(number: str, label: str, hours: str = "", variant: str = "secondary") -> SafeString:
    """Show a large button that rings a number, with its opening hours under it."""
    context = {"number": number, "label": label, "hours": hours, "variant": variant}
    return render_to_string("components/call_button.html", context)


@register.simple_tag
def back_link(url: str, text: str = "") -> SafeString:
    """Show the way back above the heading."""
    return render_to_string("components/back_link.html", {"url": url, "text": text})


@register.simple_tag
def step(current: int, total: int) -> SafeString:
    """Show "Trin 1 af 4" above the heading."""
    return render_to_string("components/step.html", {"current": current, "total": total})


@register.simple_tag
def bar(percent: int) -> SafeString:
    """Show a bar in a table cell; the number stays text."""
    return render_to_string("components/bar.html", {"percent": max(0, min(100, int(percent)))})


# -- Time ---------------------------------------------------------------------------------------
@register.simple_tag
def moment(value: datetime, now: datetime | None = None) -> SafeString:
    """Show a moment in words, its exact value in the element."""
    words = moments.moment_words(value, now or timezone.now())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def exact_moment(value: datetime) -> SafeString:
    """Show a moment with weekday, date, year and time of day."""
    return format_html(
        '<time class="exact" datetime="{}">{}</time>', value.isoformat(), moments.exact_words(value)
    )


@register.simple_tag
def day(value: date, today: date | None = None) -> SafeString:
    """Show a calendar day in words."""
    words = moments.day_words(value, today or timezone.localdate())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def time_left(deadline: datetime, now: datetime | None = None) -> str:
    """Show the time left, or by how much the deadline is overdue."""
    return moments.time_left(deadline, now or timezone.now())


@register.simple_tag
def ticking_time_left(deadline: datetime, now: datetime | None = None) -> SafeString:
    """Show the time left; script keeps it right, with the same words, while the page is open."""
    now = now or timezone.now()
    return format_html(
        '<strong data-due="{}" data-now="{}" data-words="{}">{}</strong>',
        deadline.isoformat(),
        now.isoformat(),
        json.dumps(moments.left_words()),
        moments.time_left(deadline, now),
    )


@register.simple_tag
def deadline_cell(
    due: datetime, now: datetime | None = None, amber: datetime | None = None
) -> SafeString:
    """Show a deadline: the moment, the amber date to aim for, and under it the time left."""
    context = {"due": due, "now": now or timezone.now(), "amber": amber}
    return render_to_string("components/deadline_cell.html", context)


# -- Blocks -------------------------------------------------------------------------------------
@register.simple_block_tag
def alert(
    content: str, variant: str, heading: str = "", live: bool = False, level: int = 2
) -> SafeString:
    """Show a message box; `live` announces it, for what comes after the page has loaded."""
    context = {
        "content": content,
        "variant": variant,
        "word": ALERT_WORDS[variant],
        "heading": heading,
        "live": live,
        "level": level,
    }
    return render_to_string("components/alert.html", context)


@register.simple_block_tag
def identity_bar(content: str, label: str = "") -> SafeString:
    """Show what a page is about, on every page about it; filled with `identity_item`s."""
    return render_to_string("components/identity_bar.html", {"content": content, "label": label})


@register.simple_block_tag
def identity_item(content: str, term: str) -> SafeString:
    """Show one fact in the identity bar."""
    return format_html('<div class="identity-item"><dt>{}</dt><dd>{}</dd></div>', term, content)


@register.simple_block_tag
def details(content: str, summary: str, is_open: bool = False) -> SafeString:
    """Fold text away behind its summary; works without script."""
    context = {"content": content, "summary": summary, "is_open": is_open}
    return render_to_string("components/details.html", context)


@register.simple_block_tag
def fold_on_phone(content: str, summary: str, variant: str = "") -> SafeString:
    """Fold something away behind one line on a phone; on wider screens it stands open.

    With a variant of `alert` its line looks as urgent as what it folds.
    """
    word = ALERT_WORDS.get(variant, "")
    context = {"content": content, "summary": summary, "variant": variant, "word": word}
    return render_to_string("components/fold_on_phone.html", context)


@register.simple_block_tag
def empty_state(content: str, url: str = "", action: str = "") -> SafeString:
    """Say what will come here, and the next thing to do."""
    context = {"content": content, "url": url, "action": action}
    return render_to_string("components/empty_state.html", context)


# -- Lists --------------------------------------------------------------------------------------
@register.simple_tag
def breadcrumbs(*parts: str) -> SafeString:
    """Show where the page is: label, url, label, url, ..., label of this page."""
    links = list(zip(parts[:-1:2], parts[1::2], strict=False))
    return render_to_string("components/breadcrumbs.html", {"links": links, "here": parts[-1]})


@register.simple_tag
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Show pages that belong together; items have label, url and current."""
    return render_to_string("components/tabs.html", {"items": items, "label": label})


@register.simple_tag
def page_contents(items: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Show what a long page holds; items have label and url, perhaps a status."""
    return render_to_string("components/page_contents.html", {"items": items, "label": label})


@register.simple_tag
def count_boxes(boxes: Sequence[Mapping[str, Any]]) -> SafeString:
    """Show counts that filter; boxes have count, label, url, variant and current."""
    return render_to_string("components/count_boxes.html", {"boxes": boxes})


@register.simple_tag
def filter_tag(label: str, url: str) -> SafeString:
    """Show a chosen filter; the link takes it away."""
    return render_to_string("components/filter_tag.html", {"label": label, "url": url})


@register.simple_tag
def task_rows(rows: Sequence[Mapping[str, Any]]) -> SafeString:
    """Show tasks as a list; rows have title and status, perhaps url, due, hint and now."""
    return render_to_string("components/task_rows.html", {"rows": rows})


@register.simple_tag
def structured_list(rows: Sequence[Mapping[str, Any]], caption: str = "") -> SafeString:
    """Show facts in two columns; rows have label and value, perhaps url and action."""
    context = {
        "rows": rows,
        "caption": caption,
        "has_actions": any(row.get("url") for row in rows),
    }
    return render_to_string("components/structured_list.html", context)


@register.simple_tag
def timeline(items: Sequence[Mapping[str, Any]], now: datetime | None = None) -> SafeString:
    """Show events, newest first; items have title and at, perhaps who, text and long."""
    context = {"items": items, "now": now or timezone.now()}
    return render_to_string("components/timeline.html", context)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page) -> SafeString:
    """Show the way to the other pages of a list, keeping the filters of the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    values = {"page": page, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS}
    return render_to_string("components/pagination.html", values, context.get("request"))


@register.simple_tag
def pager(previous_url: str = "", next_url: str = "") -> SafeString:
    """Show the way to the page before and after, for lists that are not counted."""
    context = {"previous_url": previous_url, "next_url": next_url}
    return render_to_string("components/pager.html", context)


# -- Page ---------------------------------------------------------------------------------------
@register.simple_tag
def error_summary(*shown: BaseForm | BaseFormSet | str | None) -> SafeString | str:
    """Show all errors of the forms and sets of forms, each leading to its field."""
    each = chain.from_iterable(one if isinstance(one, BaseFormSet) else [one] for one in shown)
    forms = [form for form in each if isinstance(form, BaseForm) and form.errors]
    return render_to_string("components/error_summary.html", {"forms": forms}) if forms else ""


@register.simple_tag
def session_seconds() -> int:
    """Return how long a session lasts without a request."""
    return settings.SESSION_COOKIE_AGE
