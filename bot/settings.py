"""Every setting, with its default and one line of explanation. They come from the environment or from `.env`."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, create_model, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from bot.core.addresses import OPENDATA, PAGE_SITES, SENAT
from bot.core.chambers.assemblee import OLDER_SITE, SITE
from bot.core.history import LONGEST_KEPT, SHORTEST_KEPT, USUALLY_KEPT
from bot.core.legislatures import plausible_current
from bot.core.listening import ListenAddress, read_listen_address
from bot.core.misspelt import misspelt
from bot.core.public_address import PublicAddress, read_public_address
from bot.core.source import Source
from bot.core.webhook import WebhookAddress, read_secret, read_webhook_address, secret_of
from bot.parliament.sources import FILES, AnyFile
from storage.database import engine_of

LONGEST_TOKEN = 256
LONGEST_SECRET_FILE = 4096


class BadSettings(Exception):
    """Settings are wrong or missing; the text names each in a line."""


OFF = "off"
"""Written in the place of an address that is not to be asked."""


def _root(address: str) -> str:
    parts = urlsplit(address.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address such as https://example.org")
    if parts.query or parts.fragment:
        raise ValueError("must have neither query nor anchor")
    parts.port  # noqa: B018 - raises ValueError for a port that is none
    return address.strip().rstrip("/")


def _optional_root(address: str) -> str:
    return _root(address) if address.strip() else ""


def _root_or_off(address: str) -> str:
    """A root; empty for "off". (An empty setting means its default, as with all others.)"""
    return "" if address.strip().casefold() == OFF else _root(address)


def _database(address: str) -> str:
    engine_of(address)
    return address


def _token(token: str) -> str:
    token = token.strip()
    if len(token) > LONGEST_TOKEN or not re.fullmatch(r"[A-Za-z0-9:_-]*", token):
        raise ValueError("is not a bot token; @BotFather gives one, such as 123456:ABC-DEF")
    return token


def _level(level: str) -> str:
    level = level.strip().upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ValueError("must be DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return level


def _log_format(written_as: str) -> str:
    written_as = written_as.strip().lower()
    if written_as not in {"", "text", "json"}:
        raise ValueError("must be text or json")
    return written_as


def _contact(contact: str) -> str:
    if not contact.isprintable():
        raise ValueError("must be one line of text")
    return contact.strip()


def _chats(numbers: str) -> str:
    if not re.fullmatch(r"\s*(-?[1-9][0-9]{0,15}\s*(,\s*-?[1-9][0-9]{0,15}\s*)*)?", numbers):
        raise ValueError("must be numbers of chats with commas between them, such as 1234, -1001234567890")
    return numbers


def _listen(address: str) -> str:
    return str(read_listen_address(address)) if address.strip() else ""


def _public(address: str) -> str:
    return str(read_public_address(address)) if address.strip() else ""


def _webhook(address: str) -> str:
    return str(read_webhook_address(address)) if address.strip() else ""


def _secret(text: str) -> str:
    return read_secret(text.strip()) if text.strip() else ""


def _current(legislature: int) -> int:
    plausible = plausible_current(datetime.now(UTC).date())
    if legislature not in plausible:
        raise ValueError(f"must be a legislature from {plausible[0]} to {plausible[-1]}; the one of 2024 is the 17th")
    return legislature


Root = Annotated[str, AfterValidator(_root)]


class DatabaseSettings(BaseSettings):
    """The settings of a command that works on the database alone. Read them with `load_database_settings`."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///guetteur.db"
    """Where follows, readings and messages are kept."""


class HealthSettings(DatabaseSettings):
    """What it takes to tell whether a bot is well. Read them with `load_health_settings`."""

    listen: Annotated[str, AfterValidator(_listen)] = ""
    """The host and port at which probes and metrics are served; empty for none."""

    sweep_interval: float | None = Field(default=None, gt=0, le=30 * 86400, allow_inf_nan=False)
    """Seconds between two sweeps of an archive; empty for the plan that follows the Journal officiel."""

    comments_interval: float = Field(default=900, gt=0, le=30 * 86400, allow_inf_nan=False)
    """Seconds between two checks of NosDéputés.fr's feed of comments."""

    @property
    def listen_address(self) -> ListenAddress | None:
        """Where the web port is; None where there is none."""
        return read_listen_address(self.listen) if self.listen else None


def data_setting(file: AnyFile) -> str:
    """The setting that says on which site a chamber's whole file is, such as `senat_data_url`."""
    return f"{file.name}_data_url"


def _data_settings() -> dict[str, Any]:
    """The settings of the sites that have the chambers' whole files; `off`, then empty here: it is not asked."""
    return {data_setting(each): (Annotated[str, AfterValidator(_root_or_off)], each.site) for each in FILES}


if TYPE_CHECKING:
    FileSettings = HealthSettings
