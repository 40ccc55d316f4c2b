"""Baseline: cross-entropy of a convolutional network and its gradient by the pixels, by PyTorch.

python gradients_torch.py network.onnx batch size runs threads; writes x.npy and grad.npy, the input and its gradient, and
prints the median seconds of a forward pass, of one with its gradient, and the peak memory in GB.
"""
import resource
import statistics
import sys
import time
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

path, batch, size, runs, threads = sys.argv[1], *map(int, sys.argv[2:6])
torch.set_num_threads(threads)
graph = onnx.load(path).graph
weights = {w.name: torch.from_numpy(numpy_helper.to_array(w).copy()) for w in graph.initializer}
name = next(i.name for i in graph.input if i.name not in weights)
nodes = [(n.op_type, n.input, n.output, {a.name: onnx.helper.get_attribute_value(a) for a in n.attribute})
         for n in graph.node]


def pads(at):
    p = at.get('pads', [0, 0, 0, 0])
    assert p[:2] == p[2:], p
    return p[:2]


def compute(op, a, at):
    if op == 'Conv':
        return F.conv2d(a[0], a[1], a[2] if len(a) > 2 else None, at.get('strides', [1, 1]), pads(at),
                        at.get('dilations', [1, 1]), at.get('group', 1))
    if op == 'MaxPool':
        return F.max_pool2d(a[0], at['kernel_shape'], at['strides'], pads(at), ceil_mode=bool(at.get('ceil_mode', 0)))
    if op == 'GlobalAveragePool':
        return a[0].mean((2, 3), keepdim=True)
    if op == 'ReduceMean':
        return a[0].mean(at['axes'], keepdim=bool(at.get('keepdims', 1)))
    if op == 'BatchNormalization':
        return F.batch_norm(a[0], a[3], a[4], a[1], a[2], False, 0, at.get('epsilon', 1e-5))
    if op == 'Gemm':
        y = a[0] @ (a[1].T if at.get('transB', 0) else a[1])
        return y + a[2] if len(a) > 2 else y
    if op in ('Flatten', 'Reshape'):
        return a[0].flatten(1)
    return {'Relu': F.relu, 'Add': torch.add, 'Concat': lambda *x: torch.cat(x, at['axis']),
            'Softmax': lambda x: x.softmax(-1), 'Identity': lambda x: x, 'Dropout': lambda x: x}[op](*a)


def logits(x):
    values = dict(weights, **{name: x})
    for op, inputs, outputs, at in nodes:
        values[outputs[0]] = compute(op, [values[i] for i in inputs if i], at)
        if outputs[0] == 'logits':
            return values['logits']


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
