"""The charts of figures: what the text below each of them says in words, to be seen at a glance."""

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from bot.core.chambers.chamber import Chamber, Terms
from bot.core.chart import Bar, Chart, Columns, Mark, Panel, Part, Ranking, Series, Stack, Tone
from bot.core.figure_query import View, chambers_of, term_of
from bot.core.figures import FEWEST_JUDGED, DelayRow, Delays, Figures, LeagueRow, MonthRow
from bot.core.nature import has_terms
from bot.core.query import Field, Filter, Query
from bot.messages.figures import PAGE, FigurePage
from bot.messages.message import Picture
from bot.messages.parts import named_chambers
from bot.messages.phrases import Phrases
from bot.messages.search_results import shown_query

MOST_MONTHS = 36
"""The latest months that are shown: more columns are too thin for a phone."""

DAYS_OF_A_MONTH = 30.5
"""Days, give or take one: where the end of the term is marked among delays."""

LONGEST_SCOPE = 200

MOST_LABELS = 7
"""Days that a phone shows side by side below columns."""


def picture_of(words: Phrases, page: FigurePage) -> Picture | None:
    """The picture of a page; None where it has nothing to show."""
    panels = _panels(words, page)
    if not page.figures.asked or not panels:
        return None
    view, scope = page.turned.view, scope_of(words, page.query)
    title = words.text(f"chart-title-{view}")
    if view is View.LEAGUE:
        title = words.with_term("chart-title-league", term_of(page.query)).unescape()
    made = chart(words, title, scope, panels, page.figures.as_of, chambers_of(page.query))
    return Picture(made, words.say("chart-undrawn"))


def chart(
    words: Phrases, title: str, subtitle: str, panels: Sequence[Panel], as_of: date, of: Iterable[Chamber]
) -> Chart:
    """A chart with the source, which are some chambers, and the day that stand below every one."""
    source = words.text("chart-source", chambers=named_chambers(words, of))
    return Chart(title, subtitle, tuple(panels), source, words.day(as_of))


def scope_of(words: Phrases, query: Query) -> str:
    """Which questions are meant: in words where it is a whole legislature, else as a person may type it."""
    terms = query.alternatives[0] if len(query.alternatives) == 1 and not query.excluded else ()
    if len(terms) == 1 and isinstance(terms[0], Filter) and terms[0].field is Field.LEGISLATURE:
        values = [value[0] for value in terms[0].values]
        if len(values) == 1:
            return words.text("chart-legislature", legislature=int(values[0]))
    return (shown_query(query) or "")[:LONGEST_SCOPE]


def _panels(words: Phrases, page: FigurePage) -> list[Panel]:
    match page.turned.view:
        case View.ALL | View.LEAGUE | View.MONTHS if not has_terms(page.query):
            return []  # their colours say what came in time
        case View.ALL:
            return overview_panels(words, page.figures, page.late, page.delays, term_of(page.query))
        case View.LEAGUE:
            return _league(words, page.league, page.turned.page)
        case View.MONTHS:
            return months_panels(words, page.months)
        case View.DELAYS:
            return _delays(words, page)
        case View.OLDEST:
            return []


def overview_panels(
    words: Phrases, figures: Figures, late: int, delays: Sequence[DelayRow], terms: Terms | None
) -> list[Panel]:
    """What became of all questions, and how long the answers took. `terms` are those of all, if they share any."""
    dated = figures.delays.count if figures.delays else 0
    parts = [
        (Tone.IN_TIME, dated - late, "chart-in-time"),
        (Tone.LATE, late, "chart-late"),
        (Tone.FEW, figures.answered - dated, "chart-undated"),
        (Tone.WAITING, figures.waiting - figures.overdue, "chart-waiting"),
        (Tone.OVERDUE, figures.overdue, "chart-overdue"),
        (Tone.CLOSED, figures.closed, "chart-closed"),
    ]
    stack = Stack(
        tuple(
            Part(tone, number, words.number(number), _part(words, key, number, terms))
            for tone, number, key in parts
            if number or tone is not Tone.FEW
        )
    )
    return [stack, delays_panel(words, delays, figures.delays, terms)] if figures.delays and delays else [stack]


def _delays(words: Phrases, page: FigurePage) -> list[Panel]:
    delays = page.figures.delays
    return [delays_panel(words, page.delays, delays, term_of(page.query))] if delays else []


def _part(words: Phrases, key: str, number: int, terms: Terms | None) -> str:
    said = words.with_term(key, terms, n=number) if key == "chart-in-time" else words.say(key, n=number)
    return said.unescape()


