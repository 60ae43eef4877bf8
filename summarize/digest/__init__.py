"""The batch: many articles in, one digest out, nothing lost on the way.

``summarize.digest.job`` does it. What is here costs nothing to import, for the command line's
other uses.
"""

FORMATS = ("md", "html", "jsonl")
ENGINES = ("local", "ray")
MAX_TIMEOUT = 28_800  # seconds; of 128 articles in a row, just below what timers take on Windows
