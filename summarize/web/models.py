"""The translation models on offer: what they are called, and how good they are by their cards."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from summarize.translation import BUILT_IN_MODEL
from summarize.types import TranslationError
from summarize.web.wording import Phrase

OPUS = "Helsinki-NLP/opus-mt-vi-en"
_OPUS_SCORE = "chrF 60.8, BLEU 42.8, Tatoeba"  # as its makers publish it
_METRICS = {"chrf": "chrF", "bleu": "BLEU"}


class Offer(NamedTuple):
    """A model that visitors may choose; ``model`` is what ``load_translator`` is given."""

    name: Phrase
    score: str | None
    model: str | None

    @property
    def phrase(self) -> Phrase:
        """Name and score."""
        score = f" ({self.score})" if self.score else ""
        vietnamese = self.name.vietnamese and self.name.vietnamese + score
        return Phrase(vietnamese, self.name.english + score)


BUILT_IN = "built-in"


def list_offers(own: str | None = None) -> dict[str, Offer]:
    """The offers by what visitors choose them by, the first the one to begin with.

    ``own`` is a directory or hub id that whoever runs the page adds. Visitors have names only: a
    path that came from them would let them look around on the server.
    """
    offers = {
        BUILT_IN: Offer(Phrase("có sẵn", "built in"), read_score(BUILT_IN_MODEL), None),
        OPUS: Offer(Phrase(None, OPUS), _OPUS_SCORE, OPUS),
    }
    if own is None:
        return offers
    name = Path(own).name if Path(own).is_dir() else own
    return {name: Offer(Phrase(None, name), read_score(Path(own)), own)} | offers


def read_score(directory: Path) -> str | None:
    """The first result in a model's card, README.md in its directory, in words.

    Results stand at the head of the card as the Hugging Face hub has them (``model-index``); None
    where there is no card or it has none. Raises TranslationError for a card that cannot be read.
    """
    card = directory / "README.md"
    if not card.is_file():
        return None
    import yaml
    from huggingface_hub import ModelCard, ModelCardData

    try:
        data = ModelCard(card.read_text(encoding="utf-8")).data
    except (ValueError, yaml.YAMLError) as error:
        raise TranslationError(
            f"The head of {card} is no model card: {error}. Mend it or take it away."
        ) from error
    results = (isinstance(data, ModelCardData) and data.eval_results) or []
    scores = [
        f"{_METRICS.get(result.metric_type, result.metric_type)} {result.metric_value}"
        for result in results
        if result.dataset_name == results[0].dataset_name
    ]
    return f"{', '.join(scores)}, {results[0].dataset_name}" if scores else None
