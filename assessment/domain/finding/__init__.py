"""Passages that speak to an aspect or a requirement, and those that answer a search."""
