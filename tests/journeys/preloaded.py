"""What the server that forks bots has loaded before it does: the program, out of the garbage collector's observation.

A collection in a child would otherwise copy all of it.
"""

import gc

import babel.dates
import telegram.ext

import bot.__main__
import bot.app
import bot.cli.logs

LOADED = (babel.dates, telegram.ext, bot.__main__, bot.app, bot.cli.logs)

gc.collect()
gc.freeze()
