"""Questions are named with their chamber: what the operator was told of one is not told again under its new name."""

from alembic import op

revision = "0036"
down_revision = "0034"


def upgrade() -> None:
    """Remember the reports of dates that cannot be, such as `date:17-4321:asked:…`, as `date:an17-4321:asked:…` too.

    The version before finds them under the name that it gave them. Whatever else names questions in words is read in
    both forms.
    """
    op.execute(
        "INSERT INTO reports (key, kind, body, created_at, sent_at) "
        "SELECT substr('date:an' || substr(key, 6), 1, 160), kind, body, created_at, coalesce(sent_at, created_at) "
        "FROM reports WHERE key LIKE 'date:1%'"
    )
