"""A question's life: a line of time, and the same in lines for who cannot see it."""

from datetime import date

from markupsafe import Markup

from bot.core.chart import Band, Chart, Life, Moment, Tone
from bot.core.figures import Delays
from bot.core.life import LifeDay, QuestionLife, Step
from bot.core.question import Question, State
from bot.messages.figure_charts import chart
from bot.messages.keyboards import page_button
from bot.messages.message import Message, Picture
from bot.messages.parts import joined, line, title
from bot.messages.phrases import Phrases

LONGEST_MINISTRY = 60
LONGEST_SUBJECT = 160

_TONES = {
    Step.ASKED: Tone.ASKED,
    Step.MOVED: Tone.CLOSED,
    Step.RENEWED: Tone.LATE,
    Step.SIGNALLED: Tone.LATE,
    Step.DUE: Tone.OVERDUE,
    Step.SIGNALLED_DUE: Tone.OVERDUE,
    Step.ANSWERED: Tone.IN_TIME,
    Step.CLOSED: Tone.CLOSED,
    Step.TODAY: Tone.WAITING,
}


def life_page(words: Phrases, question: Question, life: QuestionLife | None, day: date) -> Message:
    """The life of a question as of a day; a sentence where no day of it is known."""
    about = _about(question)
    heading = joined(
        [title(words, question.id), Markup("<b>{}</b>").format(line(about, LONGEST_SUBJECT)) if about else None]
    )
    buttons = ((page_button(words, question.id),),)
    if life is None:
        return Message(joined([heading, Markup(""), words.say("life-unknown")]), buttons, question=question.id)
    term = words.term(question.id.terms)
    lines = [_line(words, each, term) for each in life.days]
    lasted = _lasted(words, question, life)
    usual = [_usual(words, life.usual)] if life.usual else []
    html = joined([heading, Markup(""), *lines, Markup(""), *lasted, *usual])
    picture = Picture(_chart(words, question, life, day), words.say("chart-undrawn"))
    return Message(html, buttons, picture=picture, question=question.id)


def _line(words: Phrases, day: LifeDay, term: Markup) -> Markup:
    key = f"life-step-{day.step}-ahead" if day.is_ahead else f"life-step-{day.step}"
    ministry = {"ministry": line(day.ministry or "", LONGEST_MINISTRY)} if day.step is Step.MOVED else {}
    return words.say("life-line", day=words.day(day.on), step=words.say(key, term=term, **ministry))


def _lasted(words: Phrases, question: Question, life: QuestionLife) -> list[Markup]:
    """How long it waits, or waited for its answer; nothing where that is not known."""
    last = life.days[-1] if question.state is not State.WAITING else _today(life)
    if last is None or last.step not in (Step.ANSWERED, Step.CLOSED, Step.TODAY):
        return []
    days = (last.on - life.days[0].on).days
    if last.step is Step.ANSWERED and not days:
        return [words.say("life-lasted-no-day")]
    return [words.say(f"life-lasted-{last.step}", n=days, number=words.number(days))]


def _today(life: QuestionLife) -> LifeDay | None:
    return next((each for each in life.days if each.step is Step.TODAY), None)


def _usual(words: Phrases, usual: Delays) -> Markup:
    return words.say("life-usual", n=usual.median, number=words.number(usual.median))


def _chart(words: Phrases, question: Question, life: QuestionLife, day: date) -> Chart:
    first, term = life.days[0].on, words.term(question.id.terms)
    moments = tuple(
        Moment((each.on - first).days, _label(words, each, term), words.day(each.on), _TONES[each.step], each.is_ahead)
        for each in life.days
    )
    usual = life.usual
    band = None
    if usual is not None:
        label = words.text(
            "life-band",
            first=words.number(usual.first),
            third=words.number(usual.third),
            median=words.number(usual.median),
        )
        band = Band(usual.first, usual.median, usual.third, label)
    return chart(
        words, title(words, question.id).unescape(), _about(question), [Life(moments, band)], day, [question.id.chamber]
    )


def _about(question: Question) -> str:
    about = " ".join((question.subject or "").split())[:LONGEST_SUBJECT]
    return about[:1].upper() + about[1:]


def _label(words: Phrases, day: LifeDay, term: Markup) -> str:
    if day.step is Step.MOVED:
        ministry = " ".join((day.ministry or "").split())[:LONGEST_MINISTRY]
        return " ".join([words.text("life-moved-short"), ministry])
    return words.text(f"life-step-{day.step}-ahead" if day.is_ahead else f"life-step-{day.step}", term=term)
