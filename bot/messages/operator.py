"""Reports to the operator: sites that changed or fell silent, data not understood, messages that Telegram refuses."""

import re

from markupsafe import Markup

from bot.core import chambers
from bot.core.question import QuestionId
from bot.messages.event_detail import Detail, count_in, day_in, moment_in, rows_in, text_in, texts_in
from bot.messages.message import Message
from bot.messages.parts import joined, line, link_to_question
from bot.messages.phrases import Phrases

MOST_QUESTIONS = 10
MOST_EXAMPLES = 8
MOST_UNKNOWN = 20
LONGEST_REASON = 300
LONGEST_NAME = 80

_SOURCES = {
    "assemblee": "source-assemblee",
    "questions": "source-questions",
    "nosdeputes": "source-nosdeputes",
    "feed": "source-feed",
    "deputies": "source-deputies",
    "all-deputies": "source-all-deputies",
    "senat-pages": "source-senat-pages",
}
_DATES = {
    "asked": "date-asked",
    "answer": "date-answer",
    "closing": "date-closing",
    "signalled": "date-signalled",
    "renewal": "date-renewal",
    "attribution": "date-attribution",
}
_PAGES = {"assemblee", "questions", "senat-pages"}
"""Sources that tell nothing which the archives do not tell too."""

_ARCHIVE = re.compile(r"archive-([12]?[0-9]{1,3})")


def operator_report(words: Phrases, kind: str, values: Detail) -> Message:
    """One report. `values` are those of its kind, any of which may be missing:

    - layout: `source`, `reason`, `questions` (a list of keys such as "an17-4321");
    - down: `source`, `reason`, `since` (ISO 8601); back: `source`, `since`;
    - label: `label`, `question`; labels: `labels` (a list of [label, question]); ministry and ministries likewise;
    - date: `question`, `what` (see `bot.core.plausible.Slip`), `day` (ISO 8601);
    - sweep-rejected: `source`, `reason`; still, no-issue: `source`, `since`;
    - sweep-unreadable: `source`, `count`, `total`, `examples` (a list of [name, reason]);
    - restored: `since`; outage: `since`;
    - legislature: `legislature`, its number;
    - moved: `old`, `new` (numbers of chats);
    - inline-off, groups-off, reads-all: `bot`, its name;
    - damaged: `reason`, in the database's words;
    - webhook-of-another: `host`;
    - webhook-refused, refused, undelivered, unclear, unanswered: `reason`, in Telegram's words.
    """
    return Message(joined(_lines(words, kind, values)))


def _lines(words: Phrases, kind: str, values: Detail) -> list[Markup | None]:
    source, reason, since = _source(words, values), _reason(words, values), moment_in(values, "since")
    match kind:
        case "layout":
            advice = words.say("operator-layout-advice")
            return [words.say("operator-layout"), source, reason, _questions(words, values), advice]
        case "down":
            when = words.say("operator-since", moment=words.moment(since)) if since else None
            is_page = text_in(values, "source") in _PAGES
            rest = words.say("operator-down-pages") if is_page else None
            return [words.say("operator-down"), source, when, reason, rest]
        case "back":
            when = words.say("operator-back-since", moment=words.moment(since)) if since else None
            return [words.say("operator-back"), source, when]
        case "label" | "labels" | "ministry" | "ministries" | "date" | "legislature":
            return _on_questions(words, kind, values)
        case "sweep-rejected":
            return [words.say("operator-rejected"), source, reason, words.say("operator-rejected-advice")]
        case "sweep-unreadable":
            return [_unreadable(words, values), source, *_examples(values), words.say("operator-unreadable-advice")]
        case "still" | "no-issue" | "restored" | "outage":
            when = words.say(f"operator-{kind}-since", moment=words.moment(since)) if since else None
            return [words.say(f"operator-{kind}"), source, when, words.say(f"operator-{kind}-advice")]
        case "moved":
            old, new = text_in(values, "old"), text_in(values, "new")
            numbers = words.say("operator-moved-advice", old=line(old), new=line(new)) if old and new else None
            return [words.say("operator-moved"), numbers]
        case "inline-off" | "groups-off" | "reads-all":
            bot = line(text_in(values, "bot") or "?", LONGEST_NAME)
            return [words.say(f"operator-{kind}"), words.say(f"operator-{kind}-advice", bot=bot)]
        case "webhook-of-another":
            host = line(text_in(values, "host") or "?", LONGEST_NAME)
            return [words.say(f"operator-{kind}"), words.say(f"operator-{kind}-advice", host=host)]
        case "webhook-refused" | "damaged" | "refused" | "undelivered" | "unclear" | "unanswered":
            return [words.say(f"operator-{kind}"), reason, words.say(f"operator-{kind}-advice")]
        case _:
            return [words.say("operator-other", kind=line(kind, LONGEST_NAME) or "?"), source, reason]


