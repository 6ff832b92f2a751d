"""PyTorch's side of the cell benchmark: answers a line of standard input with a line (see CellSide.java).

PyTorch's own LSTM, GRU and RNN where it has them, else a loop over time as one writes it by hand, with all that does not depend
on the state computed for all steps before the loop. One thread. A step is read as x[t], whose gradient is as large as the
sequence; with --unbind as one of x.unbind(0), whose gradients are stacked. With --compile torch.compile compiles the layer.
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


UNBIND = "--unbind" in sys.argv[1:]


class Loop(nn.Module):
    """A layer whose input products are made at once; `cell` is one step."""

    from_input = 0  # matrices of the input
    from_state = 0  # matrices of the state
    reads_input = False

    def __init__(self, inputs, units):
        super().__init__()
        self.units = units
        self.w = nn.Linear(inputs, self.from_input * units)
        self.u = nn.Parameter(torch.randn(units, self.from_state * units) / units**0.5) if self.from_state else None
        self.u2 = nn.Parameter(torch.randn(units, units) / units**0.5)
        self.p = nn.Parameter(torch.zeros(4, units))
        self.project = nn.Linear(inputs, units, bias=False) if self.reads_input and inputs != units else nn.Identity()

    def steps(self, x):
        """Two tensors of which each step reads its part."""
        return self.w(x), self.project(x) if self.reads_input else x

    def memory(self, h):
        """What a cell keeps besides its output, at the start."""
        return h

    def forward(self, x):
        a, b = self.steps(x)
        h = x.new_zeros(x.shape[1], self.units)
        c = self.memory(h)
        out = []
        for z, e in zip(a.unbind(0), b.unbind(0)) if UNBIND else ((a[t], b[t]) for t in range(x.shape[0])):
            h, c = self.cell(z, e, h, c)
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


class NoInputGate(Loop):
    """This and the following to FullGateRecurrence: variants of Greff et al. 2017, with peepholes."""

    from_input = from_state = 3

    def cell(self, z, x, h, c):
        f, g, o = torch.addmm(z, h, self.u).chunk(3, 1)
        c = torch.sigmoid(f + self.p[0] * c) * c + torch.tanh(g)
        return torch.sigmoid(o + self.p[1] * c) * torch.tanh(c), c


class NoForgetGate(Loop):
    from_input = from_state = 3

    def cell(self, z, x, h, c):
        i, g, o = torch.addmm(z, h, self.u).chunk(3, 1)
        c = c + torch.sigmoid(i + self.p[0] * c) * torch.tanh(g)
        return torch.sigmoid(o + self.p[1] * c) * torch.tanh(c), c


class NoOutputGate(Loop):
    from_input = from_state = 3

    def cell(self, z, x, h, c):
        i, f, g = torch.addmm(z, h, self.u).chunk(3, 1)
        c = torch.sigmoid(f + self.p[1] * c) * c + torch.sigmoid(i + self.p[0] * c) * torch.tanh(g)
        return torch.tanh(c), c


class NoInputActivation(Loop):
    from_input = from_state = 4

    def cell(self, z, x, h, c):
        i, f, g, o = torch.addmm(z, h, self.u).chunk(4, 1)
        c = torch.sigmoid(f + self.p[1] * c) * c + torch.sigmoid(i + self.p[0] * c) * g
        return torch.sigmoid(o + self.p[2] * c) * torch.tanh(c), c


class NoOutputActivation(Loop):
    from_input = from_state = 4

    def cell(self, z, x, h, c):
        i, f, g, o = torch.addmm(z, h, self.u).chunk(4, 1)
        c = torch.sigmoid(f + self.p[1] * c) * c + torch.sigmoid(i + self.p[0] * c) * torch.tanh(g)
        return torch.sigmoid(o + self.p[2] * c) * c, c


class CoupledPeephole(Loop):
    from_input = from_state = 3

    def cell(self, z, x, h, c):
        f, g, o = torch.addmm(z, h, self.u).chunk(3, 1)
        f = torch.sigmoid(f + self.p[0] * c)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o + self.p[1] * c) * torch.tanh(c), c


class FullGateRecurrence(Loop):
    """The gates read those of the step before."""

    from_input = from_state = 4

    def __init__(self, inputs, units):
        super().__init__(inputs, units)
        self.r = nn.Parameter(torch.randn(3 * units, 3 * units) / (3 * units) ** 0.5)

    def memory(self, h):
        return h, h.new_zeros(h.shape[0], 3 * self.units)

    def cell(self, z, x, h, memory):
        c, gates = memory
        a = torch.addmm(z, h, self.u)
        i, f, o = torch.addmm(a[:, : 3 * self.units], gates, self.r).chunk(3, 1)
        i = torch.sigmoid(i + self.p[0] * c)
        f = torch.sigmoid(f + self.p[1] * c)
        c = f * c + i * torch.tanh(a[:, 3 * self.units :])
        o = torch.sigmoid(o + self.p[2] * c)
        return o * torch.tanh(c), (c, torch.cat((i, f, o), 1))


class Coupled(Loop):
    from_input = from_state = 3

    def cell(self, z, x, h, c):
        f, o, g = torch.addmm(z, h, self.u).chunk(3, 1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


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


class Mut2(Loop):
    from_input, from_state, reads_input = 2, 2, True

    def cell(self, z, x, h, c):
        a, b = z.chunk(2, 1)
        g, r = torch.mm(h, self.u).chunk(2, 1)
        g = torch.sigmoid(a + g)
        r = torch.sigmoid(x + r + self.p[0])
        m = torch.tanh(torch.addmm(b, r * h, self.u2))
        return m * g + h * (1 - g), c


class Mut3(Loop):
    from_input, from_state = 3, 2

    def cell(self, z, x, h, c):
        a, b, m = z.chunk(3, 1)
        g = torch.sigmoid(torch.addmm(a, torch.tanh(h), self.u[:, : self.units]))
        r = torch.sigmoid(torch.addmm(b, h, self.u[:, self.units :]))
        m = torch.tanh(torch.addmm(m, r * h, self.u2))
        return m * g + h * (1 - g), c


class LightGru(Loop):
    from_input = from_state = 2

    def __init__(self, inputs, units):
        super().__init__(inputs, units)
        self.w = nn.Linear(inputs, 2 * units, bias=False)
        self.norm = nn.BatchNorm1d(2 * units)

    def steps(self, x):
        z = self.w(x)
        return self.norm(z.flatten(0, 1)).view_as(z), x

    def cell(self, z, x, h, c):
        a, m = torch.addmm(z, h, self.u).chunk(2, 1)
        a = torch.sigmoid(a)
        return a * h + (1 - a) * torch.relu(m), c


class UpdateGate(Loop):
    from_input = from_state = 2

    def cell(self, z, x, h, c):
        g, m = torch.addmm(z, h, self.u).chunk(2, 1)
        g = torch.sigmoid(g)
        return g * h + (1 - g) * torch.tanh(m), c


class Janet(Loop):
    from_input = from_state = 2

    def cell(self, z, x, h, c):
        s, m = torch.addmm(z, h, self.u).chunk(2, 1)
        return torch.sigmoid(s) * h + (1 - torch.sigmoid(s - 1)) * torch.tanh(m), c


class Independent(Loop):
    from_input = 1

    def cell(self, z, x, h, c):
        return torch.relu(torch.addcmul(z, self.p[0], h)), c

    def constrain(self, steps):
        bound = 2 ** (1 / steps)
        self.p.clamp_(-bound, bound)


class Clockwork(Loop):
    """Four groups of units with periods 1, 2, 4, 8; each reads itself and slower ones."""

    from_input = from_state = 1

    def steps(self, x):
        group = torch.arange(4).repeat_interleave(self.units // 4)
        self.masked = self.u * (group[:, None] >= group)
        return self.w(x), torch.arange(x.shape[0])[:, None] % 2**group == 0

    def cell(self, z, ticks, h, c):
        return torch.where(ticks, torch.tanh(torch.addmm(z, h, self.masked)), h), c


class Sru(Loop):
    from_input, reads_input = 3, True

    def cell(self, z, x, h, c):
        a, w, b = z.chunk(3, 1)
        f = torch.sigmoid(a + self.p[0] * c)
        n = f * c + (1 - f) * w
        r = torch.sigmoid(b + self.p[1] * c)
        return r * n + (1 - r) * (1.7320508 * x), n


def positive(a):
    return torch.where(a >= 0, a + 0.5, torch.sigmoid(a))


class Minimal(Loop):
    """No gate reads the state: what is kept and what is new is known before the loop (Feng et al. 2024)."""

    def cell(self, kept, new, h, c):
        return torch.addcmul(new, kept, h), c


class MinimalGru(Minimal):
    from_input = 2

    def steps(self, x):
        z, a = self.w(x).chunk(2, 2)
        z = torch.sigmoid(z)
        return 1 - z, z * positive(a)


class MinimalLstm(Minimal):
    from_input = 3

    def steps(self, x):
        f, i, a = self.w(x).chunk(3, 2)
        f, i = torch.sigmoid(f), torch.sigmoid(i)
        return f / (f + i), i / (f + i) * positive(a)


class ScalarLstm(Loop):
    from_input = from_state = 4

    def memory(self, h):
        return h, h, h

    def cell(self, z, x, h, memory):
        c, q, m = memory
        z, o, e, k = torch.addmm(z, h, self.u).chunk(4, 1)
        kept = F.logsigmoid(k) + m
        m = torch.maximum(kept, e).detach()
        i, f = torch.exp(e - m), torch.exp(kept - m)
        c = f * c + i * torch.tanh(z)
        q = f * q + i
        return torch.sigmoid(o) * c / q, (c, q, m)


class Lem(Loop):
    from_input, from_state = 4, 3

    def cell(self, z, x, h, y):
        a, b, v = torch.addmm(z[:, : 3 * self.units], h, self.u).chunk(3, 1)
        a = torch.sigmoid(a)
        b = torch.sigmoid(b)
        y = (1 - a) * y + a * torch.tanh(v)
        return (1 - b) * h + b * torch.tanh(torch.addmm(z[:, 3 * self.units :], y, self.u2)), y


def irnn(inputs, units):
    return nn.RNN(inputs, units, nonlinearity="relu")


CELLS = {
    "rnn-tanh": nn.RNN,
    "rnn-relu": irnn,
    "lstm": nn.LSTM,
    "depth-gated": nn.LSTM,  # a first layer has no layer below
    "gru-reset-after": nn.GRU,
    "gru": Gru,
    "lstm-peephole": Peephole,
    "lstm-nig": NoInputGate,
    "lstm-nfg": NoForgetGate,
    "lstm-nog": NoOutputGate,
    "lstm-niaf": NoInputActivation,
    "lstm-noaf": NoOutputActivation,
    "lstm-cifg": CoupledPeephole,
    "lstm-fgr": FullGateRecurrence,
    "lstm-coupled": Coupled,
    "mgu": Mgu,
    "mut1": Mut1,
    "mut2": Mut2,
    "mut3": Mut3,
    "li-gru": LightGru,
    "ugrnn": UpdateGate,
    "janet": Janet,
    "indrnn": Independent,
    "clockwork": Clockwork,
    "sru": Sru,
    "mingru": MinimalGru,
    "minlstm": MinimalLstm,
    "slstm": ScalarLstm,
    "lem": Lem,
}


class Training:
    def __init__(self, workload, cell, compiled):
        self.w = w = WORKLOADS[workload]
        layer = CELLS[cell](w["inputs"], w["units"])
        self.constrain = getattr(layer, "constrain", None)
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
        if self.constrain:
            with torch.no_grad():
                self.constrain(self.w["steps"])
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
