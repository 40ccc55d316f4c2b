"""Writes test/fixtures/golden.json: what reference.py makes of an image, every 71st byte of each result.

python golden.py; needs what reference.py needs.
"""
import base64
import json
from pathlib import Path

import numpy as np

import reference

rows, columns, channels = np.indices((48, 48, 3))
image = ((columns * 4 + rows + channels * 60 + ((columns >> 3) + (rows >> 3)) % 2 * 60) % 256).astype(np.uint8)
photographs = []
for number in range(5):
    y, x, c = np.indices((260, 300, 3))
    photographs.append(((x * (number + 2) + y * 3 + c * 20) % 256).astype(np.uint8))
golden = {}
for strengths, corruptions in reference.SETTINGS.items():
    for name in corruptions:
        for severity in (1, 2, 3, 4, 5):
            made = reference.corrupt(image, name, severity, strengths, 7, photographs)
            key = f'{strengths} {name} {severity}'
            golden[key] = base64.b64encode(made.reshape(-1)[::71].tobytes()).decode()
path = Path(__file__).parent.parent / 'test/fixtures/golden.json'
path.write_text(json.dumps(golden, indent=1) + '\n')
