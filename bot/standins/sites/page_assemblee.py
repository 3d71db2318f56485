"""A question on the Assemblée's current site, which has the 16th legislature and those after it.

For a question closed without an answer, the text of a real page is known ("Date de cloture :", the day, the reason)
but not its tags. How a withdrawal without a day is shown is unknown: that line is made up.
"""

from datetime import date

from markupsafe import Markup

from bot.core.question import Question
from bot.standins.sites.page_words import NOTHING, REGION, days, long_date, on_long_date, paragraphs, reason

JOURNAL = "https://questions.assemblee-nationale.fr/static/{leg}/questions/jo/jo_anq_{issue}.pdf"

PAGE = Markup("""<!DOCTYPE html>
<html class="no-js" lang="fr">
<head>
<title>Question n°{number} : {subject} - Assemblée nationale</title>
<meta charset="utf-8"/>
</head>
<body>
<nav class="page-breadcrumb print-exclude"><ul class="focus-within">
<li><a href="/dyn/{leg}/questions" target="_self">Questions {leg}<sup>e</sup> législature</a></li>
<li><span title="Vous êtes sur la page « Question n°{number} : {subject} »">Question n°{number}</span></li>
</ul></nav>
<main id="main" role="main">
<div class="page"><div class="page-content">
<div class="an-bloc _style-question" data-actions='{{"blank":""}}' data-id="{uid} / Bloc de style « question »">
<div class="bloc-content"><div class="_vertical container">
<div>
<div class="title _centered-text pb-sm-3">
<span class="h4 _colored-primary">Question écrite n°{number} :
                                <span class="_regular">{subject}</span>
</span>
</div>
<hr class="hr-flag"/>
<div><span class="h6 _colored-primary _bold">{leg}ème Législature</span></div>
<div>{published}</div>
</div>
<div class="ha-grid">
<div class="ha-grid-item size-3">
<div>
<div class="_pa-small">
<p class="_colored-primary">
<span class="_bold">Question de :</span>
<span class="_colored-primary _regular">{author}</span> </p>
<p class="_pa-small">{text}</p>
</div>
</div>
{answer}
</div>
<div class="ha-grid-item size-1">
<div class="_pa-small _centered-text">
<span class="h5 _colored-primary _pa-small _centered-text">Données clés</span>
<hr class="hr-flag"/>
</div>
<p class="h6 _colored-primary">Auteur :
                                <span class="_regular"><a class="link" href="/dyn/deputes/{deputy}">{author}</a></span>
</p>
<p class="h6 _colored-primary">Type de question :
                                <span class="_regular">Question écrite</span>
</p>
{facts}
<p class="h6 _colored-primary">
                                        Dates                                        :
                                                                                    {dates}
</p>
</div>
</div>
</div></div>
</div>
</div></div>
</main>
<footer class="site-footer print-exclude" id="footer" role="contentinfo"></footer>
</body>
</html>
""")
ANSWER = Markup("""<div>
<div class="_pa-small">
<p class="_colored-green _bold">
                                                    Réponse  publiée                       {on}       </p>
{text}
</div>
</div>""")
FACT = Markup("""<p class="h6 _colored-primary"{id}>{name} :
                                <span class="_regular">{value}</span>
</p>
""")


def render(question: Question) -> str:
    """The page of the current site."""
    return PAGE.format(
        number=question.id.number,
        leg=question.id.session,
        uid=question.id.uid,
        subject=question.subject or "",
        deputy=question.author_ref or "PA1",
        author=_author(question, f"{question.constituency or REGION} - {question.group}"),
        text=paragraphs(question.text),
        published=_publications(question),
        answer=_answer(question),
        facts=_facts(question),
        dates=_dates(question),
    )


def _author(question: Question, details: str) -> str:
    author = question.author or ""
    return f"{author} ({details})" if question.group else author


def _publications(question: Question) -> Markup:
    leg = question.id.session
    link = Markup("""<a class="link" href="{url}">
                                        Publication de la {what} au Journal Officiel
                                        du {on}, page 3501</a>
<br/>
""")
    return NOTHING.join(
        link.format(url=_journal(leg, day), what=what.lower(), on=long_date(day)) for what, day in days(question)
    )


def _journal(legislature: int, day: date) -> str:
    return JOURNAL.format(leg=legislature, issue=f"{day.year}{day.isocalendar().week:02}")


def _answer(question: Question) -> Markup:
    if question.answer is None:
        return NOTHING
    on = on_long_date(question.answer.published)
    text = question.answer.text
    shown = NOTHING if text is None else Markup('<p class="_pa-small">{}</p>').format(paragraphs(text))
    return ANSWER.format(on=on, text=shown)


def _facts(question: Question) -> Markup:
    facts = [
        ("", "Rubrique", question.rubric),
        (Markup(' id="blocMinistereInterroge"'), "Ministère interrogé", question.asked_ministry or question.ministry),
        (Markup(' id="blocMinistereAttributaire"'), "Ministère répondant", question.ministry),
    ]
    return NOTHING.join(FACT.format(id=id, name=name, value=value) for id, name, value in facts if value)


def _dates(question: Question) -> Markup:
    leg = question.id.session
    link = Markup('<br/>\n<span class="_regular"> {what} publiée le <a class="link" href="{url}">{on}</a></span>')
    lines = [link.format(what=what, url=_journal(leg, day), on=long_date(day)) for what, day in days(question)]
    line = Markup('<br/>\n<span class="_regular"> {}</span>')
    return NOTHING.join([*lines, *(line.format(each) for each in _end(question))])


def _end(question: Question) -> list[str]:
    closing = None if question.answer else question.closing
    if closing is None:
        return []
    if closing.on is None:
        return [f"Question retirée{reason(question)}"]
    return ["Date de cloture :", long_date(closing.on), *([closing.label] if closing.label else [])]
