"""The web port: probes and metrics for whoever runs the bot, over HTTP."""
