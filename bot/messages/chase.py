"""The letter that chases a question up: a message with a text for a person to copy, and to send to the author.

The letter is in French whatever the chat's language is, for its reader is a French deputy. Telegram copies what stands
in `<pre>` with one tap. It makes a link of an e-mail address that stands in plain text; `mailto:` it takes neither in a
button nor in a link (reports of users; its manual names none but http and tg).
"""

from enum import StrEnum

from markupsafe import Markup

from bot.core.addresses import deputy_page
from bot.core.chase import Chase, Situation
from bot.core.deputy import Deputy
from bot.core.question import Question, QuestionId
from bot.messages.inert import to_copy
from bot.messages.keyboards import page_button
from bot.messages.message import LONGEST_COPY, Button, Keyboard, Message, width
from bot.messages.parts import joined, last_day, line, link, of_chamber, title
from bot.messages.phrases import Phrases, letter_phrases

LONGEST_NAME = 120
LONGEST_SUBJECT = 200
"""With these bounds the letter always fits into one message."""

UNGROUPED = "non inscrit"
"""So begins, in small letters, what the records call those who are in no group."""

FEMININE, MASCULINE = ("Mme ", "Mlle "), ("M. ",)


class Ask(StrEnum):
    """What the letter asks of the deputy: the ends of the keys of its sentences."""

    SIGNAL = "signal"
    RENEW = "renew"
    INSIST = "insist"
    INSIST_LATE = "insist-late"
    INSIST_AND_RENEW = "insist-and-renew"


def chase_letter(words: Phrases, chase: Chase, deputy: Deputy | None) -> Message:
    """The letter to a question's author, with what is known of how to reach the deputy: None where not registered."""
    question = chase.question
    page = deputy_page(question.author_ref) if question.author_ref else None
    email = deputy.email if deputy else None
    html = joined(
        [
            words.say("chase"),
            title(words, question.id),
            Markup(""),
            words.say("chase-how" if question.author else "chase-how-unknown"),
            Markup(""),
            Markup("<pre>{}</pre>").format(_letter(chase, deputy)),
            Markup(""),
            # The register's reader lets through addresses at the Assemblée alone: this one may be pressed.
            words.say("chase-address", email=Markup.escape(email)) if email else words.say("chase-no-address"),
            Markup("👤 {}").format(link(page, words.say("chase-page"))) if page else None,
        ]
    )
    return Message(html, _buttons(words, chase, email), question=question.id)


def in_vain(words: Phrases, id: QuestionId, question: Question | None, current: int) -> Message:
    """Why there is no letter for a question."""
    if not id.chamber.has_letter:
        return Message(words.say("chase-none", of=of_chamber(words, "of", id)), ((page_button(words, id),),))
    unread = "chase-unread" if question is None else "chase-in-vain"
    return Message(words.say("chase-lapsed" if id.is_over(current) else unread, name=words.name(id)))


def _buttons(words: Phrases, chase: Chase, email: str | None) -> Keyboard:
    short = _short(chase)
    rows = [Button(words.text("button-copy-short"), copy=short)] if width(short) <= LONGEST_COPY else []
    rows += [Button(words.text("button-copy-address"), copy=email)] if email else []
    return tuple((each,) for each in rows)


def _letter(chase: Chase, deputy: Deputy | None) -> Markup:
    """The letter as it is copied. What stands in `<pre>` is no link: it needs no sign that keeps it from being one."""
    return Markup(to_copy(_lines(chase, deputy)))  # noqa: S704 - it was escaped before


def _lines(chase: Chase, deputy: Deputy | None) -> Markup:
    letter, question = letter_phrases(), chase.question
    hail = letter.say(_hail(question.author))
    author = line(question.author, LONGEST_NAME) if question.author else None
    return joined(
        [
            letter.say("letter-heading", number=question.id.number),
            letter.say("letter-to", author=author) if author else None,
            Markup(""),
            letter.say("letter-hail-line", hail=hail),
            Markup(""),
            letter.say("letter-opening"),
            _citation(letter, question, author, deputy),
            letter.say("letter-subject", subject=line(question.subject, LONGEST_SUBJECT)) if question.subject else None,
            letter.say("letter-ministry", ministry=line(question.ministry, LONGEST_SUBJECT))
            if question.ministry
            else None,
            Markup(""),
            *_dates(letter, chase),
            Markup(""),
            letter.say("letter-rule"),
            _request(letter, chase),
            Markup(""),
            letter.say("letter-thanks", hail=hail),
        ]
    )


