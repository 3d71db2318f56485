"""The Sénat's pages are read: its questions that are known already get a check of theirs."""

from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Let each page be due when the check was that the version before had for such a question, and never made.

    Those checks stay, for that version looks for them. The series are the Sénat's, as of this version.
    """
    op.execute(
        "INSERT INTO looks (question_id, source, absences, failures, next_at) "
        "SELECT looks.question_id, 'senat', 0, 0, looks.next_at "
        "FROM looks JOIN questions ON questions.id = looks.question_id "
        "WHERE looks.source = 'assemblee' AND questions.legislature BETWEEN 1978000 AND 2077999"
    )