else:
    FileSettings = create_model("FileSettings", __base__=HealthSettings, **_data_settings())


class Settings(FileSettings):
    """The settings of a run. Read them with `load_settings`."""

    telegram_bot_token: Annotated[str, AfterValidator(_token)] = Field(default="", repr=False)
    """The bot's token, which @BotFather gives."""

    telegram_bot_token_file: str = ""
    """A file that holds the token, for those who keep secrets out of the environment."""

    telegram_api_url: Root = "https://api.telegram.org"
    """The root of the Bot API."""

    telegram_pace: float = Field(default=1, ge=1, le=1000, allow_inf_nan=False)
    """How many times as much is sent as Telegram's own servers take; above 1 for a Bot API server of one's own."""

    assemblee_url: Root = SITE
    """The Assemblée's site, for the 16th legislature on."""

    questions_url: Root = OLDER_SITE
    """The Assemblée's older site, for the legislatures before."""

    nosdeputes_url: Annotated[str, AfterValidator(_optional_root)] = ""
    """NosDéputés.fr for every legislature; empty for the official host of each."""

    current_legislature: Annotated[int, AfterValidator(_current)] | None = None
    """The legislature that a bare number means at least, or always where it is a past one; empty: it is found out."""

    opendata_url: Root = OPENDATA
    """The Assemblée's open data, for its archives of questions and the names of deputies."""

    senat_url: Annotated[str, AfterValidator(_root_or_off)] = SENAT
    """The Sénat's site, for the pages of questions; `off`, then empty here: it is not asked."""

    watch_interval: float = Field(default=604_800, gt=0, le=30 * 86400, allow_inf_nan=False)
    """The longest time between two checks of one followed question's page, in seconds."""

    requests_per_second: float = Field(default=1, gt=0, le=1000, allow_inf_nan=False)
    """Requests a second, for each site."""

    contact: Annotated[str, AfterValidator(_contact)] = ""
    """An address put into the User-Agent, so that a site's people can write to yours."""

    admin_chat_id: int | None = None
    """The chat in which the person who runs the bot is told when a source fails or is no longer understood."""

    most_follows: int = Field(default=500, ge=1, le=100_000)
    """How many questions one chat may follow."""

    most_watches: int = Field(default=50, ge=1, le=1_000)
    """How many watches one chat may have."""

    commands_a_minute: int = Field(default=20, ge=1, le=10_000)
    """How many commands one person may give in a minute; buttons are three times as many, inline queries six times."""

    allowed_chats: Annotated[str, AfterValidator(_chats)] = ""
    """The numbers of the people, groups and channels that the bot is for, with commas; empty for everybody.

    A group stays among them by its old number when it becomes a supergroup."""

    keep_history: int = Field(default=USUALLY_KEPT, ge=SHORTEST_KEPT, le=LONGEST_KEPT)
    """For how many days it is kept what was sent to whom."""

    webhook_url: Annotated[str, AfterValidator(_webhook)] = ""
    """Where Telegram is to deliver updates, by way of a proxy to LISTEN; empty: it is asked for them."""

    webhook_secret: Annotated[str, AfterValidator(_secret)] = Field(default="", repr=False)
    """The secret token that Telegram's deliveries carry; empty for one that is made of the bot's token."""

    public_url: Annotated[str, AfterValidator(_public)] = ""
    """The address below which the world reaches feeds, by way of a proxy to LISTEN; empty: no chat can have one."""

    log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    """How much is logged: DEBUG, INFO, WARNING, ERROR, CRITICAL."""

    log_format: Annotated[str, AfterValidator(_log_format)] = ""
    """How the log is written; empty for text on a terminal, and JSON elsewhere."""

    def unusual(self) -> dict[str, str]:
        """The settings that are not the default, by name, for the log; without secrets and the numbers of chats."""
        given = {name: getattr(self, name) for name, field in type(self).model_fields.items() if field.repr}
        return {
            name.upper(): "(set)" if name in NUMBERS_OF_CHATS else _without_password(str(value))
            for name, value in given.items()
            if value != type(self).model_fields[name].default
        }

    @property
    def data_roots(self) -> dict[str, str]:
        """The site of each chamber's whole file that is to be asked for, by the file's name."""
        roots = {each.name: getattr(self, data_setting(each)) for each in FILES}
        return {name: root for name, root in roots.items() if root}

    @property
    def page_roots(self) -> dict[Source, str]:
        """The site of the pages of each further source that is to be asked for: its setting is called as it is."""
        roots = {source: getattr(self, f"{source.value}_url") for source in PAGE_SITES}
        return {source: root for source, root in roots.items() if root}

    @property
    def allowed(self) -> frozenset[int]:
        """The numbers of the chats that may use the bot, the operator's own among them; empty where everybody may."""
        named = {int(number) for number in self.allowed_chats.split(",") if number.strip()}
        own = {self.admin_chat_id} if named and self.admin_chat_id is not None else set()
        return frozenset(named | own)

    @property
    def webhook_address(self) -> WebhookAddress | None:
        """Where Telegram is to deliver updates; None where it is asked for them."""
        return read_webhook_address(self.webhook_url) if self.webhook_url else None

    @property
    def bot_number(self) -> str:
        """The bot's number at Telegram, which its token begins with."""
        return self.telegram_bot_token.partition(":")[0]

    @property
    def public_address(self) -> PublicAddress | None:
        """The address below which feeds lie; None where no chat can have one."""
        return read_public_address(self.public_url) if self.public_url else None

    @property
    def secret_token(self) -> str:
        """The secret token of the webhook, the same in all copies that have the same settings."""
        return self.webhook_secret or secret_of(self.telegram_bot_token)

    @model_validator(mode="after")
    def _need_a_port(self) -> Self:
        if self.webhook_url and not self.listen:
            raise ValueError("WEBHOOK_URL: needs LISTEN, the address to which a proxy brings what Telegram delivers")
        if self.public_url and not self.listen:
            raise ValueError("PUBLIC_URL: needs LISTEN, the address to which a proxy brings who reads feeds")
        return self

    @model_validator(mode="after")
    def _keep_apart(self) -> Self:
        webhook, public = self.webhook_address, self.public_address
        if webhook and public and f"{webhook.path}/".startswith(f"{public.feeds}/"):
            raise ValueError(f"WEBHOOK_URL: must not lie below {public.feeds}, where PUBLIC_URL has the feeds")
        return self

    @model_validator(mode="after")
    def _find_token(self) -> Self:
        if not self.telegram_bot_token and self.telegram_bot_token_file:
            self.telegram_bot_token = _read_token(self.telegram_bot_token_file)
        if not self.telegram_bot_token:
            raise ValueError("TELEGRAM_BOT_TOKEN: is missing; @BotFather gives one (or name a file that holds it)")
        return self


