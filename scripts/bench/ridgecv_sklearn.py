"""Baseline: ridge regression with a chosen penalty, by scikit-learn, in ten splits.

python ridgecv_sklearn.py; writes its inputs as ridgecv_X.npy and ridgecv_Y.npy.
"""
import time
import numpy as np
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import ShuffleSplit

n, p, q, splits = 2304, 1000, 168, 10
rng = np.random.RandomState(0)
Z = rng.standard_normal((n, 60))
X = Z @ rng.standard_normal((60, p)) * np.exp(-np.arange(p) / 200) + .3 * rng.standard_normal((n, p))
Y = np.maximum(Z @ rng.standard_normal((60, q)), 0) + 2 * rng.standard_normal((n, q))
np.save('ridgecv_X.npy', X)
np.save('ridgecv_Y.npy', Y)
alphas = [.01, .1, .5, 1, *np.linspace(10, 100, 4, endpoint=False)]
for power in range(2, 7):
    alphas += [*np.linspace(10 ** power, 10 ** (power + 1), 18, endpoint=False)]
alphas.append(1e7)


def pearson(a, b):
    a, b = a - a.mean(0), b - b.mean(0)
    return (a * b).sum(0) / np.sqrt((a * a).sum(0) * (b * b).sum(0))


medians, start = [], time.time()
for train, test in ShuffleSplit(splits, train_size=.9, random_state=1).split(X):
    model = RidgeCV(alphas).fit(X[train], Y[train])
    medians.append(np.median(pearson(model.predict(X[test]), Y[test])))
print(f'total {time.time() - start:.2f} s, score {np.mean(medians):.6f}')
