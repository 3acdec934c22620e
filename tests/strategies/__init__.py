"""Random models: plain data, drawn from a seed, so that a failing case can be named and made small."""

from strategies.municipalities import AS_OF, draw_model, plain_dates, smaller

__all__ = ["AS_OF", "draw_model", "plain_dates", "smaller"]
