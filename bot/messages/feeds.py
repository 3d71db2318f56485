"""Feeds: the screens that show or open their address, and the plain texts that stand in them."""

import re

from markupsafe import Markup

from bot.core.deadline import OVERDUE_SIGNALLED, RENEWABLE
from bot.core.delivery import Delivery, DigestEntry, Happened
from bot.core.feeds import FollowedTerm
from bot.core.public_address import Form, PublicAddress
from bot.core.question import Question
from bot.messages.digest import event_lines
from bot.messages.grouped import LONGEST_SUBJECT
from bot.messages.inert import JOINER
from bot.messages.keyboards import feed_buttons
from bot.messages.message import Message, visible
from bot.messages.parts import author_line, joined, line
from bot.messages.phrases import Phrases


def feed_screen(words: Phrases, public: PublicAddress, token: str | None) -> Message:
    """The addresses of a chat's feeds, or the words that none is open, with what can be done about it."""
    if token is None:
        return Message(words.say("feed-closed"), feed_buttons(words, is_open=False))
    # Markup, for the address is to be copied as it is: nothing of it can be pressed within <code>.
    shown = {name: Markup.escape(public.feed(token, form)) for name, form in _FORMS.items()}
    return Message(words.say("feed-open", **shown), feed_buttons(words, is_open=True))


_FORMS = {"atom": Form.ATOM, "calendar": Form.CALENDAR}


def plain(markup: Markup | str) -> str:
    """What a person sees of a message, for a place where nothing can be pressed."""
    return visible(markup).replace(JOINER, "")


def web_page(markup: Markup) -> str:
    """A message in HTML as readers of feeds show it: with its lines, what is struck out, and its links."""
    return _TELEGRAMS_OWN.sub("", markup).replace(JOINER, "").replace("\n", "<br>")


_TELEGRAMS_OWN = re.compile(r"</?tg-[^<>]*>|(?<=<blockquote) expandable(?=>)")


def entry_title(words: Phrases, delivery: Delivery, question: Question) -> str:
    """What happened to which question, in one line."""
    happened = tuple(Happened(delivery.kind, key, delivery.detail) for key in delivery.keys)
    lines = event_lines(words, DigestEntry(question.id, question, happened, delivery.rows))
    return _named(words, ("feed-entry", "feed-entry-of"), question, said=Markup(" · ").join(lines))


def term_title(words: Phrases, term: FollowedTerm) -> str:
    """What ends on the last day of a term, in one line."""
    is_months = term.key == RENEWABLE
    keys = ("feed-renewable", "feed-renewable-of") if is_months else ("feed-term", "feed-term-of")
    return _named(words, keys, term.question)


def term_text(words: Phrases, term: FollowedTerm) -> str:
    """Who asked whom, and which term it is."""
    question = term.question
    ministry, asked = question.ministry, question.asked
    said = joined(
        [
            author_line(words, question),
            words.say("card-ministry", ministry=line(ministry)) if ministry else None,
            words.say("card-asked", day=words.day(asked)) if asked else None,
            words.say(_TERMS.get(term.key, "feed-term-usual"), term=words.term(question.id.terms)),
        ]
    )
    return plain(said)


_TERMS = {OVERDUE_SIGNALLED: "feed-term-signalled", RENEWABLE: "feed-renewable-then"}


def _named(words: Phrases, keys: tuple[str, str], question: Question, **values: Markup) -> str:
    """A sentence about a question: the first of two where no source gave a subject, else the second."""
    name, subject = words.name(question.id), line(question.subject or "", LONGEST_SUBJECT)
    if not subject:
        return plain(words.say(keys[0], name=name, **values))
    return plain(words.say(keys[1], subject=subject, name=name, **values))
