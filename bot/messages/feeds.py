"""Feeds: the screens that show or open their address, and the plain texts that stand in them."""

from markupsafe import Markup

from bot.core.delivery import Delivery, DigestEntry, Happened
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


def entry_title(words: Phrases, delivery: Delivery, question: Question) -> str:
    """What happened to which question, in one line."""
    happened = tuple(Happened(delivery.kind, key, delivery.detail) for key in delivery.keys)
    lines = event_lines(words, DigestEntry(question.id, question, happened, delivery.rows))
    return _named(words, ("feed-entry", "feed-entry-of"), question, said=Markup(" · ").join(lines))


def term_title(words: Phrases, question: Question) -> str:
    """That the answer to a question is due, in one line."""
    return _named(words, ("feed-term", "feed-term-of"), question)


def term_text(words: Phrases, question: Question) -> str:
    """Who asked whom, and which term counts."""
    ministry, asked = question.ministry, question.asked
    said = joined(
        [
            author_line(words, question),
            words.say("card-ministry", ministry=line(ministry)) if ministry else None,
            words.say("card-asked", day=words.day(asked)) if asked else None,
            words.say("feed-term-signalled" if question.signalled_due else "feed-term-usual"),
        ]
    )
    return plain(said)


def _named(words: Phrases, keys: tuple[str, str], question: Question, **values: Markup) -> str:
    """A sentence about a question: the first of two where no source gave a subject, else the second."""
    name, subject = words.name(question.id), line(question.subject or "", LONGEST_SUBJECT)
    if not subject:
        return plain(words.say(keys[0], name=name, **values))
    return plain(words.say(keys[1], subject=subject, name=name, **values))
