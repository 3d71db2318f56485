"""A question on NosDéputés.fr, with the comments of its readers."""

import re

from markupsafe import Markup

from bot.core.question import Comment, Question
from bot.standins.sites.page_words import NOTHING, on_long_date, paragraphs, reason

PAGE = Markup("""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr">
  <head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{name} : {title} - NosDéputés.fr</title>
  </head>
  <body>
    <div id="contenu">
      <div id="header"><a href="/"><img id="logo" alt="NosDeput&eacute;s.fr" src="/logo.png" /></a></div>
      <div id="menu"><div class="menu_recherche"><form action="/recherche" method="get"><p>
        <input class="rechercher examplevalue" name="search" type="text" value="Rechercher un député, un mot..."/>
      </p></form></div></div>
      <div id="corps_page">
        <div class="contenu_page">
<div class="question" id="question{number}">
<div class="info_depute">
  <div class="depute_gauche">
  </div>
  <div class="depute_droite"><div>
<h1>  <a href="/depute">{name}</a> <br/>{title}</h1>  </div></div>
</div>
<div class="stopfloat"></div>
<br/>
  <div class="source"><a href="{source}">source</a></div>
  <div id="question">
    <h2>Question soumise{asked}</h2>
{alert}    <p>{text}</p>  </div>
  <div id="reponse">
    {answer}  </div>
</div>
<div class="commentaires">
{comments}<div id="ecrire"></div><form action="/commentaire/post" method="post">
<table class="commentaires_table"><tr><td><input type='submit' value='Prévisualiser'/></td></tr></table>
</form>
</div>
        </div>
      </div>
      <div id="bottom"><div class="legal"><a href="/faq">Questions fréquentes</a></div></div>
    </div>
  </body>
</html>
""")
ALERT = Markup("""<div class="alerte"><div class="mail"><h3 class="aligncenter">Être alerté lorsque cette<br>\
question aura une réponse</h3><table width="100%" style="text-align: center"><tbody><tr><td>\
<a href="/alerte/question/{number}"><img src="/images/xneth/email.png" alt="e-mail"></a><br>\
<a href="/alerte/question/{number}">par e-mail</a></td><td></td></tr></tbody></table></div></div>""")
COMMENT = Markup("""<div id="commentaire_{id}" class="commentaire">
<p><span class="titre_commentaire">Le <a href="#commentaire_{id}">{posted}</a>, \
<a href="/citoyen">{author}</a> a dit :</span></p>
<div class="clear"></div>
<div class="commentaire_avatar"><a href="/citoyen"><img alt="Avatar par défaut" src="/avatar_citoyen.png" /></a></div>
<p>{text}</p>
<p class="clear" align="right">Vous trouvez ce commentaire constructif&nbsp;: \
<a href="/0">non</a> <a href="/1">neutre</a> <a href="/2">oui</a> </p>
</div>
""")
NO_COMMENT = Markup(
    '<h3 id="commentaires" class="list_com">Aucun commentaire n\'a encore été formulé sur cette question.</h3>\n'
)
CIVILITY = re.compile(r"^(?:M\.|Mme)\s+")


def render(question: Question) -> str:
    """The page of NosDéputés.fr, which shows a deputy's name without civility and has no subject."""
    number, answered = question.id.number, question.answer is not None and question.answer.text is not None
    withdrawn = " (retirée)" if question.closing and not answered else ""
    return PAGE.format(
        number=number,
        name=CIVILITY.sub("", question.author or ""),
        title=f"Question N° {number} au {_ministry(question)}{withdrawn}",
        source=f"https://questions.assemblee-nationale.fr/q{question.id.session}/{question.id}QE.htm",
        asked=on_long_date(question.asked),
        alert=NOTHING if answered else ALERT.format(number=number),
        text=spaced(question.text),
        answer=_answer(question),
        comments=_comments(question.comments or ()),
    )


def spaced(text: str | None) -> Markup:
    """Paragraphs with the no-break spaces that the site puts around French punctuation."""
    opened = (text or "").replace("« ", "«\u00a0")
    return paragraphs(re.sub(r" +([0»:;?!\-%])", "\u00a0\\1", opened))


def _ministry(question: Question) -> str:
    name = question.ministry or question.asked_ministry or ""
    if re.match("Ministère|Premier|Secrétariat", name):
        return name
    return f"Ministère {name[:1].lower()}{name[1:]}"


def _answer(question: Question) -> Markup:
    answer, closing = question.answer, question.closing
    waiting = Markup("<h2>Réponse{}</h2><p>Cette question n'a pas encore de réponse.</p>")
    if answer is not None:
        on = on_long_date(answer.published)
        if answer.text is None:
            return waiting.format(f" à venir{on}" if on else "")
        said = Markup("<h2>Réponse{}</h2><p>{}</p>")
        return said.format(f" émise{on}" if on else "", spaced(answer.text))
    if closing is not None:
        return Markup("<h3>Retirée{}{}</h3>").format(on_long_date(closing.on), reason(question))
    return waiting.format("")


def _comments(comments: tuple[Comment, ...]) -> Markup:
    if not comments:
        return NO_COMMENT
    heading = Markup('<h3 id="commentaires" class="list_com">{} commentaire{}&nbsp;:</h3>\n')
    shown = NOTHING.join(_comment(each) for each in comments)
    return heading.format(len(comments), "s" if len(comments) > 1 else "") + shown


def _comment(comment: Comment) -> Markup:
    return COMMENT.format(
        id=comment.id,
        posted=f"{comment.posted:%d/%m/%Y à %H:%M}" if comment.posted else "",
        author=comment.author,
        text=spaced(comment.text),
    )
