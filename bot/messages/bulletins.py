"""Bulletins: a weekly issue in figures with a chart, a week without one, and a week in which nothing was told."""

from datetime import datetime

from markupsafe import Markup

from bot.core import chambers
from bot.core.bulletin import Lack, SourcesRead
from bot.core.delivery import Told
from bot.core.issue import Frequent, Issue, Lasted
from bot.core.preferences import Bulletin, IssueScope
from bot.messages.figure_charts import weeks_picture
from bot.messages.message import Message, visible
from bot.messages.parts import joined, line, link_to_question
from bot.messages.phrases import Phrases

LONGEST_SUBJECT, LONGEST_MINISTRY, LONGEST_RUBRIC = 60, 40, 40
"""With these bounds all that is told of an issue fits below its chart."""


def bulletin(words: Phrases, told: Told, now: datetime, is_private: bool) -> Message:
    """The message of a bulletin. Raises ValueError for an issue without its figures."""
    match told.kind:
        case Bulletin.ISSUE:
            if told.issue is None:
                raise ValueError(f"the issue of {told.day} was not counted")
            return _issue(words, told, told.issue, is_private)
        case Bulletin.NO_ISSUE:
            return Message(_no_issue(words, told))
        case Bulletin.QUIET_WEEK:
            return Message(_quiet_week(words, told, now, is_private))


def read_line(words: Phrases, read: SourcesRead, now: datetime) -> Markup:
    """Says when the sources were last read, with a sign where that is so long ago that something may be missing."""
    assemblee = words.say("read-assemblee-never")
    if read.assemblee is not None:
        assemblee = words.say("read-assemblee", moment=words.moment(read.assemblee))
    shown = [assemblee]
    for chamber, moment in read.others:
        shown.append(words.of_chamber("read", chamber, moment=words.moment(moment)))
    if read.nosdeputes is not None:
        shown.append(words.say("read-nosdeputes", moment=words.moment(read.nosdeputes)))
    key = "read-last-late" if read.is_late(now) else "read-last"
    return words.say(key, sources=Markup(" · ").join(shown))


def _issue(words: Phrases, told: Told, issue: Issue, is_private: bool) -> Message:
    chamber, _ = chambers.issue_on(told.day)
    title = words.of_chamber("issue-title", chamber, day=words.day(told.day))
    if told.scope is IssueScope.OWN and not (issue.asked or issue.answered):
        return Message(joined([title, words.say("issue-none-own" if is_private else "issue-none-own-chat")]))
    scope = visible(words.of_chamber("issue-all", chamber, legislature=told.legislature))
    if told.scope is IssueScope.OWN:
        scope = words.text("issue-own" if is_private else "issue-own-chat")
    picture = weeks_picture(words, scope, [(each.day, each.asked, each.answered) for each in issue.weeks], [chamber])
    heading = joined([title, Markup("<i>{}</i>").format(scope)])
    return Message(Markup("\n\n").join([heading, joined(_lines(words, told, issue))]), picture=picture)


def _lines(words: Phrases, told: Told, issue: Issue) -> list[Markup | None]:
    questions = words.say("issue-questions", n=issue.asked, number=words.number(issue.asked))
    answers = words.say("issue-answers", n=issue.answered, number=words.number(issue.answered))
    rubrics = Markup(", ").join(_rubric(words, each) for each in issue.frequent)
    return [
        words.say("issue-counts", questions=questions, answers=answers),
        *_delays(words, told, issue),
        _ministry(words, "issue-answered-most", issue),
        _ministry(words, "issue-owes-most", issue),
        words.say("issue-frequent", rubrics=rubrics) if issue.frequent else None,
        _lasted(words, "issue-oldest", told, issue.oldest),
    ]


def _delays(words: Phrases, told: Told, issue: Issue) -> list[Markup | None]:
    if issue.fastest == issue.slowest:
        return [_lasted(words, "issue-delay", told, issue.fastest)]
    return [
        _lasted(words, "issue-fastest", told, issue.fastest),
        _lasted(words, "issue-slowest", told, issue.slowest),
    ]


def _lasted(words: Phrases, key: str, told: Told, lasted: Lasted | None) -> Markup | None:
    if lasted is None:
        return None
    id, question = lasted.question, told.named.get(lasted.question)
    shown = link_to_question(id, words.text("issue-question", number=id.written_number))
    what = line(question.subject or question.text or "", LONGEST_SUBJECT) if question else ""
    if what:
        shown = Markup("{} {}").format(shown, what)
    days = words.say("issue-days", n=lasted.days, number=words.number(lasted.days))
    return words.say(key, question=shown, days=days)


def _ministry(words: Phrases, key: str, issue: Issue) -> Markup | None:
    of = issue.answered_most if key == "issue-answered-most" else issue.owes_most
    if of is None:
        return None
    return words.say(key, n=of.number, number=words.number(of.number), ministry=line(of.ministry, LONGEST_MINISTRY))


def _rubric(words: Phrases, frequent: Frequent) -> Markup:
    values = {"rubric": line(frequent.rubric, LONGEST_RUBRIC), "number": words.number(frequent.number)}
    if frequent.times is None:
        return words.say("issue-rubric-new", **values)
    return words.say("issue-rubric", times=words.times(frequent.times), **values)


def _no_issue(words: Phrases, told: Told) -> Markup:
    chamber, _ = chambers.issue_on(told.day)
    day, moment = words.day(told.day), told.read_at
    if moment is None:
        return words.of_chamber("no-issue-never-read", chamber, day=day)
    why = {Lack.NONE: "no-issue-none", Lack.STILL: "no-issue-still"}
    return words.of_chamber(
        why.get(told.lack or Lack.UNREAD, "no-issue-unread"), chamber, day=day, moment=words.moment(moment)
    )


def _quiet_week(words: Phrases, told: Told, now: datetime, is_private: bool) -> Markup:
    key = "quiet-week" if is_private else "quiet-week-chat"
    if told.read.is_late(now):
        key = "quiet-week-late"
    return joined([words.say(key, day=words.day(told.day)), read_line(words, told.read, now)])
