"""Baseline: corruptions of severity 3 (spatter: 5, which is mud) by numpy and scipy.

python corruptions_scipy.py image.rgb side runs; writes name.rgb of each, and prints its name and median milliseconds.
Seed 7; the photographs of frost are five shifts of the image.
"""
import statistics
import sys
import time
import numpy as np
from scipy import ndimage
from scipy.signal import fftconvolve

side, runs = int(sys.argv[2]), int(sys.argv[3])
x = np.fromfile(sys.argv[1], np.uint8).reshape(side, side, 3)
photographs = [np.tile(np.roll(x, k, 1), (2, 2, 1)) for k in range(5)]


def done(u):
    return np.uint8(np.clip(u, 0, 1) * 255)


def gaussian(u, sigma):
    return ndimage.gaussian_filter(u, (sigma, sigma) + (0,) * (u.ndim - 2), mode='nearest')


def gaussian_noise(r):
    return done(x / 255. + r.normal(size=x.shape, scale=.18))


def speckle_noise(r):
    u = x / 255.
    return done(u + u * r.normal(size=x.shape, scale=.35))


def shot_noise(r):
    return done(r.poisson(x / 255. * 12) / 12)


def impulse_noise(r):
    replaced, salt = r.random_sample(x.shape) < .09, r.random_sample(x.shape) < .5
    y = x.copy()
    y[replaced & salt] = 255
    y[replaced & ~salt] = 0
    return y


def gaussian_blur(r):
    return done(gaussian(x / 255., 3))


def glass_blur(r):
    y = done(gaussian(x / 255., 1))
    for _ in range(3):
        for row in range(side - 2, 2, -1):
            for column in range(side - 2, 2, -1):
                dx, dy = r.randint(-2, 2, size=2)
                y[row, column] = y[row + dy, column + dx]
    return done(gaussian(y / 255., 1))


def defocus_blur(r):
    at = np.arange(-8, 9)
    disk = np.float64(at[:, None] ** 2 + at ** 2 <= 36)
    weights = np.exp(-.5 * (np.arange(-1, 2) / .5) ** 2)
    for axis in (0, 1):
        disk = ndimage.correlate1d(disk, weights / weights.sum(), axis, mode='mirror')
    wide = np.pad(x / 255., ((8, 8), (8, 8), (0, 0)), mode='reflect')
    return done(fftconvolve(wide, (disk / disk.sum())[..., None], 'valid', axes=(0, 1)))


def motion(values, radius, sigma, angle):
    n = 2 * radius + 1
    weights = np.exp(-np.arange(n) ** 2 / (2 * sigma ** 2))
    weights /= weights.sum()
    wide = np.pad(np.float64(values), ((n, n), (n, n)) + ((0, 0),) * (values.ndim - 2), mode='edge')
    total = np.full(values.shape, .5)
    for step, weight in enumerate(weights):
        dx, dy = (n + int(np.ceil(step * f(np.deg2rad(angle)) - .5)) for f in (np.cos, np.sin))
        total += weight * wide[dy:dy + side, dx:dx + side]
    return np.floor(total)


def motion_blur(r):
    return np.uint8(motion(x, 15, 8, r.uniform(-45, 45)))


def clipped_zoom(u, factor):
    kept = int(np.ceil(side / factor))
    first = (side - kept) // 2
    z = ndimage.zoom(u[first:first + kept, first:first + kept], (factor, factor, 1), order=1)
    trim = (len(z) - side) // 2
    return z[trim:trim + side, trim:trim + side]


def zoom_blur(r):
    u, factors = x / 255., np.arange(1, 1.21, .02)
    return done((u + sum(clipped_zoom(u, f) for f in factors)) / (len(factors) + 1))


def snow(r):
    u = x / 255.
    layer = clipped_zoom(r.normal(size=(side, side), loc=.55, scale=.3)[..., None], 4)[..., 0]
    layer[layer < .9] = 0
    layer = motion(done(layer), 12, 8, r.uniform(-135, -45))[..., None] / 255
    grey = (u @ [.299, .587, .114])[..., None]
    return done(.7 * u + .3 * np.maximum(u, grey * 1.5 + .5) + layer + np.rot90(layer, 2))


def frost(r):
    p = photographs[r.randint(5)]
    top, left = r.randint(len(p) - side), r.randint(p.shape[1] - side)
    return np.uint8(np.clip(.7 * x + .7 * p[top:top + side, left:left + side], 0, 255))


