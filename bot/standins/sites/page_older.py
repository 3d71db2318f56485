"""A question on the Assemblée's older site, which has the legislatures up to the 15th."""

from markupsafe import Markup

from bot.core.question import Question
from bot.standins.sites.page_words import NOTHING, REGION, days, paragraphs, reason

PAGE = Markup("""<!DOCTYPE html>
<html class="no-js" lang="fr-FR"> <head>
<meta charset="utf-8"/>
<title>Question n°{number} - Assemblée nationale</title>
</head>
<body>
<ol class="breadcrumb"><li class="active">Question écrite N°{number} de {author}</li></ol>
<div class="contenu-principal pleine-largeur clearfix">
<div class="interieur-contenu-principal clearfix">
<header class="question_legislature">{leg}ème législature</header>
<hr class="question_hr"/>
<section class="question_header">
<div class="question_big_content" id="question_col10"> Question N° {number}</div>
<div id="question_col80"> de <span class="question_big_content"><a href="#">{author}</a></span>{group}</div>
<div class="question_big_content" id="question_col10">Question écrite</div>
</section>
<section class="question_info">
<div class="ministere">
<div class="question_col50">
<span class="question_big_content">Ministère interrogé &gt; </span> {asked_ministry}
                        </div>
<div class="question_col50 no-left-border">
<span class="question_big_content">Ministère attributaire &gt; </span> {ministry}
                        </div>
</div>
<div class="analyse_header">
<div class="question_col33">
<p> <span class="question_big_content">Rubrique &gt; </span>{rubric}</p>
</div>
<div class="question_col33 middle33">
<p><span class="question_big_content">Tête d'analyse &gt; </span></p>
</div>
<div class="question_col33 last33">
<p> <span class="question_big_content">Analyse &gt; </span> {subject} </p>
</div>
</div>
</section>
<div class="question_publish_date">
{dates}</div>
<section class="question_answer">
<div class="question">
<h3>Texte de la question</h3>
<p>
                            {text}
                        </p>
</div>
{answer}
</section>
</div>
</div>
</body>
</html>
""")
ANSWER = Markup("""<div class="answer">
<h3>Texte de la réponse</h3>
<div class="reponse_contenu">
                                                            {}
                                                    </div>
</div>""")


def render(question: Question) -> str:
    """The page of the older site."""
    answer = question.answer
    where = question.constituency or REGION
    group = Markup(" ({} - <span>{}</span> )").format(question.group, where) if question.group else NOTHING
    return PAGE.format(
        number=question.id.number,
        leg=question.id.session,
        author=question.author or "",
        group=group,
        asked_ministry=question.asked_ministry or question.ministry or "",
        ministry=question.ministry or "",
        rubric=question.rubric or "",
        subject=question.subject or "",
        dates=_dates(question),
        text=paragraphs(question.text),
        answer=NOTHING if answer is None or answer.text is None else ANSWER.format(paragraphs(answer.text)),
    )


def _dates(question: Question) -> Markup:
    line = Markup(
        '<div>{what} publiée au JO le : <span class="question_big_content">{on:%d/%m/%Y}</span>'
        '  page : <span class="question_big_content">4774</span></div>\n'
    )
    lines = [line.format(what=what, on=day) for what, day in days(question)]
    if question.closing and not question.answer:
        on = f" le : {question.closing.on:%d/%m/%Y}" if question.closing.on else ""
        lines.append(Markup("<div>{}</div>\n").format(f"Question retirée{on}{reason(question)}"))
    return NOTHING.join(lines)
