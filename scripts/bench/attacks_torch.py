"""Baseline: projected gradient descent (L-infinity, 20 steps) on the loss of a convolutional network, by PyTorch.

python attacks_torch.py network.onnx output images size batch threads; writes x.npy and labels.npy, images of pixels
0..1 and what the network names on them, and prints seconds, and the mean loss afterwards.
"""
import sys
import time
import numpy as np
import torch
import torch.nn.functional as F
from torch_network import load_network

path, output, images, size, batch, threads = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:7])
torch.set_num_threads(threads)
epsilon, steps = 2 / 255, 20
logits = load_network(path, output)
mean = torch.tensor([.485, .456, .406]).view(1, 3, 1, 1)
std = torch.tensor([.229, .224, .225]).view(1, 3, 1, 1)
x = torch.from_numpy(np.random.RandomState(0).uniform(size=(images, 3, size, size)).astype(np.float32))


def scores(pixels):
    return logits((pixels - mean) / std)


with torch.no_grad():
    labels = torch.cat([scores(some).argmax(1) for some in x.split(batch)])
np.save('x.npy', x.permute(0, 2, 3, 1).contiguous().numpy())
np.save('labels.npy', labels.numpy())
start, losses = time.perf_counter(), []
for some, label in zip(x.split(batch), labels.split(batch)):
    at = some.clone()
    for _ in range(steps):
        at.requires_grad_(True)
        gradient, = torch.autograd.grad(F.cross_entropy(scores(at), label, reduction='sum'), at)
        with torch.no_grad():
            at = at + 2.5 * epsilon / steps * gradient.sign()
            at = torch.min(torch.max(at, some - epsilon), some + epsilon).clamp(0, 1)
    with torch.no_grad():
        losses.append(F.cross_entropy(scores(at), label, reduction='none'))
print(time.perf_counter() - start, float(torch.cat(losses).mean()))
