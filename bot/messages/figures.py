"""How the Government answered some questions: an overview in two lines, and views of it in pages.

The query stands in the message itself, in its first piece of code: a press reads it from there, and nothing is stored.
Every page fits below a picture, but for the list of the oldest questions, of which there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from bot.core.chambers.assemblee import BEGINNINGS, FIRST_ARCHIVED
from bot.core.chambers.chamber import TWO_MONTHS, Chamber, Terms
from bot.core.figure_chambers import data_of, offered
from bot.core.figure_query import Turned, View, chambers_of, legislatures_of, term_of
from bot.core.figures import FEWEST_JUDGED, DelayRow, Delays, Figures, LeagueRow, MonthRow
from bot.core.nature import has_terms, says_nature
from bot.core.overdue_turn import OverdueTurn
from bot.core.query import NoQuery, Query
from bot.messages.keyboards import FIGURES, OVERDUE
from bot.messages.listing import Entry, entry_line
from bot.messages.message import Button, Keyboard, Message, packed, visible
from bot.messages.parts import joined, line, named_chambers
from bot.messages.phrases import Phrases
from bot.messages.search_results import shown_query, why_nothing

PAGE = 10
"""Rows on a page."""

LONGEST_NAME = 32
"""Characters of a ministry's name in a row: the longest family has fewer."""

