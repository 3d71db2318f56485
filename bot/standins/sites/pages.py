"""The pages of the Assemblée's questions, in the structure that the real sites give a question.

Three shapes: the Assemblée's current site, its older one, and NosDéputés.fr. Every value is escaped. Those of the Sénat
are in `page_senat`.
"""

from bot.core.chambers.assemblee import FIRST_ON_CURRENT_SITE
from bot.core.question import Question
from bot.core.source import Source
from bot.standins.sites import page_assemblee, page_nosdeputes, page_older

ERROR_PAGE = """<!DOCTYPE html>
<html><head><title>503 Service Unavailable</title></head>
<body><h1>Error 503 Service Unavailable</h1><p>Service Unavailable</p><hr><p>Varnish cache server</p></body></html>
"""
"""An error page as both sites were seen to serve it, at times with status 200."""

CHALLENGE = """<!DOCTYPE html>
<html lang="fr"><head><title>Vérification de sécurité</title><meta http-equiv="refresh" content="360"></head>
<body><noscript><h1>Activez JavaScript et les cookies pour continuer</h1></noscript>
<p>www.assemblee-nationale.fr vérifie que la connexion est sûre avant de vous laisser entrer.</p>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>
"""
"""A page that keeps programs out, served with status 200 (made up: the Assemblée's own words are not known)."""

NEW_LAYOUT = """<!DOCTYPE html>
<html lang="fr"><head><title>Question écrite | NosDéputés.fr</title></head>
<body><main data-page="question"><h1>Question écrite</h1><article><p>La question d’une députée.</p></article>
<section aria-label="Commentaires"><ol></ol></section></main></body></html>
"""
"""A question's page in a layout that no reader knows (made up)."""

NOT_FOUND = "<html><head><title>The page cannot be found</title></head><body>The page cannot be found</body></html>"


def page(question: Question, on: Source) -> str:
    """The page of a question on one of the sites."""
    if on is Source.NOSDEPUTES:
        return page_nosdeputes.render(question)
    if question.id.session >= FIRST_ON_CURRENT_SITE:
        return page_assemblee.render(question)
    return page_older.render(question)
