"""Questions are named with their chamber: what the operator was told of one is not told again under its new name."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0032"


def upgrade() -> None:
    """Rename the reports of dates that cannot be: `date:17-4321:asked:…` becomes `date:an17-4321:asked:…`.

    Whatever else names questions in words is read in both forms.
    """
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE reports SET key = 'date:an' || substr(key, 6) WHERE key LIKE 'date:1%'"))