_VIEWS = {
    View.LEAGUE: "button-figures-league",
    View.MONTHS: "button-figures-months",
    View.DELAYS: "button-figures-delays",
    View.OLDEST: "button-figures-oldest",
}


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A page of a view, and all that the view shows, whatever its page.

    `figures` are those of all questions of the query. Of the others those are given that the view shows; of the oldest
    questions, those of the page alone. `late` are those that were answered after their term.
    """

    query: Query
    turned: Turned
    figures: Figures
    league: Sequence[LeagueRow] = ()
    months: Sequence[MonthRow] = ()
    delays: Sequence[DelayRow] = ()
    oldest: Sequence[Entry] = ()
    late: int = 0


def figure_page(words: Phrases, page: FigurePage, day: date) -> Message:
    """A page; one that does not exist becomes the nearest one. `day` is today."""
    query, figures, of = shown_query(page.query) or "", page.figures, chambers_of(page.query)
    named, termed = named_chambers(words, of), has_terms(page.query)
    if not figures.asked:
        why = _why_none(words, page.query, of)
        return Message(words.say("figures-nothing", chambers=named, query=query, why=why), _of(words, of))
    title, source = words.say("figures-title", chambers=named, query=query), _source(words, figures, of)
    if page.turned.view is View.ALL or (page.turned.view is View.LEAGUE and not termed):
        terms = term_of(page.query)
        said = words.with_term("figures-which", terms) if termed else words.say("figures-without-terms")
        which = Markup("<i>{}</i>").format(said)
        told = overview(words, figures, termed, terms)
        views = (*_views(words, termed), *_of(words, of))
        return Message(_sections(title, told, joined([which, source])), views)
    shown, pages = _page(words, page, day)
    turned = Turned(page.turned.view, min(page.turned.page, pages))
    number = words.say("list-page", page=turned.page, pages=pages) if pages > 1 else None
    foot = joined([number, *_notes(words, page), source])
    late = page.turned.view is View.OLDEST and figures.overdue > 0 and termed
    return Message(_sections(title, joined([*shown]), foot), _turns(words, turned, pages, late))


def _source(words: Phrases, figures: Figures, of: Sequence[Chamber]) -> Markup:
    """Whose data the figures are counted from, of which day, and what they do not reach back to."""
    source = words.say("figures-source", chambers=named_chambers(words, of), day=words.day(figures.as_of))
    return joined([Markup("<i>{}</i>").format(each) for each in (*spans(words, of), source)])


def spans(words: Phrases, of: Sequence[Chamber]) -> list[Markup]:
    """How far back the files of these chambers reach that do not have all questions."""
    return [words.of_chamber("figures-span", each, n=each.months_listed) for each in of if each.months_listed]


def _why_none(words: Phrases, query: Query, of: Sequence[Chamber]) -> Markup:
    """Why there is nothing to count: what is asked for is in no archive, or is in none at all."""
    asked = legislatures_of(query)
    if asked and not any(each.in_sessions for each in of):
        return words.say("figures-none-in-sessions")
    if asked and max(asked) < FIRST_ARCHIVED:
        return words.say("figures-none-archived", first=FIRST_ARCHIVED, year=BEGINNINGS[FIRST_ARCHIVED].year)
    return words.say("figures-none-at-all" if says_nature(query) else "figures-none")


def still_reading(words: Phrases, query: Query) -> Message:
    """Says that there are no figures yet."""
    return Message(words.say("figures-still-reading", query=shown_query(query) or ""), _of(words, chambers_of(query)))


def too_many(words: Phrases, query: Query) -> Message:
    """Says that there are too many questions to look at."""
    return Message(words.say("figures-too-many", query=shown_query(query) or ""))


def why_no_figures(words: Phrases, trouble: NoQuery) -> Message:
    """Says why a text asks for nothing, with examples."""
    return Message(_sections(why_nothing(words, trouble), words.say("figures-example")))


def overview(words: Phrases, figures: Figures, has_terms: bool = True, terms: Terms | None = TWO_MONTHS) -> Markup:
    """The figures in two lines: what was answered, and what was not. Where there are no terms, nothing is late.

    `terms` are those of all that is counted, None where there are several.
    """
    answered = [_counted(words, "figures-asked", figures.asked), _counted(words, "figures-answered", figures.answered)]
    first = [Markup(", ").join(answered), *([_in_time(words, figures, terms)] if has_terms else [])]
    waiting = [_counted(words, "figures-waiting", figures.waiting)]
    if figures.waited is not None and figures.waiting > 1:
        waiting = [Markup(" ").join([*waiting, _counted(words, "figures-waited", figures.waited)])]
    if figures.overdue and has_terms:
        waiting.append(_counted(words, "figures-overdue", figures.overdue))
    if figures.oldest:
        waiting.append(words.say("figures-oldest", day=words.day(figures.oldest)))
    second = [Markup(", ").join(waiting), _counted(words, "figures-closed", figures.closed)]
    if figures.delays:
        first.append(_delays(words, figures.delays))
    return joined([_sentences(first), _sentences(second)])


def _in_time(words: Phrases, figures: Figures, terms: Terms | None) -> Markup:
    share = figures.share_in_time
    if share is None:
        return words.say("figures-none-judged")
    number = words.number(figures.judged)
    shown = words.with_term("figures-in-time", terms, n=figures.judged, number=number, share=words.percent(share))
    return words.say("figures-few", share=shown) if figures.are_few else shown


def _delays(words: Phrases, delays: Delays) -> Markup:
    median = _counted(words, "figures-median", delays.median)
    if delays.first == delays.third:
        return median
    middle = words.say("figures-middle", first=words.number(delays.first), third=words.number(delays.third))
    return Markup(", ").join([median, middle])


def _page(words: Phrases, page: FigurePage, day: date) -> tuple[list[Markup], int]:
    """The heading and the rows of the page, and how many pages there are."""
    match page.turned.view:
        case View.LEAGUE:
            return _league(words, page)
        case View.MONTHS:
            rows = [_month(words, each) for each in reversed(page.months)]
            return _some(words.say("figures-months"), rows, page.turned.page)
        case View.DELAYS:
            rows = _delay_rows(words, page.delays) or [words.say("figures-delays-none")]
            return [words.say("figures-delays"), *rows], 1
        case _:
            rows = [entry_line(words, id, question, day) for id, question in page.oldest]
            pages = max(-(-page.figures.waiting // PAGE), 1)
            return [words.say("figures-oldest-ones"), *(rows or [words.say("figures-none-waits")])], pages


def _league(words: Phrases, page: FigurePage) -> tuple[list[Markup], int]:
    ranked = [each for each in page.league if not each.figures.are_few]
    few = [each for each in page.league if each.figures.are_few]
    rows = [_ranked(words, place, each) for place, each in enumerate(ranked, 1)]
    rows += [_few(words, each) for each in few]
    shown, pages = _some(words.say("figures-league"), rows, page.turned.page)
    first = (min(page.turned.page, pages) - 1) * PAGE
    at = max(len(ranked) - first, 0)
    if few and at < len(shown) - 1:
        shown.insert(at + 1, words.say("figures-league-few", n=FEWEST_JUDGED))
    return shown, pages


def _some(heading: Markup, rows: Sequence[Markup], page: int) -> tuple[list[Markup], int]:
    pages = max(-(-len(rows) // PAGE), 1)
    first = (min(page, pages) - 1) * PAGE
    return [heading, *rows[first : first + PAGE]], pages


def _ranked(words: Phrases, place: int, row: LeagueRow) -> Markup:
    figures = row.figures
    delay = words.say("figures-league-unanswered")
    if figures.delays:
        delay = words.say("figures-league-median", number=words.number(figures.delays.median))
    return words.say(
        "figures-league-row",
        place=place,
        ministry=line(row.ministry, LONGEST_NAME),
        share=words.percent(figures.share_in_time or 0),
        delay=delay,
        overdue=words.number(figures.overdue),
    )


def _few(words: Phrases, row: LeagueRow) -> Markup:
    return _counted(
        words,
        "figures-league-few-row",
        row.figures.asked,
        ministry=line(row.ministry, LONGEST_NAME),
        overdue=words.number(row.figures.overdue),
    )


def _month(words: Phrases, row: MonthRow) -> Markup:
    asked, answers = _counted(words, "figures-questions", row.asked), _counted(words, "figures-answers", row.answered)
    return words.say("figures-month-row", month=words.month(row.month), asked=asked, answers=answers)


def _delay_rows(words: Phrases, rows: Sequence[DelayRow]) -> list[Markup]:
    every = sum(each.answers for each in rows)
    return [
        words.say(
            "figures-delay-last-row" if each.most is None else "figures-delay-row",
            least=each.least,
            answers=_counted(words, "figures-answers", each.answers),
            share=words.percent(each.answers / every),
            **({} if each.most is None else {"most": each.most}),
        )
        for each in rows
    ]


def _notes(words: Phrases, page: FigurePage) -> list[Markup]:
    if page.turned.view is not View.LEAGUE:
        return []
    which = words.with_term("figures-which", term_of(page.query))
    return [Markup("<i>{}</i>").format(each) for each in (which, words.say("figures-league-which"))]


def _views(words: Phrases, has_terms: bool) -> Keyboard:
    """The other views. Ministries are ranked by how they keep to the terms."""
    offered = [each for each in _VIEWS if has_terms or each is not View.LEAGUE]
    return packed(Button(words.text(_VIEWS[each]), callback=f"{FIGURES}:{each}") for each in offered)


def _of(words: Phrases, counted: Sequence[Chamber]) -> Keyboard:
    """The chambers whose questions can be counted, each alone and all together; those that are have a sign."""
    buttons = []
    for each in offered():
        text = (
            words.text("button-figures-together") if len(each) > 1 else visible(words.of_chamber("button-of", each[0]))
        )
        is_set = list(each) == list(counted)
        buttons.append(Button(f"✓ {text}" if is_set else text, callback=f"{FIGURES}:{data_of(each)}"))
    return packed(buttons)


def _turns(words: Phrases, turned: Turned, pages: int, late: bool) -> Keyboard:
    """The pages beside this one, and the way back; also, where some are `late`, to what is beyond its term."""
    beside = [("button-previous", turned.page - 1)] * (turned.page > 1)
    beside += [("button-next", turned.page + 1)] * (turned.page < pages)
    turns = tuple(
        Button(words.text(key), callback=f"{FIGURES}:{Turned(turned.view, number).data}") for key, number in beside
    )
    back = (Button(words.text("button-figures-back"), callback=f"{FIGURES}:{View.ALL}"),)
    new = OverdueTurn(is_new=True).data
    overdue = (Button(words.text("button-overdue"), callback=f"{OVERDUE}:{new}"),) if late else ()
    return tuple(row for row in (turns, overdue, back) if row)


def _counted(words: Phrases, key: str, number: int, **others: object) -> Markup:
    """A sentence about so many, in the form that their number wants."""
    return words.say(key, n=number, number=words.number(number), **others)


def _sentences(parts: Sequence[Markup]) -> Markup:
    return Markup(" ").join(Markup("{}.").format(each) for each in parts)


def _sections(*parts: Markup) -> Markup:
    return Markup("\n\n").join(map(escape, parts))
