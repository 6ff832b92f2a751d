"""PyTorch's side of the trial benchmark: answers a line of standard input with a line (see TrialBenchmark.java).

A trial as one writes it by hand: a recurrent layer and a linear one over padded piano rolls (88 pitches), batches of pieces
about as long as each other, masked binary cross-entropy, Adam, the validation part after every epoch, the best weights
kept. One thread. A line is `CELL UNITS BATCH EPOCHS SEED`; its answer the seconds and the best validation loss in nats a step.
"""
import copy
import json
import random
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from cells import CELLS

torch.set_num_threads(1)

PITCHES = 88
LOWEST = 21
POOL = 4  # batches whose pieces are sorted by length together


class Music(nn.Module):
    def __init__(self, cell, units):
        super().__init__()
        self.layer = CELLS[cell](PITCHES, units)
        self.head = nn.Linear(units, PITCHES)

    def forward(self, x):
        return self.head(self.layer(x)[0])


def roll(piece):
    pitches = torch.zeros(len(piece), PITCHES)
    for step, notes in enumerate(piece):
        for note in notes:
            pitches[step, note - LOWEST] = 1
    return pitches


def batch(pieces):
    rolls = nn.utils.rnn.pad_sequence(pieces)
    lengths = torch.tensor([len(piece) - 1 for piece in pieces])
    mask = (torch.arange(len(rolls) - 1)[:, None] < lengths).float()
    return rolls[:-1], rolls[1:], mask, int(lengths.sum())


def shuffled(pieces, size):
    pieces = random.sample(pieces, len(pieces))
    batches = []
    for start in range(0, len(pieces), size * POOL):
        batches += chunks(sorted(pieces[start : start + size * POOL], key=len), size)
    return random.sample(batches, len(batches))


def chunks(pieces, size):
    return [pieces[start : start + size] for start in range(0, len(pieces), size)]


def loss_sum(model, x, y, mask):
    return (F.binary_cross_entropy_with_logits(model(x), y, reduction="none").sum(2) * mask).sum()


def trial(data, cell, units, size, epochs, seed):
    torch.manual_seed(seed)
    random.seed(seed)
    model = Music(cell, units)
    adam = torch.optim.Adam(model.parameters(), 1e-3, fused=True)
    best, weights = float("inf"), None
    for _ in range(epochs):
        for pieces in shuffled(data["train"], size):
            x, y, mask, steps = batch(pieces)
            adam.zero_grad(set_to_none=True)
            (loss_sum(model, x, y, mask) / steps).backward()
            adam.step()
        with torch.no_grad():
            total = steps = 0
            for pieces in chunks(sorted(data["valid"], key=len), size):
                x, y, mask, count = batch(pieces)
                total += loss_sum(model, x, y, mask).item()
                steps += count
        if total / steps < best:
            best, weights = total / steps, copy.deepcopy(model.state_dict())
    assert weights
    return best


def main():
    with open(sys.argv[1]) as file:
        data = {part: [roll(piece) for piece in pieces] for part, pieces in json.load(file).items()}
    for line in sys.stdin:
        cell, *numbers = line.split()
        start = time.perf_counter()
        best = trial(data, cell, *map(int, numbers))
        print(time.perf_counter() - start, best, flush=True)


if __name__ == "__main__":
    main()
