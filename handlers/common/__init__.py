"""What handlers share: how each begins, who may do what, and the means to answer."""
