"""The case file's pages, for a browser without the tool."""
