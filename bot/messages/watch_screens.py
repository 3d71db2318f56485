"""The screens of watches: what `/watch` explains, one watch with all that can be chosen of it, the list of a chat's."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.core.preferences import When
from bot.core.preview import Preview
from bot.core.query import NoQuery, Query
from bot.core.query_text import text_of
from bot.core.watch import Wanted, Watch
from bot.core.watch_choice import Choice, Step, choice_of, written
from bot.messages.keyboards import (
    FIND,
    WATCH,
    WATCH_EXAMPLE,
    WATCH_OPEN,
    WATCH_PAUSE,
    WATCH_RESUME,
    WATCH_STOP,
    WATCHES,
    Tabled,
    table_button,
)
from bot.messages.message import Button, Keyboard, Message
from bot.messages.parts import joined, line
from bot.messages.phrases import Phrases
from bot.messages.search_results import FIRST, why_nothing
from bot.messages.watch_preview import OFFERED, offer_line, offers, preview_lines, taken_off

EXAMPLES = ("cloud souverain", "ministère:santé hôpital", '"données de santé" -cloud')
PAGE = 8
MOST_ROWS = 10
"""Rows of buttons on a screen: more would push its text off a phone's."""

RHYTHMS: tuple[When | None, ...] = (None, When.AT_ONCE, When.DAILY, When.WEEKLY)


def explanation(words: Phrases) -> Message:
    """What a watch is, above three examples to press."""
    rows = tuple((Button(text, callback=f"{WATCH_EXAMPLE}:{place}"),) for place, text in enumerate(EXAMPLES))
    return Message(words.say("watch-about"), rows)


def no_query(words: Phrases, why: NoQuery) -> Message:
    """Says why a text is nothing that can be watched."""
    return Message(Markup("{}\n\n{}").format(why_nothing(words, why), words.say("watch-about")))


def new_screen(words: Phrases, query: Query, choice: Choice, preview: Preview, is_elsewhere: bool = False) -> Message:
    """A watch before it begins: its query, what it would have brought, words for it, what and when it tells.

    `is_elsewhere` says that the chat has this watch already, in another topic, from where a start moves it.
    """
    heading = [words.say("watch-new"), named(text_of(query)), *preview_lines(words, preview)]
    heading += [words.say("watch-start-anyway")] if preview.is_empty else []
    heading += [words.say("watch-elsewhere")] if is_elsewhere else []
    start = Button(words.text("watch-start"), callback=f"{WATCH}:{written(choice, Step.START)}")
    return _laid_out(words, heading, query, choice, preview, ((_results(words), start),))


def screen(words: Phrases, watch: Watch, brought: int, preview: Preview, notice: Markup | None = None) -> Message:
    """A watch that has begun, below a notice: what it brought in the last month, and all that can be changed."""
    told = words.say("watch-brought", n=brought) if brought else None
    told = words.say("watch-paused") if watch.is_paused else told
    heading = [*_above(notice), words.say("watch-title"), named(watch.name), told, *preview_lines(words, preview)]
    pause = _pause_button(watch, words.text("watch-resume" if watch.is_paused else "watch-pause"))
    stop = Button(words.text("watch-stop"), callback=f"{WATCH_STOP}:{watch.id}")
    back = Button(words.text("watch-all"), callback=f"{WATCHES}:1")
    last = (pause, stop), (_results(words), table_button(words, Tabled.FOUND)), (back,)
    return _laid_out(words, heading, watch.query, choice_of(watch), preview, last)


def _results(words: Phrases) -> Button:
    """A button that searches for the query, which it finds in the message that it stands under."""
    return Button(words.text("button-find-results"), callback=f"{FIND}:{FIRST}")


def _laid_out(
    words: Phrases, heading: list[Markup | None], query: Query, choice: Choice, preview: Preview, last: Keyboard
) -> Message:
    choices = _choices(words, choice)
    room = min(OFFERED, MOST_ROWS - len(choices) - len(last))
    off = taken_off(query, choice)[:room]
    offered = offers(query, choice, preview, room - len(off))
    html = joined([*heading, *_said(words, choice), *offer_line(words, offered)])
    return Message(html, (*offered, *off, *choices, *last))


