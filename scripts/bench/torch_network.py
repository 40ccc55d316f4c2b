"""An ONNX network of convolutions as PyTorch computes it, operator by operator."""
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper


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


def load_network(path, output):
    """A function from images to the value `output`."""
    graph = onnx.load(path).graph
    weights = {w.name: torch.from_numpy(numpy_helper.to_array(w).copy()) for w in graph.initializer}
    name = next(i.name for i in graph.input if i.name not in weights)
    nodes = [(n.op_type, n.input, n.output, {a.name: onnx.helper.get_attribute_value(a) for a in n.attribute})
             for n in graph.node]

    def run(x):
        values = dict(weights, **{name: x})
        for op, inputs, outputs, at in nodes:
            if op == 'Constant':
                continue
            known = [values[i] for i in inputs if i in values]
            values[outputs[0]] = compute(op, known, at)
            if outputs[0] == output:
                return values[output]

    return run
