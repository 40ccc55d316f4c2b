"""Baseline: cross-entropy of a convolutional network and its gradient by the pixels, by PyTorch.

python gradients_torch.py network.onnx batch size runs threads; writes x.npy and grad.npy, the input and its gradient, and
prints the median seconds of a forward pass, of one with its gradient, and the peak memory in GB.
"""
import resource
import statistics
import sys
import time
import numpy as np
import torch
import torch.nn.functional as F
from torch_network import load_network

path, batch, size, runs, threads = sys.argv[1], *map(int, sys.argv[2:6])
torch.set_num_threads(threads)
logits = load_network(path, 'logits')

x = torch.from_numpy(np.random.RandomState(0).standard_normal((batch, 3, size, size)).astype(np.float32))
labels = torch.arange(batch)


def forward():
    with torch.no_grad():
        logits(x)


def gradient():
    pixels = x.clone().requires_grad_(True)
    F.cross_entropy(logits(pixels), labels).backward()
    return pixels.grad


def median(run):
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


np.save('x.npy', x.numpy())
np.save('grad.npy', gradient().numpy())
print(median(forward), median(gradient), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
