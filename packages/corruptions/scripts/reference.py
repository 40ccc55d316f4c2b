"""The corruptions by numpy, scipy, scikit-image, OpenCV and Pillow, after the definitions of the authors.

Used by golden.py; needs numpy, scipy, scikit-image, opencv-python-headless and pillow.

corrupt(x, name, severity, strengths, seed, frost): x is uint8, side x side x 3.
"""
import io

import cv2
import numpy as np
from PIL import Image
from scipy import ndimage
from skimage import color
from skimage.filters import gaussian

SETTINGS = {
    'imagenet': {
        'gaussian-noise': [.08, .12, .18, .26, .38],
        'shot-noise': [60, 25, 12, 5, 3],
        'impulse-noise': [.03, .06, .09, .17, .27],
        'speckle-noise': [.15, .2, .35, .45, .6],
        'gaussian-blur': [1, 2, 3, 4, 6],
        'glass-blur': [(.7, 1, 2), (.9, 2, 1), (1, 2, 3), (1.1, 3, 2), (1.5, 4, 2)],
        'defocus-blur': [(3, .1), (4, .5), (6, .5), (8, .5), (10, .5)],
        'motion-blur': [(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)],
        'zoom-blur': [(1.11, .01), (1.16, .01), (1.21, .02), (1.26, .02), (1.31, .03)],
        'snow': [(.1, .3, 3, .5, 10, 4, .8), (.2, .3, 2, .5, 12, 4, .7), (.55, .3, 4, .9, 12, 8, .7),
                 (.55, .3, 4.5, .85, 12, 8, .65), (.55, .3, 2.5, .85, 12, 12, .55)],
        'frost': [(1, .4, 1), (.8, .6, 1), (.7, .7, 1), (.65, .7, 1), (.6, .75, 1)],
        'fog': [(1.5, 2), (2, 2), (2.5, 1.7), (2.5, 1.5), (3, 1.4)],
        'brightness': [.1, .2, .3, .4, .5],
        'saturate': [(.3, 0), (.1, 0), (2, 0), (5, .1), (20, .2)],
        'contrast': [.4, .3, .2, .1, .05],
        'elastic-transform': [(488, 170.8, 24.4), (488, 19.52, 48.8), (12.2, 2.44, 4.88), (17.08, 2.44, 4.88),
                              (29.28, 2.44, 4.88)],
        'pixelate': [.6, .5, .4, .3, .25],
        'jpeg-compression': [25, 18, 15, 10, 7],
        'spatter': [(.65, .3, 4, .69, .6, 0), (.65, .3, 3, .68, .6, 0), (.65, .3, 2, .68, .5, 0),
                    (.65, .3, 1, .65, 1.5, 1), (.67, .4, 1, .65, 1.5, 1)],
    },
    'cifar': {
        'gaussian-noise': [.04, .06, .08, .09, .1],
        'shot-noise': [500, 250, 100, 75, 50],
        'impulse-noise': [.01, .02, .03, .05, .07],
        'speckle-noise': [.06, .1, .12, .16, .2],
        'gaussian-blur': [.4, .6, .7, .8, 1],
        'glass-blur': [(.05, 1, 1), (.25, 1, 1), (.4, 1, 1), (.25, 1, 2), (.4, 1, 2)],
        'defocus-blur': [(.3, .4), (.4, .5), (.5, .6), (1, .2), (1.5, .1)],
        'motion-blur': [(6, 1), (6, 1.5), (6, 2), (8, 2), (9, 2.5)],
        'zoom-blur': [(1.06, .01), (1.11, .01), (1.16, .01), (1.21, .01), (1.26, .01)],
        'snow': [(.1, .2, 1, .6, 8, 3, .95), (.1, .2, 1, .5, 10, 4, .9), (.15, .3, 1.75, .55, 10, 4, .9),
                 (.25, .3, 2.25, .6, 12, 6, .85), (.3, .3, 1.25, .65, 14, 12, .8)],
        'frost': [(1, .2, 5), (1, .3, 5), (.9, .4, 5), (.85, .4, 5), (.75, .45, 5)],
        'fog': [(.2, 3), (.5, 3), (.75, 2.5), (1, 2), (1.5, 1.75)],
        'brightness': [.05, .1, .15, .2, .3],
        'saturate': [(.3, 0), (.1, 0), (1.5, 0), (2, .1), (2.5, .2)],
        'contrast': [.75, .5, .4, .3, .15],
        'elastic-transform': [(0, 0, 2.56), (1.6, 6.4, 2.24), (2.56, 1.92, 1.92), (3.2, 1.28, 1.6), (3.2, .96, .96)],
        'pixelate': [.95, .9, .85, .75, .65],
        'jpeg-compression': [80, 65, 58, 50, 40],
        'spatter': [(.62, .1, .7, .7, .5, 0), (.65, .1, .8, .7, .5, 0), (.65, .3, 1, .69, .5, 0),
                    (.65, .1, .7, .69, .6, 1), (.65, .1, .5, .68, .6, 1)],
    },
}


