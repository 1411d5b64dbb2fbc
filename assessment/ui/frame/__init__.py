"""What surrounds the pages: the HTML page, its design files, and the script that is run."""
