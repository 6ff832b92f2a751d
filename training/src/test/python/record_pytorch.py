"""Records what PyTorch computes with small recurrent networks, for PyTorchEqualityTest.

    python3 record_pytorch.py FOLDER

Recorded once with PyTorch 2.13 (CPU, float64, so that the digits are those of the mathematics and
not of a float's rounding). Each file has a line for each tensor: its name as PyTorch has it, its
shape, its numbers in row-major order. Two layers, a linear head at every step, and the gradients of
the mean squared error over all steps, sequences and outputs.
"""
import pathlib
import sys

import torch

STEPS, BATCH, INPUTS, UNITS, OUTPUTS, LAYERS = 6, 3, 4, 5, 2, 2
NETWORKS = {
    "lstm": torch.nn.LSTM,
    "gru-reset-after": torch.nn.GRU,
    "rnn-tanh": torch.nn.RNN,
}


def line(name, tensor):
    shape = ",".join(str(size) for size in tensor.shape)
    numbers = " ".join(f"{value:.9g}" for value in tensor.detach().flatten().tolist())
    return f"{name} {shape} {numbers}\n"


def single(tensor):
    """Rounded to what both sides can hold, so that both start from equal numbers."""
    return tensor.float().double()


def record(name, kind):
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    layers = kind(INPUTS, UNITS, LAYERS)
    head = torch.nn.Linear(UNITS, OUTPUTS)
    parameters = dict(layers.named_parameters())
    parameters.update({"head." + key: value for key, value in head.named_parameters()})
    for value in parameters.values():
        value.data = single(value.data)
    inputs = single(torch.randn(STEPS, BATCH, INPUTS))
    targets = single(torch.randn(STEPS, BATCH, OUTPUTS))
    outputs = head(layers(inputs)[0])
    loss = torch.nn.functional.mse_loss(outputs, targets)
    loss.backward()
    text = line("inputs", inputs) + line("targets", targets)
    text += line("outputs", outputs) + line("loss", loss.reshape(1))
    for key, value in parameters.items():
        text += line(key, value) + line(key + ".grad", value.grad)
    return text


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, kind in NETWORKS.items():
        (folder / f"pytorch-{name}.txt").write_text(record(name, kind))


if __name__ == "__main__":
    main()
