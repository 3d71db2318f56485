"""Renders everything the bot says, in French and English. Every value put into a sentence is escaped."""