def watches_page(
    words: Phrases, watches: Sequence[Watch], brought: Mapping[int, int], page: int, notice: Markup | None = None
) -> Message:
    """One page of a chat's watches. A page that does not exist becomes the nearest one."""
    if not watches:
        return Message(joined([*_above(notice), words.say("watches-none")]))
    pages = (len(watches) + PAGE - 1) // PAGE
    page = min(max(page, 1), pages)
    shown = watches[(page - 1) * PAGE : page * PAGE]
    heading = words.say("watches-title", n=len(watches))
    if pages > 1:
        heading = Markup("{} · {}").format(heading, words.say("list-page", page=page, pages=pages))
    numbered = list(enumerate(shown, (page - 1) * PAGE + 1))
    lines = [_entry(words, number, watch, brought.get(watch.id, 0)) for number, watch in numbered]
    rows = [_row(number, watch, page) for number, watch in numbered]
    return Message(joined([*_above(notice), heading, Markup(""), *lines]), (*rows, *_turns(words, page, pages)))


def _above(notice: Markup | None) -> list[Markup | None]:
    return [] if notice is None else [notice, Markup("")]


def named(text: str) -> Markup:
    """A query as a screen carries it: a press reads it back from there."""
    return Markup("<code>{}</code>").format(text)


def _said(words: Phrases, choice: Choice) -> list[Markup | None]:
    kinds = words.listed([words.say(f"watch-tells-{each}") for each in Wanted if each in choice.wants])
    return [
        Markup(""),
        words.say("watch-tells", kinds=kinds),
        words.say("watch-when", when=words.say(_rhythm(choice.rhythm))),
    ]


def _choices(words: Phrases, choice: Choice) -> Keyboard:
    def button(text: str, after: Choice) -> Button:
        return Button(text, callback=f"{WATCH}:{written(after, Step.SHOW)}")

    kinds = [
        button(f"{'✅' if each in choice.wants else '⬜️'} {words.text(f'watch-box-{each}')}", choice.toggled(each))
        for each in Wanted
    ]
    rhythms = [
        button(f"{'✅ ' if each is choice.rhythm else ''}{words.text(f'{_rhythm(each)}-box')}", choice.at(each))
        for each in RHYTHMS
    ]
    return tuple(kinds[:2]), tuple(kinds[2:]), tuple(rhythms[:2]), tuple(rhythms[2:])


def _rhythm(when: When | None) -> str:
    return "watch-rhythm-chat" if when is None else f"watch-rhythm-{when}"


def _entry(words: Phrases, number: int, watch: Watch, brought: int) -> Markup:
    told = words.say("watches-brought", n=brought) if brought else words.say("watches-brought-none")
    told = Markup("⏸ {}").format(words.say("watches-paused")) if watch.is_paused else told
    return Markup("<b>{}.</b> <code>{}</code> — {}").format(number, line(watch.name, 90), told)


def _row(number: int, watch: Watch, page: int) -> tuple[Button, ...]:
    """Buttons that name a watch by its number in the list: a phone would cut its words."""
    return (
        Button(f"✏️ {number}", callback=f"{WATCH_OPEN}:{watch.id}"),
        _pause_button(watch, f"{'▶️' if watch.is_paused else '⏸'} {number}", page),
        Button(f"🗑 {number}", callback=f"{WATCH_STOP}:{watch.id}:{page}"),
    )


def _pause_button(watch: Watch, text: str, page: int | None = None) -> Button:
    """A button that pauses a watch, or lets it tell again; `page` is the one of the list that shows it then."""
    back = "" if page is None else f":{page}"
    return Button(text, callback=f"{WATCH_RESUME if watch.is_paused else WATCH_PAUSE}:{watch.id}{back}")


def _turns(words: Phrases, page: int, pages: int) -> Keyboard:
    row = []
    if page > 1:
        row.append(Button(words.text("button-previous"), callback=f"{WATCHES}:{page - 1}"))
    if page < pages:
        row.append(Button(words.text("button-next"), callback=f"{WATCHES}:{page + 1}"))
    return (tuple(row),) if row else ()
