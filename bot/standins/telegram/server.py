"""The stand-in Telegram: a server on loopback that speaks the Bot API, and refuses what Telegram refuses.

    async with StandInTelegram() as telegram:
        camille = telegram.person(1001, first_name="Camille")
        telegram.say(camille, "/start")                            # the bot, run with TELEGRAM_API_URL=telegram.url
        card = await telegram.wait_for(camille.id, "Bonjour")
        telegram.press(camille, card, 0)

The acts of people are in `people`, the methods that the bot calls in `methods`.
"""

import asyncio
import time
from typing import NamedTuple, Self

from aiohttp import web

from bot.standins.loopback import Loopback, hang_up
from bot.standins.telegram.chats import StandInChats
from bot.standins.telegram.faults import LATE_SECONDS, Fault, FaultKind, Faults, page
from bot.standins.telegram.files import FORM, MAX_UPLOAD
from bot.standins.telegram.inline import InlineAnswer
from bot.standins.telegram.limits import Limits
from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.methods import find_method
from bot.standins.telegram.people import People
from bot.standins.telegram.state import CallbackAnswer, TelegramState
from bot.standins.telegram.wire import Json, Refusal, accepted, read_parameters

TOKEN = "123456:stand-in-token"  # noqa: S105 -- opens nothing but this stand-in
USERNAME = "guetteur_demo_bot"


class Call(NamedTuple):
    """A request of the bot: the method as it was written, its decoded parameters, and its monotonic time in seconds."""

    method: str
    params: Json
    at: float


class StandInTelegram(People):
    """A Telegram on 127.0.0.1."""

    def __init__(self, token: str = TOKEN, username: str = USERNAME) -> None:
        bot_id = int(token.partition(":")[0])
        bot = {"id": bot_id, "is_bot": True, "first_name": "Guetteur", "username": username}
        super().__init__(TelegramState(bot, StandInChats(bot)))
        self.token = token
        self.username = username
        self.calls: list[Call] = []
        self._faults = Faults()
        self._way = 0.0
        self._spare = False
        self._limits: Limits | None = None
        application = web.Application(client_max_size=MAX_UPLOAD + FORM)
        application.router.add_route("*", "/bot{token}/{method}", self._handle)
        application.router.add_get("/file/bot{token}/{path:.*}", self._hand_out)
        self._server = Loopback(application)

    @property
    def url(self) -> str:
        """The root, for TELEGRAM_API_URL: the bot adds `/bot<token>/<method>`."""
        return self._server.url

    @property
    def answers(self) -> list[CallbackAnswer]:
        """The bot's answers to presses, oldest first."""
        return self.state.answers

    @property
    def history(self) -> list[SentMessage | CallbackAnswer]:
        """All that people saw of the bot, in order: each message as sent, each edit, each answer to a press."""
        return self.state.history

    @property
    def inline_answers(self) -> list[InlineAnswer]:
        """The bot's answers to inline queries, oldest first."""
        return self.state.inline_answers

    @property
    def commands(self) -> dict[tuple[str, str], list[Json]]:
        """The lists of commands that the bot has set, by scope (as sorted JSON) and language."""
        return self.state.commands

    async def start(self) -> None:
        await self._server.start()

    async def stop(self) -> None:
        self.state.updates.close()
        self.state.deliveries.stop()
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def called(self, method: str, chat_id: int | None = None) -> list[Call]:
        """The requests for one method, in one chat if given."""
        right = (call for call in self.calls if call.method.lower() == method.lower())
        return [call for call in right if chat_id is None or call.params.get("chat_id") == chat_id]

    def fail_next(
        self,
        method: str,
        chat_id: int | None = None,
        times: int | None = 1,
        status: FaultKind = 429,
        retry_after: int = 1,
        description: str | None = None,
        result: object = None,
    ) -> None:
        """Let the next `times` requests (None: all until `heal`) for a method (`*`: any) fail as `status` says.

        `result` is the answer to a request that fails with `odd`.
        """
        self._faults.add(Fault(method, chat_id, times, status, retry_after, description, result))

    def heal(self) -> None:
        """Forget all faults that `fail_next` ordered."""
        self._faults.clear()

    def answer_sparely(self) -> None:
        """Reduce every object in an answer to the few fields that a server of any version gives."""
        self._spare = True

    def be_far_away(self, seconds: float) -> None:
        """Delay each way between the bot and this server by so many seconds."""
        self._way = seconds

    def enforce_limits(self, pace: float = 1.0) -> Limits:
        """From now on take no more messages in a second or a minute than Telegram does, times `pace`.

        Returns the limits, which count the refusals.
        """
        self._limits = Limits(pace)
        return self._limits

    async def _handle(self, request: web.Request) -> web.Response:
        try:
            answer = await self._answer(request, request.match_info["method"])
        except Refusal as refusal:
            answer = refusal.response()
        finally:
            self.state.pulse.beat()
        if self._way:
            await asyncio.sleep(self._way)
        return answer

    async def _hand_out(self, request: web.Request) -> web.StreamResponse:
        """Answer the bot's download of a file."""
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(404, "Not Found")
            return await self.state.files.hand_out(request, request.match_info["path"])
        except Refusal as refusal:
            return refusal.response()

    async def _answer(self, request: web.Request, method: str) -> web.Response:
        if request.match_info["token"] != self.token:
            raise Refusal(401, "Unauthorized")
        parameters = await read_parameters(request)
        if self._way:
            await asyncio.sleep(self._way)
        self.calls.append(Call(method, parameters, time.monotonic()))
        self.state.pulse.beat()
        if self._limits is not None:
            self._limits.count(method, parameters, time.monotonic())
        fault = self._faults.take(method, parameters.get("chat_id"))
        if fault is None:
            result = await find_method(method)(self.state, parameters)
            return accepted(_spare(result) if self._spare and method != "getMe" else result)
        return await self._spoilt(request, method, parameters, fault)

    async def _spoilt(self, request: web.Request, method: str, parameters: Json, fault: Fault) -> web.Response:
        match fault.status:
            case int():
                raise fault.refusal()
            case "drop":
                return hang_up(request)
            case "drop_after":
                await find_method(method)(self.state, parameters)
                return hang_up(request)
            case "odd":
                return accepted(fault.result)
            case "hang":
                await asyncio.Event().wait()  # until the bot gives up
                return hang_up(request)
            case "late":
                result = await find_method(method)(self.state, parameters)
                self.state.pulse.beat()
                await asyncio.sleep(LATE_SECONDS)
                return accepted(result)
            case kind:
                return page(kind)


def _spare(result: object) -> object:
    return (
        {key: result[key] for key in ("message_id", "status") if key in result} if isinstance(result, dict) else result
    )
