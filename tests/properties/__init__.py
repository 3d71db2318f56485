"""Properties that hold for everything that a person can type, a site can serve, or a clock can show."""