NUMBERS_OF_CHATS = frozenset({"admin_chat_id", "allowed_chats"})
PREFIXES = (
    *("TELEGRAM_", "ASSEMBLEE_", "NOSDEPUTES_", "OPENDATA_", "SENAT_", "GUETTEUR_"),
    *(f"{each.name.upper()}_" for each in FILES),
)
"""How the variables of other programs are unlikely to begin."""

Kind = TypeVar("Kind", bound=BaseSettings)


def load_settings() -> Settings:
    """Read the settings. Raises BadSettings with the name of each one that is wrong or missing."""
    return _load(Settings)


def load_database_settings() -> DatabaseSettings:
    """Read where the database is, without a token. Raises BadSettings as `load_settings` does."""
    return _load(DatabaseSettings)


def load_health_settings() -> HealthSettings:
    """Read what a health check needs, without a token. Raises BadSettings as `load_settings` does."""
    return _load(HealthSettings)


def misspelt_settings() -> list[str]:
    """A sentence for each name that is no setting: any in `.env`, and in the environment those that resemble ours."""
    known = {name.upper() for name in Settings.model_fields}
    try:
        in_file = DotEnvSettingsSource(Settings).env_vars
    except (UnicodeDecodeError, OSError):  # `load_settings` reports it
        in_file = {}
    found = misspelt(in_file, os.environ, known, PREFIXES)
    return [
        f"{name}: is no setting" + (f"; did you mean {near}?" if near else ", and is not heeded")
        for name, near in found.items()
    ]


def _load(kind: type[Kind]) -> Kind:
    try:
        return kind()
    except ValidationError as error:
        raise BadSettings("\n".join(_sentence(dict(each)) for each in error.errors())) from None
    except (UnicodeDecodeError, OSError) as error:
        raise BadSettings(f".env: cannot be read: {error}") from None


def _without_password(value: str) -> str:
    """An address without the name and the password that it may hold."""
    return re.sub(r"(?<=//)[^/@]*@", "<secret>@", value)


def _read_token(path: str) -> str:
    try:
        with Path(path).open(encoding="utf-8") as file:
            token = _token(file.read(LONGEST_SECRET_FILE))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "does not hold a bot token"
        raise ValueError(f"TELEGRAM_BOT_TOKEN_FILE: {path}: {reason}") from None
    if not token:
        raise ValueError(f"TELEGRAM_BOT_TOKEN_FILE: {path}: is empty")
    return token


def _sentence(error: dict[str, object]) -> str:
    """A validation error as `NAME: reason`; never with the value, which may be a secret."""
    reason = str(error["msg"]).removeprefix("Value error, ")
    location = error["loc"]
    name = str(location[0]).upper() if isinstance(location, tuple) and location else ""
    return f"{name}: {reason}" if name else reason
