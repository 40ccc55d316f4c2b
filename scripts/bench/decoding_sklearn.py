"""Baseline: decoding of 7 objects from 132 neurons in 18 time bins, by scikit-learn, in 20 folds.

python decoding_sklearn.py nearest-mean|logistic; writes its input as decoding_X.npy, class x trial x neuron x bin.
"""
import sys
import time
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestCentroid
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

classes, trials, neurons, bins, folds = 7, 60, 132, 18, 20
rng = np.random.RandomState(0)
means = rng.gamma(2, 1, (classes, 1, neurons, 1)) * np.linspace(0, 1, bins)
X = rng.poisson(1 + means, (classes, trials, neurons, bins)).astype(float)
np.save('decoding_X.npy', X)
labels = np.repeat(np.arange(classes), trials)
fold = np.tile(np.arange(trials) // (trials // folds), classes)
decoder = {
    'nearest-mean': NearestCentroid(),
    'logistic': LogisticRegression(C=1, max_iter=1000),
}[sys.argv[1]]
start, right = time.time(), 0
for bin in range(bins):
    rows = X[..., bin].reshape(-1, neurons)
    for tested in range(folds):
        train, test = fold != tested, fold == tested
        fitted = make_pipeline(StandardScaler(), decoder).fit(rows[train], labels[train])
        right += (fitted.predict(rows[test]) == labels[test]).sum()
print(f'total {time.time() - start:.2f} s, score {right / bins / len(labels):.6f}')
