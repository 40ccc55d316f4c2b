"""Baselines: surprisal of texts by a Llama of llama2.c, by PyTorch.

python language_torch.py stories260K.bin every threads; reads ids.json in this folder, a list of ids a text, and the
first and last token of each word. Writes bits.npy, the surprisal of each word, and prints the seconds of windows of 512 tokens side by side, and of a loop over words: each with its context anew, as
scripts for reading times do. The loop takes every so many words, and its time is multiplied.
"""
import json
import struct
import sys
import time
import numpy as np
import torch
import torch.nn.functional as F

path, every, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
with open(path, 'rb') as file:
    dim, hidden, layers, heads, kv_heads, vocab, context = struct.unpack('7i', file.read(28))
    numbers = np.frombuffer(file.read(), np.float32)
at = 0


def take(*shape):
    global at
    size = int(np.prod(shape))
    at += size
    return torch.from_numpy(numbers[at - size:at].reshape(shape).copy())


head = dim // heads
embedding = take(vocab, dim)
norm_a = take(layers, dim)
wq, wk, wv = take(layers, dim, dim), take(layers, kv_heads * head, dim), take(layers, kv_heads * head, dim)
wo = take(layers, dim, dim)
norm_f = take(layers, dim)
w1, w2, w3 = take(layers, hidden, dim), take(layers, dim, hidden), take(layers, hidden, dim)
norm = take(dim)
turns = torch.complex(take(context, head // 2), take(context, head // 2))


def rms(x, weight):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * weight


def turn(x):
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2))
    return torch.view_as_real(pairs * turns[: x.shape[1], None]).flatten(3)


def log_probabilities(ids):
    batch, count = ids.shape
    mask = torch.full((count, count), float('-inf')).triu(1)
    x = embedding[ids]
    for i in range(layers):
        h = rms(x, norm_a[i])
        q = turn(F.linear(h, wq[i]).view(batch, count, heads, head)).transpose(1, 2)
        k = turn(F.linear(h, wk[i]).view(batch, count, kv_heads, head))
        v = F.linear(h, wv[i]).view(batch, count, kv_heads, head)
        k, v = (one.repeat_interleave(heads // kv_heads, 2).transpose(1, 2) for one in (k, v))
        scores = q @ k.transpose(2, 3) / head ** 0.5 + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, count, dim)
        x = x + F.linear(mixed, wo[i])
        h = rms(x, norm_f[i])
        x = x + F.linear(F.silu(F.linear(h, w1[i])) * F.linear(h, w3[i]), w2[i])
    return F.linear(rms(x, norm), embedding).log_softmax(-1)


def start_of(position):
    half = context // 2
    return 0 if position < context else ((position - context) // half + 1) * half


def batched(texts, rows=8):
    windows = []
    for number, ids in enumerate(texts):
        first = 1
        while first < len(ids):
            start = start_of(first)
            end = min(start + context, len(ids))
            windows.append((number, start, first, end))
            first = end
    windows.sort(key=lambda one: one[1] - one[3])
    nats = [torch.zeros(len(ids)) for ids in texts]
    for begin in range(0, len(windows), rows):
        batch = windows[begin:begin + rows]
        ids = torch.zeros(len(batch), max(end - start for _, start, _, end in batch), dtype=torch.long)
        for row, (number, start, _, end) in enumerate(batch):
            ids[row, : end - start] = texts[number][start:end]
        logs = log_probabilities(ids)
        for row, (number, start, first, end) in enumerate(batch):
            own = logs[row, first - 1 - start:end - 1 - start]
            nats[number][first:end] = -own.gather(1, texts[number][first:end, None])[:, 0]
    return nats


def loop(texts, words):
    found = []
    for number, first, last in words[::every]:
        start = start_of(last)
        ids = texts[number][start:last + 1]
        logs = log_probabilities(ids[None, :-1])[0]
        found.append(-logs[first - 1 - start:].gather(1, ids[first - start:, None]).sum().item())
    return found


with open('ids.json') as file:
    given = json.load(file)
texts = [torch.tensor(ids) for ids in given['texts']]
with torch.no_grad():
    log_probabilities(texts[0][None, :context])
    begin = time.perf_counter()
    nats = batched(texts)
    side_by_side = time.perf_counter() - begin
    begin = time.perf_counter()
    loop(texts, given['words'])
    one_by_one = (time.perf_counter() - begin) * len(given['words']) / len(given['words'][::every])
bits = [nats[number][first:last + 1].double().sum().item() / np.log(2) for number, first, last in given['words']]
np.save('bits.npy', np.array(bits))
print(side_by_side, one_by_one)