def fog(r):
    u, size = x / 255., 1 << (side - 1).bit_length()
    m, step, scale = np.zeros((size, size)), size, 100

    def chance(sums):
        return sums / 4 + scale * r.uniform(-scale, scale, sums.shape)

    while step >= 2:
        half = step // 2
        corners = m[::step, ::step]
        columns = corners + np.roll(corners, -1, 0)
        m[half::step, half::step] = chance(columns + np.roll(columns, -1, 1))
        centres = m[half::step, half::step]
        m[::step, half::step] = chance(centres + np.roll(centres, 1, 0) + (corners + np.roll(corners, -1, 1)))
        m[half::step, ::step] = chance(centres + np.roll(centres, 1, 1) + (corners + np.roll(corners, -1, 0)))
        step, scale = half, scale / 1.7
    m -= m.min()
    return done((u + 2.5 * (m / m.max())[:side, :side, None]) * u.max() / (u.max() + 2.5))


def to_hsv(u):
    v, spread = u.max(-1), np.ptp(u, -1)
    s = np.divide(spread, v, out=np.zeros_like(v), where=spread > 0)
    safe = np.where(spread > 0, spread, 1)
    r, g, b = u[..., 0], u[..., 1], u[..., 2]
    h = np.where(b == v, 4 + (r - g) / safe, np.where(g == v, 2 + (b - r) / safe, (g - b) / safe % 6))
    return h, s, v


def to_rgb(h, s, v):
    sector = np.floor(h)
    f = h - sector
    p, q, t = v * (1 - s), v * (1 - f * s), v * (1 - (1 - f) * s)
    i = np.int64(sector) % 6
    return np.stack([np.choose(i, c) for c in ([v, q, p, p, t, v], [t, v, v, q, p, p], [p, p, t, v, v, q])], -1)


def brightness(r):
    h, s, v = to_hsv(x / 255.)
    return done(to_rgb(h, s, np.clip(v + .3, 0, 1)))


def saturate(r):
    h, s, v = to_hsv(x / 255.)
    return done(to_rgb(h, np.clip(s * 2, 0, 1), v))


def contrast(r):
    u = x / 255.
    mean = u.mean((0, 1), keepdims=True)
    return done((u - mean) * .2 + mean)


def elastic_transform(r):
    middle, reach = side // 2, side // 3
    points = np.array([[1, 1], [1, -1], [-1, -1]]) * reach + middle
    moved = points + r.uniform(-4.88, 4.88, (3, 2))
    back = np.linalg.solve(np.c_[moved[:, ::-1], np.ones(3)], points[:, ::-1]).T
    u = np.stack([ndimage.affine_transform(x[..., k] / 255., back[:, :2], back[:, 2], order=1, mode='mirror')
                  for k in range(3)], -1)
    dx, dy = (ndimage.gaussian_filter(r.uniform(-1, 1, (side, side)), 2.44, mode='reflect', truncate=3) * 12.2
              for _ in range(2))
    rows, columns = np.indices((side, side))
    return done(np.stack([ndimage.map_coordinates(u[..., k], [rows + dy, columns + dx], order=1, mode='reflect')
                          for k in range(3)], -1))


def box(u, size):
    """Means of the pixels whose centre is within each area, along the first axis."""
    scale = len(u) / size
    at = (np.arange(len(u)) + .5 - (np.arange(size)[:, None] + .5) * scale) / scale
    share = np.float64((at > -.5) & (at <= .5))
    return np.tensordot(share / share.sum(1, keepdims=True), u, 1)


def pixelate(r):
    y = np.float64(x)
    for size in (int(side * .4), side):
        # Where pixels become fewer, means; where more, the nearest.
        for _ in range(2):
            nearest = np.int64((np.arange(size) + .5) * len(y) / size)
            y = (y[nearest] if size > len(y) else box(y, size)).swapaxes(0, 1)
        y = np.floor(y + .5)
    return np.uint8(y)


def spatter(r):
    liquid = gaussian(r.normal(size=(side, side), loc=.67, scale=.4), 1)
    m = gaussian(np.float64(liquid > .65), 1.5)
    m[m < .8] = 0
    return done(x / 255. * (1 - m[..., None]) + np.array([63, 42, 20]) / 255. * m[..., None])


for function in (gaussian_noise, shot_noise, impulse_noise, defocus_blur, glass_blur, motion_blur, zoom_blur, snow, frost,
                 fog, brightness, contrast, elastic_transform, pixelate, speckle_noise, gaussian_blur, spatter, saturate):
    name, times = function.__name__.replace('_', '-'), []
    for _ in range(1 if name == 'glass-blur' else runs):
        random = np.random.RandomState(7)
        start = time.perf_counter()
        made = function(random)
        times.append(time.perf_counter() - start)
    made.tofile(f'{name}.rgb')
    print(name, statistics.median(times) * 1000)