def bytes_of(unit):
    return np.uint8(np.clip(unit, 0, 1) * 255)


def gaussian_noise(x, c, r, _):
    return bytes_of(x / 255. + r.normal(size=x.shape, scale=c))


def speckle_noise(x, c, r, _):
    u = x / 255.
    return bytes_of(u + u * r.normal(size=x.shape, scale=c))


def shot_noise(x, c, r, _):
    return bytes_of(r.poisson(x / 255. * c) / c)


def impulse_noise(x, c, r, _):
    replaced, salt = r.random_sample(x.shape) < c, r.random_sample(x.shape) < .5
    return np.where(replaced, np.where(salt, 255, 0), x).astype(np.uint8)


def gaussian_blur(x, c, r, _):
    return bytes_of(gaussian(x / 255., sigma=c, channel_axis=-1))


def glass_blur(x, c, r, _):
    sigma, reach, times = c
    y = np.uint8(gaussian(x / 255., sigma=sigma, channel_axis=-1) * 255)
    side = len(x)
    for _ in range(times):
        for row in range(side - reach, reach, -1):
            for column in range(side - reach, reach, -1):
                dx, dy = r.randint(-reach, reach, size=2)
                y[row, column] = y[row + dy, column + dx]
    return bytes_of(gaussian(y / 255., sigma=sigma, channel_axis=-1))


def defocus_blur(x, c, r, _):
    radius, sigma = c
    reach, size = (8, 3) if radius <= 8 else (radius, 5)
    at = np.arange(-reach, reach + 1)
    disk = np.float32(at[:, None] ** 2 + at ** 2 <= radius ** 2)
    kernel = cv2.GaussianBlur(disk / disk.sum(), (size, size), sigmaX=sigma)
    return bytes_of(np.stack([cv2.filter2D(x[..., k] / 255., -1, kernel) for k in range(3)], -1))


def motion(values, radius, sigma, angle):
    """ImageMagick's MotionBlurImage, rounded to bytes."""
    steps = np.arange(2 * radius + 1)
    weights = np.exp(-steps ** 2 / (2 * sigma ** 2))
    weights /= weights.sum()
    rows, columns = np.indices(values.shape[:2])
    total = 0
    for step, weight in zip(steps, weights):
        dx, dy = (int(np.ceil(step * f(np.deg2rad(angle)) - .5)) for f in (np.cos, np.sin))
        total = total + weight * values[np.clip(rows + dy, 0, len(rows) - 1), np.clip(columns + dx, 0, rows.shape[1] - 1)]
    return np.floor(total + .5)


def motion_blur(x, c, r, _):
    return motion(np.float64(x), *c, r.uniform(-45, 45)).astype(np.uint8)


def clipped_zoom(u, factor):
    side = len(u)
    kept = int(np.ceil(side / factor))
    first = (side - kept) // 2
    z = ndimage.zoom(u[first:first + kept, first:first + kept], (factor, factor, 1), order=1)
    trim = (len(z) - side) // 2
    return z[trim:trim + side, trim:trim + side]


def zoom_blur(x, c, r, _):
    u = np.float32(x / 255.)
    factors = np.arange(1, *c)
    return bytes_of((u + sum(clipped_zoom(u, f) for f in factors)) / (len(factors) + 1))


def snow(x, c, r, _):
    mean, deviation, size, threshold, radius, sigma, kept = c
    u = np.float32(x) / 255
    layer = clipped_zoom(r.normal(size=x.shape[:2], loc=mean, scale=deviation)[..., None], size)[..., 0]
    layer[layer < threshold] = 0
    layer = motion(np.float64(bytes_of(layer)), radius, sigma, r.uniform(-135, -45))[..., None] / 255
    grey = cv2.cvtColor(u, cv2.COLOR_RGB2GRAY)[..., None]
    return bytes_of(kept * u + (1 - kept) * np.maximum(u, grey * 1.5 + .5) + layer + np.rot90(layer, 2))


def frost(x, c, r, photographs):
    weight, frosted, every = c
    p = photographs[r.randint(5)]
    if every > 1:
        p = cv2.resize(p, (0, 0), fx=1 / every, fy=1 / every)
    side = len(x)
    top, left = r.randint(p.shape[0] - side), r.randint(p.shape[1] - side)
    return np.uint8(np.clip(weight * x + frosted * p[top:top + side, left:left + side], 0, 255))