def delays_panel(words: Phrases, rows: Sequence[DelayRow], delays: Delays | None, terms: Terms | None) -> Columns:
    """How many answers took how long, with the end of the term, if all share one, and the median."""
    number = delays.count if delays else 0
    in_time, late = tuple(row.answers - row.late for row in rows), tuple(row.late for row in rows)
    marks = []
    if terms is not None:
        days = terms.days_to_answer or round((terms.months_to_answer or 0) * DAYS_OF_A_MONTH)
        marks.append(Mark(_place(rows, days), words.term(terms).unescape(), is_limit=True))
    if delays:
        label = words.text("chart-median", n=delays.median, number=words.number(delays.median))
        marks.append(Mark(_place(rows, delays.median), label))
    labels = tuple("+" if row.most is None else str(row.most) for row in rows)
    heading = words.text("chart-delays-of", n=number, number=words.number(number))
    series = (
        Series(Tone.IN_TIME, words.text("chart-within-term"), in_time),
        Series(Tone.LATE, words.text("chart-after-term"), late),
    )
    return Columns(heading, labels, series, tuple(marks), shares_place=True, are_ends=True, thousands=words.thousands)


def _place(rows: Sequence[DelayRow], days: int) -> float:
    """Where so many days lie among the columns: 1.5 is the middle of the second one."""
    for at, row in enumerate(rows):
        if row.most is None or days <= row.most:
            width = 1 if row.most is None else row.most - row.least + 1
            return at + (0.5 if row.most is None else min(max((days - row.least + 1) / width, 0.0), 1.0))
    return float(len(rows))


def months_panels(words: Phrases, rows: Sequence[MonthRow]) -> list[Panel]:
    """What was asked and answered in each of the latest months."""
    shown = list(rows)[-MOST_MONTHS:]
    labels = tuple(str(row.month.year) if row.month.month == 1 or at == 0 else "" for at, row in enumerate(shown))
    heading = words.text("chart-months-last", n=MOST_MONTHS) if len(rows) > MOST_MONTHS else ""
    return [_asked_and_answered(words, heading, labels, [(row.asked, row.answered) for row in shown])] if shown else []


def weeks_picture(
    words: Phrases, scope: str, rows: Sequence[tuple[date, int, int]], of: Iterable[Chamber]
) -> Picture | None:
    """What was asked and answered in each of some weeks: the day of its issue, questions, answers; the latest last.

    `scope` says in plain words which questions are meant, of the chambers `of`. None where there is no week.
    """
    if not rows:
        return None
    apart = 2 if len(rows) > MOST_LABELS else 1  # so that the last one, which is meant, has its label
    left = range(len(rows) - 1, -1, -1)
    labels = tuple(
        words.day_and_month(day) if at % apart == 0 else "" for at, (day, _, _) in zip(left, rows, strict=True)
    )
    panel = _asked_and_answered(words, "", labels, [(asked, answered) for _, asked, answered in rows])
    return Picture(
        chart(words, words.text("chart-title-weeks"), scope[:LONGEST_SCOPE], [panel], rows[-1][0], of),
        Markup(""),
    )


def _asked_and_answered(
    words: Phrases, heading: str, labels: tuple[str, ...], numbers: Sequence[tuple[int, int]]
) -> Columns:
    asked = Series(Tone.ASKED, words.text("chart-questions"), tuple(each for each, _ in numbers))
    return Columns(
        heading,
        labels,
        (asked, Series(Tone.ANSWERED, words.text("chart-answers"), tuple(each for _, each in numbers))),
        thousands=words.thousands,
    )


def _league(words: Phrases, rows: Sequence[LeagueRow], page: int) -> list[Panel]:
    """The ministries of one page, with their places; those of few questions below, without a rate."""
    ranked = [each for each in rows if not each.figures.are_few]
    few = [each for each in rows if each.figures.are_few]
    bars = [_ranked(words, place, each) for place, each in enumerate(ranked, 1)] + [_few(words, each) for each in few]
    pages = max(-(-len(bars) // PAGE), 1)
    first = (min(page, pages) - 1) * PAGE
    shown = tuple(bars[first : first + PAGE])
    heading = "" if not shown or shown[0].is_few else words.text("chart-share")
    return [Ranking(heading, shown, words.text("chart-few", n=FEWEST_JUDGED))] if shown else []


def _ranked(words: Phrases, place: int, row: LeagueRow) -> Bar:
    figures, share = row.figures, row.figures.share_in_time or 0.0
    median = figures.delays.median if figures.delays else None
    note = (
        words.text("chart-no-answer")
        if median is None
        else words.text("chart-median-short", number=words.number(median))
    )
    return Bar(f"{place}. {_named(row)}", share, words.percent(share), note)


def _few(words: Phrases, row: LeagueRow) -> Bar:
    number = row.figures.asked
    return Bar(_named(row), 0.0, "", words.text("chart-asked", n=number, number=words.number(number)), is_few=True)


def _named(row: LeagueRow) -> str:
    return " ".join(row.ministry.split())[:LONGEST_SCOPE]
