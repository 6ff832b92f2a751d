"""PyTorch's side of the cell benchmark: answers a line of standard input with a line (see CellSide.java).

PyTorch's own LSTM, GRU and RNN where it has them, else a loop over time as one writes it by hand, with all products of the
input in one matrix product before the loop. One thread. With --compile the loop over time is compiled by torch.compile.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(1)
torch.manual_seed(1)

BATCH = 32
WORKLOADS = {
    "W1": dict(steps=50, inputs=8, units=64, outputs=1, loss="mse"),
    "W2": dict(steps=100, inputs=88, units=128, outputs=88, loss="bce"),
    "W3": dict(steps=100, inputs=64, units=256, outputs=64, loss="ce"),
}


class Loop(nn.Module):
    """A layer whose input products are made at once; `cell` is one step."""

    from_input = 0  # matrices of the input
    from_state = 0  # matrices of the state
    reads_input = False

    def __init__(self, inputs, units):
        super().__init__()
        self.units = units
        self.w = nn.Linear(inputs, self.from_input * units) if self.from_input else None
        self.u = nn.Parameter(torch.randn(units, self.from_state * units) / units**0.5) if self.from_state else None
        self.u2 = nn.Parameter(torch.randn(units, units) / units**0.5)
        self.p = nn.Parameter(torch.zeros(4, units))
        self.project = nn.Linear(inputs, units, bias=False) if self.reads_input and inputs != units else nn.Identity()

    def forward(self, x):
        z = self.w(x)
        e = self.project(x) if self.reads_input else x
        h = x.new_zeros(x.shape[1], self.units)
        c = h
        out = []
        for t in range(x.shape[0]):
            h, c = self.cell(z[t], e[t], h, c)
            out.append(h)
        return torch.stack(out), None


class Peephole(Loop):
    from_input = from_state = 4

    def cell(self, z, x, h, c):
        i, f, g, o = torch.addmm(z, h, self.u).chunk(4, 1)
        i = torch.sigmoid(i + self.p[0] * c)
        f = torch.sigmoid(f + self.p[1] * c)
        c = f * c + i * torch.tanh(g)
        return torch.sigmoid(o + self.p[2] * c) * torch.tanh(c), c


class Coupled(Loop):
    """Coupled input and forget gate, with peepholes (Greff et al. 2017, CIFG)."""

    from_input = from_state = 3

    def cell(self, z, x, h, c):
        f, g, o = torch.addmm(z, h, self.u).chunk(3, 1)
        f = torch.sigmoid(f + self.p[0] * c)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o + self.p[1] * c) * torch.tanh(c), c


class Mgu(Loop):
    from_input, from_state = 2, 1

    def cell(self, z, x, h, c):
        a, m = z.chunk(2, 1)
        f = torch.sigmoid(torch.addmm(a, h, self.u))
        m = torch.tanh(torch.addmm(m, f * h, self.u2))
        return (1 - f) * h + f * m, c


class Gru(Loop):
    """The reset gate before the product (Cho et al. 2014); PyTorch's own has it after."""

    from_input, from_state = 3, 2

    def cell(self, z, x, h, c):
        a, m = z[:, : 2 * self.units], z[:, 2 * self.units :]
        r, u = torch.sigmoid(torch.addmm(a, h, self.u)).chunk(2, 1)
        m = torch.tanh(torch.addmm(m, r * h, self.u2))
        return (1 - u) * m + u * h, c


class Mut1(Loop):
    from_input, from_state, reads_input = 2, 1, True

    def cell(self, z, x, h, c):
        a, b = z.chunk(2, 1)
        g = torch.sigmoid(a)
        r = torch.sigmoid(torch.addmm(b, h, self.u))
        m = torch.tanh(torch.addmm(torch.tanh(x) + self.p[0], r * h, self.u2))
        return m * g + h * (1 - g), c


class Sru(Loop):
    from_input, reads_input = 3, True

    def cell(self, z, x, h, c):
        a, w, b = z.chunk(3, 1)
        f = torch.sigmoid(a + self.p[0] * c)
        n = f * c + (1 - f) * w
        r = torch.sigmoid(b + self.p[1] * c)
        return r * n + (1 - r) * (1.7320508 * x), n


class Lem(Loop):
    from_input, from_state = 4, 3

    def cell(self, z, x, h, y):
        a, b, v = torch.addmm(z[:, : 3 * self.units], h, self.u).chunk(3, 1)
        a = torch.sigmoid(a)
        b = torch.sigmoid(b)
        y = (1 - a) * y + a * torch.tanh(v)
        return (1 - b) * h + b * torch.tanh(torch.addmm(z[:, 3 * self.units :], y, self.u2)), y


CELLS = {
    "rnn-tanh": nn.RNN,
    "lstm": nn.LSTM,
    "gru-reset-after": nn.GRU,
    "gru": Gru,
    "lstm-peephole": Peephole,
    "lstm-cifg": Coupled,
    "mgu": Mgu,
    "mut1": Mut1,
    "sru": Sru,
    "lem": Lem,
}


class Training:
    def __init__(self, workload, cell, compiled):
        self.w = w = WORKLOADS[workload]
        layer = CELLS[cell](w["inputs"], w["units"])
        self.layer = torch.compile(layer) if compiled else layer
        self.head = nn.Linear(w["units"], w["outputs"])
        parameters = list(layer.parameters()) + list(self.head.parameters())
        self.adam = torch.optim.Adam(parameters, 1e-3, fused=True)
        shape = (w["steps"], BATCH)
        self.x = torch.rand(*shape, w["inputs"]) * 2 - 1
        if w["loss"] == "mse":
            self.y = torch.rand(BATCH, w["outputs"]) * 2 - 1
        elif w["loss"] == "bce":
            self.y = (torch.rand(*shape, w["outputs"]) < 0.1).float()
        else:
            self.x = F.one_hot(torch.randint(0, w["inputs"], shape), w["inputs"]).float()
            self.y = torch.randint(0, w["outputs"], (w["steps"] * BATCH,))

    def loss(self, hidden):
        if self.w["loss"] == "mse":
            return F.mse_loss(self.head(hidden[-1]), self.y)
        if self.w["loss"] == "bce":
            return F.binary_cross_entropy_with_logits(self.head(hidden), self.y)
        return F.cross_entropy(self.head(hidden).view(-1, self.w["outputs"]), self.y)

    def step(self):
        self.adam.zero_grad(set_to_none=True)
        hidden, _ = self.layer(self.x)
        loss = self.loss(hidden)
        loss.backward()
        self.adam.step()
        return loss.item()

    def run(self, seconds):
        millis = []
        end = time.perf_counter() + seconds
        while True:
            start = time.perf_counter()
            self.step()
            now = time.perf_counter()
            millis.append((now - start) * 1e3)
            if now >= end:
                return millis


def main():
    compiled = "--compile" in sys.argv[1:]
    training = None
    for line in sys.stdin:
        words = line.split()
        if words[0] == "prepare":
            if words[2] in CELLS:
                training = Training(words[1], words[2], compiled)
                print("ready", flush=True)
            else:
                print("none", flush=True)
        elif words[0] == "run":
            print(*training.run(float(words[1])), flush=True)


if __name__ == "__main__":
    main()
