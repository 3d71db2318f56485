"""Moves the whole store from one database into another, whichever engines they are of.

Before anything else a table is made in the new database that marks it as unfinished. Everything is then written in one
transaction, which also takes the mark away. So a move that is killed leaves a database with nothing in it but the mark,
on which the bot refuses to start. The database that is moved is only read.
"""
