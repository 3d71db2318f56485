"""What is nearly the same: an earlier answer, and the questions of other deputies, in pages."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.core.askers import Alike, Asker
from bot.core.question import Question, QuestionId, State
from bot.messages.keyboards import askers_buttons
from bot.messages.message import Message, cut
from bot.messages.parts import joined, line, link_to_question
from bot.messages.phrases import Phrases

PAGE = 10
LONGEST_NAME = 80
STANDING = {State.WAITING: "list-waiting-undated", State.ANSWERED: "list-answered"}


def asked_alike(words: Phrases, id: QuestionId, alike: Alike) -> Markup | None:
    """How many other deputies, or members of any chamber, ask nearly the same as a question; None where nobody does."""
    if not alike.deputies:
        return None
    if alike.chambers:
        who = words.listed([words.of_chamber("alike-who", chamber, n=number) for chamber, number in alike.chambers])
        return words.say("alike-asked-both", n=alike.deputies, who=who)
    return words.of_chamber("alike-asked", id.chamber, n=alike.deputies)


def same_answer(words: Phrases, question: Question, alike: Alike) -> Markup | None:
    """Which earlier answer says nearly the same; None where none does, or nothing was answered."""
    same = alike.answer
    if same is None or question.answer is None:
        return None
    return words.say("alike-answer", name=_link(words, same.id), day=words.day(same.published))


def askers_page(words: Phrases, question: QuestionId, askers: Sequence[Asker], page: int, most: int) -> Message:
    """One page of who else asks nearly the same, above a button that follows all of them, up to `most`.

    A page that does not exist becomes the nearest one.
    """
    if not askers:
        return Message(words.of_chamber("alike-none", question.chamber, name=words.name(question)))
    pages = (len(askers) + PAGE - 1) // PAGE
    page = min(max(page, 1), pages)
    heading = words.say("alike-title", n=len(askers), name=_link(words, question))
    if pages > 1:
        heading = Markup("{} · {}").format(heading, words.say("list-page", page=page, pages=pages))
    lines = [_line(words, each) for each in askers[(page - 1) * PAGE : page * PAGE]]
    buttons = askers_buttons(words, question, min(len(askers), most), page, pages)
    return Message(Markup("{}\n\n{}").format(heading, joined([*lines])), buttons)


def _line(words: Phrases, asker: Asker) -> Markup:
    author = cut(line(asker.author or ""), LONGEST_NAME)
    asked = "" if asker.asked is None else Markup(", {}").format(words.day(asker.asked))
    standing = words.say(STANDING.get(asker.state, "list-closed"))
    return Markup("• {} {}{} — <i>{}</i>").format(_link(words, asker.id), author, asked, standing)


def _link(words: Phrases, id: QuestionId) -> Markup:
    return link_to_question(id, words.name(id).unescape())
