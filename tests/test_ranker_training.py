"""The recipe of the default ranker's weights, on made-up articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from summarize.ranking import load_pair_model
from training.ranker import PairNetwork, count_articles, lay_out, learn, make_example, save

PLACES = ("Hà Nội", "Huế", "Đà Nẵng", "Cần Thơ")
NEWS = ("mưa lớn gây ngập", "cầu mới thông xe", "giá gạo tăng mạnh", "trường học mở cửa lại")
REST = ("người dân cho biết", "theo báo cáo của sở", "trong 24 giờ qua", "lãnh đạo tỉnh nói")


def made_up_articles(count: int) -> list[tuple[str, str, list[str]]]:
    """Headlines, leads and bodies; the lead is told again by the body's second sentence."""
    rng = random.Random(1)
    articles = []
    for number in range(count):
        place, news = rng.choice(PLACES), rng.choice(NEWS)
        body = [f"{rng.choice(REST)} ở {rng.choice(PLACES)} ngày {number}" for _ in range(4)]
        body.insert(1, f"{place} {news} {rng.choice(REST)}")
        articles.append((f"{place}: {news}", f"{place} {news}", body))
    return articles


@pytest.fixture
def one_thread() -> Iterator[None]:
    """On arrays this small a second thread costs twenty times what it brings."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("one_thread")
def test_the_ranker_guesses_what_the_trained_network_does(tmp_path: Path) -> None:
    torch.manual_seed(0)
    articles = made_up_articles(10)
    frequencies = count_articles(articles)
    examples = [made for each in articles if (made := make_example(*each, frequencies))]
    network = PairNetwork(examples[0].pairs, frequencies.rarity)
    learn(examples, network, epochs=120, seed=0, batch=5)  # the worth is learned after 150 steps
    save(network, frequencies, tmp_path / "weights.npz")
    model = load_pair_model(tmp_path / "weights.npz")
    assert model.vocabulary == frequencies.vocabulary
    assert len(examples) == len(articles)
    for example in examples:
        with torch.no_grad():
            logits, worth = network(lay_out([example]))
        guesses, guessed_worth = model.guess(example.pairs)
        # The words' vectors are saved in half precision.
        assert guesses == pytest.approx(torch.sigmoid(logits).numpy(), abs=2e-3)
        assert guessed_worth == pytest.approx(worth.numpy(), abs=2e-4)
        assert np.ptp(guesses) > 0.5 and np.ptp(guessed_worth) > 0.05  # it learned something
        assert guesses[example.used > 0].min() > guesses[example.used == 0].max()
