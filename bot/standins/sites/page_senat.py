"""A question's page on the Sénat's site, in today's layout and in an older one.

Of real pages the words are known and the tags are not, but for a section with the question: the rest is made up. The
older layout has the wordings, and the comments around the wanted part, that a program relied on for years.
"""

from enum import StrEnum

from markupsafe import Markup

from bot.core.question import Question
from bot.standins.sites.page_words import NOTHING, paragraphs


class Layout(StrEnum):
    """How a page is laid out and encoded."""

    TODAY = "utf-8"
    OLDER = "windows-1252"


TODAY = Markup("""<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><title>{subject} - Sénat</title><link rel="canonical" href="{address}"></head>
<body>
<header><nav><a href="/">Sénat</a> <a href="/questions">Questions</a></nav></header>
<main>
<h1>{subject}</h1>
<section id="question"><h2>Question de {author} ({place}) publiée le {asked}</h2>
<p>{text}</p>
<p>- page 4712</p></section>
{rest}<p>Page mise à jour le</p>
</main>
<footer><p>Contact - Plan du site</p></footer>
</body>
</html>
""")
OLDER = Markup("""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>{subject} - Sénat</title></head>
<body><div id="menu"><a href="/">Accueil</a><h1>Sénat</h1></div>
<!-- START : primary -->
<h1>{subject}</h1>
<h2>Question écrite n° {number} de <b>{author}</b> ({place})</h2>
<h3>publiée dans le JO Sénat du {asked} - page 3800</h3>
<p>{text}</p>
{rest}<!-- END : primary -->
</body></html>
""")
ANSWERS = {
    Layout.TODAY: Markup(
        '<section id="reponse"><h2>Réponse du Ministère : {ministry} publiée le {day}</h2>\n'
        "<p>{text}</p>\n{erratum}<p>- page 5900</p></section>\n"
    ),
    Layout.OLDER: Markup(
        "<h2>Réponse du Ministère : {ministry}</h2>\n<h3>publiée dans le JO Sénat du {day} - page 4801</h3>\n"
        "<p>{text}</p>\n{erratum}"
    ),
}
NO_TEXT = Markup("Le texte de cette réponse n'est pas disponible à ce jour.")
ERRATUM = Markup("<p><i>{}</i></p>\n")


def render(question: Question, layout: Layout = Layout.TODAY) -> bytes:
    """The page, in the encoding of its layout. A question without a day of publication has no page: ValueError."""
    if question.asked is None:
        raise ValueError(f"{question.id} has no day")
    page = TODAY if layout is Layout.TODAY else OLDER
    shown = page.format(
        subject=question.subject or "Sans titre",
        address=question.id.page,
        number=question.id.written_number,
        author=question.author or "M. X",
        place=f"{question.constituency or 'Orne'} - {question.group or 'NI'}",
        asked=f"{question.asked:%d/%m/%Y}",
        text=paragraphs(question.text or "M. X interroge M. le ministre."),
        rest=NOTHING.join((_answer(question, layout), _end(question), _transformed(question))),
    )
    return shown.encode(layout.value, "xmlcharrefreplace")


def _answer(question: Question, layout: Layout) -> Markup:
    answer = question.answer
    if answer is None or answer.published is None:
        return NOTHING
    return ANSWERS[layout].format(
        ministry=question.ministry or "Intérieur",
        day=f"{answer.published:%d/%m/%Y}",
        text=NO_TEXT if answer.text is None else paragraphs(answer.text),
        erratum=ERRATUM.format(answer.erratum) if answer.erratum else NOTHING,
    )


def _end(question: Question) -> Markup:
    if question.closing is None or question.answer is not None:
        return NOTHING
    said = "La question est caduque" if question.closing.label == "Caduque" else "La question a été retirée"
    return Markup("<p>{}</p>\n").format(said)


def _transformed(question: Question) -> Markup:
    told = question.transformed
    if told is None:
        return NOTHING
    kind = told.kind or "question orale"
    if told.into is None:
        return Markup("<p>Transformée en {}</p>\n").format(kind)
    return Markup('<p>Transformée en <a href="{}">{}</a></p>\n').format(told.into.page, kind)