def plasma(side, decay, r):
    m = np.zeros((side, side))
    step, scale = side, 100

    def chance(sums):
        return sums / 4 + scale * r.uniform(-scale, scale, sums.shape)

    while step >= 2:
        half = step // 2
        corners = m[::step, ::step]
        columns = corners + np.roll(corners, -1, 0)
        m[half::step, half::step] = chance(columns + np.roll(columns, -1, 1))
        centres, corners = m[half::step, half::step], m[::step, ::step]
        m[::step, half::step] = chance(centres + np.roll(centres, 1, 0) + (corners + np.roll(corners, -1, 1)))
        m[half::step, ::step] = chance(centres + np.roll(centres, 1, 1) + (corners + np.roll(corners, -1, 0)))
        step, scale = half, scale / decay
    m -= m.min()
    return m / m.max()


def fog(x, c, r, _):
    u, side = x / 255., len(x)
    cloud = plasma(1 << (side - 1).bit_length(), c[1], r)[:side, :side, None]
    return bytes_of((u + c[0] * cloud) * u.max() / (u.max() + c[0]))


def brightness(x, c, r, _):
    hsv = color.rgb2hsv(x / 255.)
    hsv[..., 2] = np.clip(hsv[..., 2] + c, 0, 1)
    return bytes_of(color.hsv2rgb(hsv))


def saturate(x, c, r, _):
    hsv = color.rgb2hsv(x / 255.)
    hsv[..., 1] = np.clip(hsv[..., 1] * c[0] + c[1], 0, 1)
    return bytes_of(color.hsv2rgb(hsv))


def contrast(x, c, r, _):
    u = x / 255.
    mean = u.mean((0, 1), keepdims=True)
    return bytes_of((u - mean) * c + mean)


def elastic_transform(x, c, r, _):
    shift, sigma, move = c
    u, side = np.float32(x) / 255, len(x)
    middle, reach = side // 2, side // 3
    points = np.float32([[middle + reach, middle + reach], [middle + reach, middle - reach],
                         [middle - reach, middle - reach]])
    moved = points + r.uniform(-move, move, (3, 2)).astype(np.float32)
    u = cv2.warpAffine(u, cv2.getAffineTransform(points, moved), (side, side), borderMode=cv2.BORDER_REFLECT_101)
    dx, dy = (np.float32(ndimage.gaussian_filter(r.uniform(-1, 1, (side, side)), sigma, mode='reflect', truncate=3)
                         * shift) for _ in range(2))
    rows, columns = np.indices((side, side))
    return bytes_of(np.stack([ndimage.map_coordinates(u[..., k], [rows + dy, columns + dx], order=1, mode='reflect')
                              for k in range(3)], -1))


def pixelate(x, c, r, _):
    side = len(x)
    small = Image.fromarray(x).resize((int(side * c),) * 2, Image.BOX)
    return np.array(small.resize((side, side), Image.BOX))


def jpeg_compression(x, c, r, _):
    file = io.BytesIO()
    Image.fromarray(x).save(file, 'JPEG', quality=c)
    return np.array(Image.open(file))


def spatter(x, c, r, _):
    mean, deviation, sigma, threshold, strength, mud = c
    u = np.float32(x) / 255
    liquid = gaussian(r.normal(size=x.shape[:2], loc=mean, scale=deviation), sigma=sigma)
    liquid[liquid < threshold] = 0
    if mud:
        m = gaussian(np.float32(liquid > threshold), sigma=strength)
        m[m < .8] = 0
        m = m[..., None]
        return bytes_of(u * (1 - m) + np.float32([63, 42, 20]) / 255 * m)
    liquid = (liquid * 255).astype(np.uint8)
    d = cv2.distanceTransform(255 - cv2.Canny(liquid, 50, 150), cv2.DIST_L2, 5)
    d = cv2.equalizeHist(cv2.blur(np.minimum(d, 20), (3, 3)).astype(np.uint8))
    d = cv2.filter2D(d, cv2.CV_8U, np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]))
    m = liquid * cv2.blur(d, (3, 3)).astype(np.float32)
    m = m / max(m.max(), 1e-9) * strength
    return bytes_of(u + m[..., None] * np.float32([175, 238, 238]) / 255)


def corrupt(x, name, severity, strengths='imagenet', seed=0, frost=None):
    function = globals()[name.replace('-', '_')]
    return function(x, SETTINGS[strengths][name][severity - 1], np.random.RandomState(seed), frost)
