"""The store as a whole: one open database, and one object for each group of its tables."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.core import chambers
from bot.core.question import Question
from storage.activity import Activities
from storage.census import Census
from storage.chats.bulletin_contents import BulletinContents
from storage.chats.chats import Chats
from storage.chats.delegations import Delegations
from storage.chats.feed_contents import FeedContents
from storage.chats.feeds import Feeds
from storage.chats.follows import Follows
from storage.chats.preferences import ChatPreferences
from storage.chats.watches import Watches
from storage.clock import forget_the_future, plan_back
from storage.counts import CountReader
from storage.database import Database
from storage.fence import Fence
from storage.file_watch import FileWatch
from storage.flood_waits import FloodWaits
from storage.inbox import Updates
from storage.intake.archives import Archives
from storage.intake.catalogue import Catalogue
from storage.intake.checks import Checks
from storage.intake.comments import Comments
from storage.intake.deadlines import Deadlines
from storage.intake.reminders import Reminders
from storage.intake.shared_archive import SharedArchive
from storage.intake.watching import Watching
from storage.operator import Reports
from storage.outbox.announcements import Announcements
from storage.outbox.bulletins import Bulletins
from storage.outbox.fanout import Fanouts
from storage.outbox.history import History
from storage.outbox.last_messages import LastMessages
from storage.outbox.outbox import Outbox
from storage.outbox.texts import Texts
from storage.outbox.waiting import Waiting
from storage.pictures import Pictures
from storage.questions.alike import AlikeQuestions
from storage.questions.deputies import Deputies
from storage.questions.figures import FigureReader
from storage.questions.indexing import Indexing
from storage.questions.legislatures import Legislatures
from storage.questions.numbers import Numbers
from storage.questions.observations import Observations
from storage.questions.overdue import OverdueReader
from storage.questions.readings import RecordReader, Unpack
from storage.questions.search import Search
from storage.questions.table_rows import TableReader
from storage.recent import Recent
from storage.running import Running
from storage.signs import SignsOfLife
from storage.source_health import SourceRows
from storage.unusable import NewerDatabase, StoreUnusable

__all__ = ["NewerDatabase", "Store", "StoreUnusable"]


def no_reader(_packed: bytes) -> Question | None:
    """Reads no record: for a store that keeps none of an archive."""
    return None


class Store:
    """Everything that the program remembers. Each attribute reads and writes one concern's tables."""

    def __init__(self, database: Database, unpack: Unpack, others: Mapping[str, Unpack] | None = None) -> None:
        self._database = database
        reader = RecordReader(unpack, others)
        self.numbers = Numbers(database, reader)
        waiting = Waiting(reader, self.numbers)
        self.watches = Watches(database)
        watching = Watching(database, self.watches.touched)
        self.activity = Activities(database)
        self.alike = AlikeQuestions(database)
        self.announcements = Announcements(database)
        self.archives = Archives(database)
        passed_over: set[str] = set()
        self.bulletins = Bulletins(database, passed_over)
        self.texts = Texts()
        self.catalogue = Catalogue(database, self.archives, reader, waiting, watching, self.texts)
        reminders = Reminders(database, reader)
        self.shared_archives = {
            name: SharedArchive(database, self.catalogue, reminders, name, span, passed_over)
            for span, name in chambers.shared_archives()
        }
        self.census = Census(database)
        self.chats = Chats(database)
        self.delegations = Delegations(database)
        self.comments = Comments(database)
        self.fanouts = Fanouts(database)
        self.feeds = Feeds(database)
        self.feed_contents = FeedContents(database)
        self.counts = CountReader(database)
        self.file = FileWatch(database)
        self.deputies = Deputies(database)
        self.follows = Follows(database, waiting)
        self.history = History(database)
        self.last_messages = LastMessages(database)
        self.flood_waits = FloodWaits(database)
        self.legislatures = Legislatures(database)
        self.deadlines = Deadlines(database, self.legislatures)
        self.checks = Checks(database, reader, waiting)
        self.observations = Observations(database, reader)
        self.running = Running(database)
        self.outbox = Outbox(database, self.numbers, self.running)
        self.pictures = Pictures(database)
        self.preferences = ChatPreferences(database)
        self.recent = Recent(database)
        self.reports = Reports(database)
        self.indexing = Indexing(database, reader)
        self.search = Search(database, self.observations)
        self.bulletin_contents = BulletinContents(
            database, self.bulletins, self.watches, self.search, self.observations
        )
        self.figures = FigureReader(database, self.search)
        self.overdue = OverdueReader(database, self.figures)
        self.tables = TableReader(database, self.search)
        self.signs = SignsOfLife(database)
        self.sources = SourceRows(database)
        self.updates = Updates(database)

    @classmethod
    async def open(
        cls,
        address: str,
        unpack: Unpack = no_reader,
        fence: Fence | None = None,
        others: Mapping[str, Unpack] | None = None,
    ) -> "Store":
        """Open the database at `address`, creating or migrating it. `unpack` reads the archives' records.

        `others` read those of the archives that it does not read, by the archives' names.

        With a `fence`, every write raises LeadershipLost once another copy of the program leads.

        Raises NewerDatabase or ForeignDatabase where a newer version or another program made it, StoreUnusable where it
        cannot be used at all.
        """
        return cls(await Database.open(address, fence), unpack, others)

    @property
    def schema(self) -> str:
        """The revision of the database's schema."""
        return self._database.schema

    @property
    def server(self) -> str:
        """What keeps the database, and in which version, such as "SQLite 3.46"."""
        return self._database.server

    async def heed_clock(self, now: datetime, longest_hold: timedelta) -> bool:
        """Undo what a clock that was ahead has put off; no hold lasts longer than `longest_hold` after `now`.

        Returns whether anything was put off so.
        """
        async with self._database.writing(bulk=True) as connection:
            return await forget_the_future(connection, now, longest_hold)

    async def turn_back(self, now: datetime, ahead: datetime) -> None:
        """Plan anew what is put off until later than `ahead`, where the clock was before it went back to `now`."""
        async with self._database.writing() as connection:
            await plan_back(connection, now, ahead)

    async def close(self) -> None:
        """Close the database, once all is written that was asked for."""
        await self.outbox.finish()
        await self.updates.finish()
        await self._database.close()
