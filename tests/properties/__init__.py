"""Properties: what holds for whatever a person types, a site serves, or a clock shows."""
