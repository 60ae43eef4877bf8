"""The batch: many articles in, one digest out, nothing lost on the way."""

from summarize.digest.job import ENGINES, FORMATS, DigestOutcome, Event, make_digest, plan_digest
from summarize.digest.records import Recipe

__all__ = ["ENGINES", "FORMATS", "DigestOutcome", "Event", "Recipe", "make_digest", "plan_digest"]
