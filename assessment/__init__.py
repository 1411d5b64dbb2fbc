"""Assessment of applications to Social- og Boligstyrelsen, from Word file to decision note."""

__version__ = "0.1.0"
