"""Baseline: steps of gradient descent of a residual network of CIFAR-10, by PyTorch.

python training_torch.py depth width batch steps threads; prints the median seconds of a step.
"""
import statistics
import sys
import time
import torch
import torch.nn.functional as F
from torch import nn

depth, width, batch, steps, threads = map(int, sys.argv[1:6])
torch.set_num_threads(threads)


def convolve(start, end, size, stride):
    return nn.Sequential(nn.Conv2d(start, end, size, stride, (size - 1) // 2, bias=False), nn.BatchNorm2d(end))


class Block(nn.Module):
    def __init__(self, start, end, stride):
        super().__init__()
        self.first, self.second = convolve(start, end, 3, stride), convolve(end, end, 3, 1)
        self.kept = nn.Identity() if stride == 1 and start == end else convolve(start, end, 1, stride)

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x))) + self.kept(x))


layers, start = [convolve(3, width, 3, 1), nn.ReLU()], width
for stage in range(3):
    for block in range((depth - 2) // 6):
        layers.append(Block(start, width * 2 ** stage, 2 if stage > 0 and block == 0 else 1))
        start = width * 2 ** stage
network = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(start, 10))
optimizer = torch.optim.SGD(network.parameters(), .1, momentum=.9, weight_decay=5e-4)
x, labels = torch.rand(batch, 3, 32, 32), torch.arange(batch) % 10


def step():
    begun = time.perf_counter()
    optimizer.zero_grad()
    F.cross_entropy(network(x), labels).backward()
    optimizer.step()
    return time.perf_counter() - begun


step()
print(statistics.median(step() for _ in range(steps)))