def _hail(author: str | None) -> str:
    """The key of the words with which the author is spoken to."""
    if author and author.startswith(FEMININE):
        return "letter-hail-mme"
    return "letter-hail-m" if author and author.startswith(MASCULINE) else "letter-hail"


def _citation(letter: Phrases, question: Question, author: str | None, deputy: Deputy | None) -> Markup:
    """The question as jurists cite it."""
    place = question.constituency or (deputy.constituency if deputy else None)
    # The name already has a constituency behind it where two deputies share it.
    told = [question.group, None if author and author.endswith(")") else place]
    of = " – ".join(line(each, LONGEST_NAME) for each in told if each)
    by = letter.say("letter-by-of", author=author, of=of) if of else letter.say("letter-by", author=author)
    return letter.say(
        "letter-citation",
        number=question.id.number,
        author=by if author else "",
        legislature=question.id.session,
        journal=letter.say("letter-journal", day=letter.day(question.asked)) if question.asked else "",
    )


def _dates(letter: Phrases, chase: Chase) -> list[Markup | None]:
    question = chase.question
    asked, due, renewed = question.asked, question.due, last_day(question.renewals)
    return [
        letter.say("letter-waited", day=letter.day(asked), n=chase.waited) if asked and chase.waited else None,
        letter.say("letter-due", day=letter.day(due), n=(chase.day - due).days) if due and due < chase.day else None,
        letter.say("letter-renewed", day=letter.day(renewed)) if renewed else None,
        letter.say("letter-renewed-undated") if question.renewals and renewed is None else None,
        _signalled(letter, chase) if question.signalled else None,
    ]


def _signalled(letter: Phrases, chase: Chase) -> Markup:
    on, due = last_day(chase.question.signalled), chase.question.signalled_due
    if on is None or due is None:
        return letter.say("letter-signalled-undated")
    key = "letter-signalled-late" if due < chase.day else "letter-signalled"
    return letter.say(key, day=letter.day(on), due=letter.day(due))


def _ask(chase: Chase) -> Ask:
    match chase.situation:
        case Situation.LATE:
            return Ask.SIGNAL
        case Situation.RENEWABLE:
            return Ask.RENEW
        case Situation.SIGNALLED:
            due = chase.question.signalled_due
            if due and due >= chase.day:
                return Ask.INSIST
            if chase.may_be_renewed:
                return Ask.INSIST_AND_RENEW
            return Ask.INSIST_LATE if due else Ask.INSIST


def _request(letter: Phrases, chase: Chase) -> Markup:
    """What is asked of the author. One who is in no group can ask the president of any."""
    ask = _ask(chase)
    of = letter.say("letter-of-a-group" if _is_in_no_group(chase.question) else "letter-of-your-group")
    match ask:
        case Ask.SIGNAL if chase.months:
            return letter.say("letter-ask-signal-or-later", of=of, day=letter.day(chase.months))
        case Ask.SIGNAL | Ask.RENEW:
            return letter.say(f"letter-ask-{ask}", of=of)
    return letter.say(f"letter-ask-{ask}")


def _is_in_no_group(question: Question) -> bool:
    return UNGROUPED in (question.group or "").casefold()


def _short(chase: Chase) -> str:
    letter, question = letter_phrases(), chase.question
    opening = letter.text(
        "short-opening",
        hail=letter.say(_hail(question.author)),
        number=question.id.number,
        journal=letter.say("short-journal", day=letter.day(question.asked)) if question.asked else "",
    )
    group = letter.say("short-a-group" if _is_in_no_group(question) else "short-your-group")
    return to_copy(f"{opening} {letter.text(f'short-ask-{_ask(chase)}', group=group)}")
