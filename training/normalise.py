"""The one spelling that the model reads and writes; the product prepares its input likewise."""

from summarize.words import fold_tone_marks, normalize

_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´＇", "'"),
        **dict.fromkeys("–—―−‐‑‒", "-"),
        "…": "...",
    }
)


def normalise(text: str) -> str:
    """One line of text → NFC, plain quotes and dashes, old-style tone marks, single spaces."""
    return " ".join(fold_tone_marks(normalize(text)).translate(_PUNCTUATION).split())
