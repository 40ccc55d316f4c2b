"""Baseline: Spearman's correlation between dissimilarities of a model and of 15 subjects, 92 stimuli, by scipy, in 1,000
draws of stimuli and of subjects.

python subjects_scipy.py; writes its inputs as subjects_X.npy, stimulus x feature, and subjects_Y.npy, subject x stimulus
x stimulus.
"""
import time
import numpy as np
from scipy.stats import rankdata

subjects, n, p, replicates = 15, 92, 1000, 1000
rng = np.random.RandomState(0)
X = rng.standard_normal((n, p))
Y = np.stack([1 - np.corrcoef(X + 3 * rng.standard_normal((n, p))) for _ in range(subjects)])
np.save('subjects_X.npy', X)
np.save('subjects_Y.npy', Y)


def correlations(rows):
    """Of each subject, over pairs of different stimuli among those that were drawn."""
    first, second = np.triu_indices(n, 1)
    first, second = rows[first], rows[second]
    different = first != second
    first, second = first[different], second[different]
    model = rankdata(modelled[first, second])
    return np.array([np.corrcoef(model, rankdata(one[first, second]))[0, 1] for one in Y])


start = time.time()
modelled = 1 - np.corrcoef(X)
score = correlations(np.arange(n)).mean()
drawn = []
for _ in range(replicates):
    each = correlations(rng.randint(n, size=n))
    drawn.append((each.mean(), each[rng.randint(subjects, size=subjects)].mean()))
error = np.std(drawn, axis=0, ddof=1)
print(f'total {time.time() - start:.2f} s, score {score:.6f}')
