"""The plain text of HTML: paragraphs, lines, and what follows a tag."""

import pytest
from bs4 import BeautifulSoup

from bot.core.question import Answer
from bot.parliament.opendata import read_record
from bot.parliament.page import line_of, text_of, tree_of
from bot.parliament.text import LONGEST_LINE, text_after, without_simple_tags
from tests.parliament.examples import sample


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("<p>Un<br>Deux<br/>Trois</p>", "Un\nDeux\nTrois"),
        ("<p>Un<br><br>Deux<br><br><br><br>Trois</p>", "Un\n\nDeux\n\nTrois"),
        ("  <p>\n Un\t mot \n</p>\r\n<p> </p><p>&nbsp;</p><p>Fin</p>", "Un mot\n\nFin"),
        ("Prix&nbsp;: 12&#8239;% &laquo;&nbsp;net&nbsp;&raquo;", "Prix\u00a0: 12\u202f% «\u00a0net\u00a0»"),
        ("l&#146;&Eacute;tat &amp;lt; &#233;", "l’État &lt; é"),
        ("a\u0007b\u202ec\u200dd", "abc\u200dd"),
        ("<script>x</script><style>y</style><!-- z -->vu<noscript>w</noscript>", "vu"),
        ("<ul><li>Un</li><li>Deux</li></ul>Fin", "Un\nDeux\n\nFin"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        (
            "<table><tr><th>Coût<br>moyen</th> <td><p>12</p></td></tr><tr><td>x</td><td></td><td>y</td></tr></table>",
            "Coût moyen | 12\nx | | y",
        ),
        ("<table><tr><td><p>Un</p><p>Deux</p></td></tr></table>", "Un\n\nDeux"),
        ("<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>", "a\n\nb | c"),
        ("<li>Un</li>deux", "Un\ndeux"),
        ("1<sup>er</sup> août, H<sub>2</sub>O, <em>d</em>éjà", "1er août, H2O, déjà"),
        ("avant<img src='x'>après", "avant après"),
        ("<b>gras</b><i>penché</i>", "graspenché"),
        ("<p> </p>", None),
        ("", None),
    ],
)
def test_plain_text(html: str, expected: str | None) -> None:
    assert text_of(BeautifulSoup(f"<div>{html}</div>", "lxml")) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("moyen<br>en service</br>(en euros)", "moyen\nen service\n(en euros)"),
        ("un</br>deux", "un\ndeux"),
        ("un</BR >deux", "un\ndeux"),
        ("un<br></br>deux", "un\n\ndeux"),
        ("un</p>deux", "un\n\ndeux"),
        ("<p>un<div>deux</div>trois</p>quatre", "un\n\ndeux\n\ntrois quatre"),
        *((f"un</{name}>deux", "un deux") for name in ("div", "li", "td", "tr", "h3", "ul", "table", "section")),
        *((f"u</{name}>n", "un") for name in ("em", "b", "span", "sup", "a")),
    ],
)
def test_an_end_of_nothing_is_what_browsers_take_it_for_and_joins_no_words(html: str, expected: str) -> None:
    assert text_of(tree_of(f"<article>{html}</article>")) == expected
    assert without_simple_tags(html) in (None, (expected,))


def test_a_table_of_a_real_answer_has_a_line_for_each_row() -> None:
    text = (read_record(sample("assemblee-14-QE47351.as-record.json")).answer or Answer(None, None)).text or ""
    before, head, *rows = [line for line in text.split("\n") if line]
    assert before.endswith("figurent dans le tableau suivant :")
    assert head.startswith("TYPE DE MATÉRIEL | NOMBRE DE MATÉRIEL en service | TAUX DE DISPONIBILITÉ moyen (en %) |")
    assert rows[-1].startswith("VBHP (véhicule blindé d'accompagnement des détachements - ouverture d'itinéraires")
    assert [len(row.split(" | ")) for row in rows[1:]] == [7] * 16
    assert rows[-1].endswith(" | 15 | 14 | 70,30 | 11,30 | 4 | 125\u00a0000")


def test_a_line_is_a_text_without_breaks() -> None:
    assert line_of(BeautifulSoup("<p>Un<br>deux</p><p>trois</p>", "lxml")) == "Un deux trois"


def test_a_list_of_nodes_has_a_text_too() -> None:
    tree = BeautifulSoup("<p>Un</p>et<p>deux</p>", "lxml")
    assert tree.body is not None
    assert text_of(list(tree.body.contents)) == "Un\n\net\n\ndeux"


def test_the_text_after_a_tag_goes_through_wrappers_up_to_a_stop() -> None:
    tree = BeautifulSoup("<div><b><h3>Titre</h3></b>un<p>deux</p></div><p>trois</p><h3>Autre</h3><p>non</p>", "lxml")
    first, second = tree.find_all("h3")
    assert text_after(first, tree, [second]) == "un\n\ndeux\n\ntrois"


def test_deep_nesting_does_not_hit_the_recursion_limit() -> None:
    tree = BeautifulSoup("<div>" * 50_000 + "fond" + "</div>" * 50_000, "lxml")
    assert text_of(tree) == "fond"


def test_a_line_has_no_runs_of_spaces_and_a_sane_length() -> None:
    # Lines are matched against patterns to which such a run can cost the square of its length.
    tree = tree_of("<p>Le\u00a0\u00a0 05/03/2024" + "\u00a0" * 60_000 + "a dit</p>" + "<p>" + "mot " * 5000 + "</p>")
    first, second = tree.find_all("p")
    assert line_of(first) == "Le 05/03/2024 a dit"
    assert len(line_of(second) or "") <= LONGEST_LINE
