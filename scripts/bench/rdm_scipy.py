"""Baseline: Spearman's correlation between dissimilarities, over ten parts of 3,200 stimuli, by scipy.

python rdm_scipy.py; writes its inputs as rdm_X.npy and rdm_Y.npy.
"""
import time
import numpy as np
from scipy.stats import rankdata
from sklearn.model_selection import ShuffleSplit

n, p, q, parts = 3200, 1000, 168, 10
rng = np.random.RandomState(0)
X = rng.standard_normal((n, p))
Y = X[:, :q] + rng.standard_normal((n, q))
np.save('rdm_X.npy', X)
np.save('rdm_Y.npy', Y)
scores, start = [], time.time()
both = [1 - np.corrcoef(values) for values in (X, Y)]
above = None
for _, part in ShuffleSplit(parts, test_size=.9, random_state=1).split(X):
    above = np.triu_indices(len(part), 1) if above is None else above
    x, y = (rankdata(matrix[np.ix_(part, part)][above]) for matrix in both)
    scores.append(np.corrcoef(x, y)[0, 1])
print(f'total {time.time() - start:.2f} s, score {np.mean(scores):.6f}')