def _on_questions(words: Phrases, kind: str, values: Detail) -> list[Markup | None]:
    """Reports about the content of questions: labels, ministries and dates that are not understood."""
    match kind:
        case "legislature":
            number = count_in(values, "legislature") or 0
            return [words.say(f"operator-{each}", legislature=number) for each in ("legislature", "legislature-advice")]
        case "date":
            return _slip(words, values)
        case "ministry" | "ministries":
            return _unknown(words, values, "ministry", "ministries")
        case _:
            return _unknown(words, values, "label", "labels")


def _slip(words: Phrases, values: Detail) -> list[Markup | None]:
    """Says which date of a question is impossible."""
    question, day, what = text_in(values, "question"), day_in(values, "day"), _DATES.get(text_in(values, "what") or "")
    return [
        words.say("operator-date", day=words.day(day) if day else "?"),
        words.say(what) if what else None,
        words.say("operator-question", name=_name(words, question)) if question else None,
        words.say("operator-date-advice"),
    ]


def _unknown(words: Phrases, values: Detail, one: str, several: str) -> list[Markup | None]:
    """One unknown label, or name of a ministry, with its question; or several at once."""
    found = text_in(values, one)
    if found is None:
        listed = [_with_question(words, *each) for each in rows_in(values, several, 2)[:MOST_UNKNOWN]]
        return [words.say(f"operator-{several}"), *listed, words.say(f"operator-{several}-advice")]
    question = text_in(values, "question")
    return [
        words.say(f"operator-{one}", name=line(found)),
        words.say("operator-question", name=_name(words, question)) if question else None,
        words.say(f"operator-{one}-advice"),
    ]


def _source(words: Phrases, values: Detail) -> Markup | None:
    source = text_in(values, "source")
    if source is None:
        return None
    return words.say("operator-source", source=source_name(words, source))


def source_name(words: Phrases, source: str) -> Markup:
    """What a source is called."""
    archive = _ARCHIVE.fullmatch(source)
    if archive:
        return _archive_name(words, int(archive[1]))
    for each in chambers.CHAMBERS:
        if each.archive == source:
            return words.of_chamber("source-file", each)
    return words.say(_SOURCES[source]) if source in _SOURCES else Markup.escape(line(source, LONGEST_NAME))


def _archive_name(words: Phrases, series: int) -> Markup:
    chamber, session, kind = chambers.stored(series)
    return words.say(
        "source-archive" if kind == chamber.kinds[0] else f"source-archive-{chamber.code}-{kind}", legislature=session
    )


def _reason(words: Phrases, values: Detail) -> Markup | None:
    reason = text_in(values, "reason")
    return words.say("operator-reason", reason=line(reason, LONGEST_REASON)) if reason else None


def _questions(words: Phrases, values: Detail) -> Markup | None:
    names = [_name(words, each) for each in texts_in(values, "questions")[:MOST_QUESTIONS]]
    return words.say("operator-questions", names=Markup(", ").join(names)) if names else None


def _name(words: Phrases, key: str) -> Markup:
    """A question's key as a link; a text that is no key stays as it is."""
    try:
        id = QuestionId.parse(key)
    except ValueError:
        return Markup.escape(line(key, LONGEST_NAME))
    return link_to_question(id, words.name(id).unescape())


def _with_question(words: Phrases, found: str, question: str) -> Markup:
    return Markup("• {} ({})").format(line(found, LONGEST_NAME), _name(words, question))


def _unreadable(words: Phrases, values: Detail) -> Markup:
    count, total = count_in(values, "count"), count_in(values, "total")
    if count is None or total is None:
        return words.say("operator-unreadable-some")
    return words.say("operator-unreadable", n=count, total=total)


def _examples(values: Detail) -> list[Markup]:
    rows = rows_in(values, "examples", 2)[:MOST_EXAMPLES]
    return [
        Markup("• {} — <i>{}</i>").format(line(name, LONGEST_NAME), line(reason, LONGEST_REASON))
        for name, reason in rows
    ]
