"""Asks which deputy or which ministry is meant by a name that several bear."""

from markupsafe import Markup

from bot.core.families import shipped
from bot.core.name_choice import Asker, Doubt
from bot.messages.message import Button, Keyboard, Message, cut
from bot.messages.parts import joined, line
from bot.messages.phrases import Phrases

ALL = "all"
"""In a button's data, in the place of a reference or a family: whoever bears the name."""

MOST_DEPUTIES = 8
"""Deputies that are offered; a first name tells more of them apart."""

NAME, GROUP = 60, 80


def name_choice(words: Phrases, query: str, doubt: Doubt, verb: str) -> Message:
    """The deputies or the families that a name in the query can mean, each with a button of this verb."""
    title = words.say("find-title", query=query)
    deputies, more = doubt.deputies[:MOST_DEPUTIES], len(doubt.deputies) - MOST_DEPUTIES
    lines = [_line(words, number, each) for number, each in enumerate(deputies, 1)]
    others = words.say("which-deputy-more", n=more) if more > 0 else None
    which = words.say("which-deputy" if deputies else "which-ministry")
    asked = joined([which, *lines, others])
    return Message(Markup("\n\n").join([title, asked]), _buttons(words, doubt, verb))


def _line(words: Phrases, number: int, deputy: Asker) -> Markup:
    told = [words.say("which-deputy-asked", n=deputy.questions)]
    if deputy.group:
        told.insert(0, Markup("{}").format(cut(line(deputy.group), GROUP)))
    if deputy.last is not None:
        told.append(words.say("which-deputy-last", day=words.day(deputy.last)))
    return Markup("<b>{}.</b> {}\n<i>{}</i>").format(number, cut(line(deputy.name), NAME), Markup(" · ").join(told))


def _buttons(words: Phrases, doubt: Doubt, verb: str) -> Keyboard:
    offered = [
        Button(f"{number}. {cut(line(each.short_name), NAME)}", callback=f"{verb}:{each.reference}")
        for number, each in enumerate(doubt.deputies[:MOST_DEPUTIES], 1)
    ]
    families = [each for each in shipped().all if each.name in doubt.families]
    offered += [Button(each.name, callback=f"{verb}:{each.key}") for each in families]
    every = Button(words.text("button-all-of-them"), callback=f"{verb}:{ALL}")
    return *((each,) for each in offered), (every,)
