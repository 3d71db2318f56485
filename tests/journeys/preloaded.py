"""Loads the program in the server that forks bots, and hides it from the garbage collector.

A collection in a child would otherwise copy all of its memory.
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
