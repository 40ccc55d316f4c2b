import { readdirSync, readFileSync } from 'node:fs';
import {
  countValues,
  decodeNpy,
  encodeNpy,
  encodeNpyHeader,
  parseNpyHeader,
} from '@ventral/arrays';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, test } from 'vitest';

interface NumpyFile {
  readonly bytes: string;
  readonly shape: readonly number[];
  readonly values: readonly (string | number)[];
}

const numpy: {
  readonly files: Readonly<Record<string, NumpyFile>>;
  readonly refused: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync(new URL('fixtures/numpy.json', import.meta.url), 'utf8'));

function numpyFile(name: string): Uint8Array {
  return Uint8Array.from(Buffer.from(numpy.files[name]?.bytes ?? '', 'base64'));
}

const float32 = numpyFile('<f4 2 x 3');

function withHeader(from: string, to: string): Uint8Array {
  return Uint8Array.from(
    Buffer.from(Buffer.from(float32).toString('latin1').replace(from, to), 'latin1'),
  );
}

function refusal(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

describe('decodeNpy', () => {
  test.each(Object.entries(numpy.files))('reads numpy: %s', (name, { shape, values }) => {
    const array = decodeNpy(numpyFile(name));
    expect(array.shape).toEqual(shape);
    expect(Array.from<number | bigint, string>(array.values, String)).toEqual(values.map(String));
  });

  test('reads a file that does not begin at the start of its buffer', () => {
    const shifted = Buffer.alloc(float32.length + 3);
    shifted.set(float32, 3);
    expect(decodeNpy(shifted.subarray(3))).toEqual(decodeNpy(float32));
  });

  test('gives values of their own', () => {
    const bytes = float32.slice();
    const { values } = decodeNpy(bytes);
    bytes.fill(0);
    expect(values).toEqual(Float32Array.of(-1, -0.5, 0, 0.5, 1, 1.5));
  });

  test.each(Object.entries(numpy.refused))('refuses %s', (_, base64) => {
    const error = refusal(() => decodeNpy(Buffer.from(base64, 'base64')));
    expect(error).toMatchObject({ code: 'DATA_CORRUPT' });
  });

  test('says which types can be read', () => {
    const bytes = Buffer.from(numpy.refused.complex ?? '', 'base64');
    expect(refusal(() => decodeNpy(bytes))).toMatchObject({
      message: "The .npy file holds values of type '<c16'.",
      hint: expect.stringContaining('<f2, <f4, <f8, |i1'),
    });
  });

  test.each([
    ['its values', 1, 'The .npy file is truncated: 151 of 152 bytes for shape [2, 3].'],
    ['all of its values', 24, 'The .npy file is truncated: 128 of 152 bytes for shape [2, 3].'],
    ['its header', 25, 'The .npy file ends within its own header.'],
    ['everything', 152, 'This is not a .npy file: it does not begin as one.'],
  ])('refuses a file without %s', (_, missing, message) => {
    const bytes = float32.subarray(0, float32.length - missing);
    expect(refusal(() => decodeNpy(bytes))).toMatchObject({ code: 'DATA_CORRUPT', message });
  });

  test.each([
    ['(2, 3)', '(2, x)'],
    ['(2, 3)', '(-2,3)'],
    ['False', 'Maybe'],
    ["'<f4'", "'abc'"],
    ['NUMPY', 'NUMPI'],
    ['NUMPY\x01\x00', 'NUMPY\xff\x00'],
    ['NUMPY\x01\x00', 'NUMPY\x01\x01'],
    ['(2, 3)', '(2 3) '],
    ['(2, 3)', '(2)   '],
    ['(2, 3)', '(2,,3)'],
    ["'fortran", "'fortram"],
    ["{'descr': '<f4'", "1 or {'descr': '<f4'"],
    ["{'descr': '<f4'", "{'descr': '<f4', 'descr': '<f4'"],
    [' }', ' },'],
  ])('refuses %s damaged to %s', (from, to) => {
    expect(refusal(() => decodeNpy(withHeader(from, to)))).toMatchObject({ code: 'DATA_CORRUPT' });
  });

  test('float16 .npy is widened, as numpy widens it', () => {
    const { values } = decodeNpy(numpyFile('<f2 3 x 4'));
    expect(values).toBeInstanceOf(Float32Array);
    expect(Object.is(values[1], -0)).toBe(true);
  });

  test('big-endian .npy gives arrays of the same kinds', () => {
    expect(decodeNpy(numpyFile('>f4 2 x 3')).values).toBeInstanceOf(Float32Array);
    expect(decodeNpy(numpyFile('>i8 2 x 3')).values).toBeInstanceOf(BigInt64Array);
  });

  test.each([
    ['99999999999999999999, 0', 'No array has the shape [100000000000000000000, 0].'],
    [Array(64).fill('9007199254740991').join(', '), 'No array has the shape [9007199254740991, '],
    ['60000000000, 3', 'truncated'],
  ])('refuses the sizes %s', (sizes, message) => {
    const bytes = encodeNpyHeader('<f4', [1234]);
    const text = Buffer.from(bytes).toString('latin1').trimEnd().slice(10);
    const named = text.replace('(1234,)', `(${sizes})`);
    const head = Buffer.concat([bytes.subarray(0, 10), Buffer.from(named)]);
    head.writeUInt16LE(named.length, 8);
    expect(refusal(() => decodeNpy(head))).toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(message),
    });
  });

  test('quotes no more of a header than a person reads', () => {
    const bytes = Buffer.concat([float32.subarray(0, 10), Buffer.alloc(60_000, '\x1b[2J(2,')]);
    bytes.writeUInt16LE(60_000, 8);
    const { message } = refusal(() => decodeNpy(bytes)) as Error;
    expect(message.length).toBeLessThan(2_000);
    expect(message).not.toContain('\x1b');
  });

  test('reads the sizes Python 2 wrote', () => {
    expect(decodeNpy(withHeader('(2, 3), }', '(2L, 3L)}')).shape).toEqual([2, 3]);
  });

  test('reads a header longer than any call can take arguments', () => {
    const text = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }".padEnd(300_000);
    const bytes = Buffer.concat([
      float32.subarray(0, 8),
      Buffer.alloc(4),
      Buffer.from(text),
      Buffer.of(5),
    ]);
    bytes[6] = 2;
    bytes.writeUInt32LE(text.length, 8);
    expect(decodeNpy(bytes)).toEqual({ shape: [1], values: Uint8Array.of(5) });
  });
});

describe('encodeNpy', () => {
  test.each(['<f4 2 x 3', '<f8 2 x 3', '<f8 1', '<f8 without dimensions', '<f4 0 x 3'])(
    'writes what numpy writes: %s',
    (name) => {
      const bytes = numpyFile(name);
      const { shape, values } = decodeNpy(bytes);
      expect(encodeNpy(values as Float32Array | Float64Array, shape)).toEqual(bytes);
    },
  );

  test('has a header for every type, with values at a multiple of 64 bytes', () => {
    for (const shape of [[], [1], [2, 3], Array(40).fill(12345)]) {
      const header = encodeNpyHeader('<i8', shape);
      expect(header.length % 64).toBe(0);
      expect(parseNpyHeader(header)).toEqual({
        type: '<i8',
        bigEndian: false,
        shape,
        fortranOrder: false,
        offset: header.length,
        itemBytes: 8,
      });
    }
  });
});

describeReference('the .npy files of the reference', 'golden', () => {
  test('are all read', () => {
    const files = readdirSync(referencePath('golden'), { recursive: true, encoding: 'utf8' });
    const arrays = files.filter((file) => file.endsWith('.npy'));
    expect(arrays.length).toBeGreaterThan(100);
    for (const file of arrays) {
      const { shape, values } = decodeNpy(readFileSync(referencePath('golden', file)));
      expect(values.length).toBe(countValues(shape));
    }
  });

  test('hold the values that are printed beside them', () => {
    const folder = referencePath('golden/brainio/freemanziemba');
    const { regions } = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'));
    for (const region of ['V1', 'V2']) {
      const { shape, values } = decodeNpy(readFileSync(`${folder}/expected_${region}_average.npy`));
      const [, neuroids = 0] = shape;
      const printed: number[][] = regions[region].average_first_3_rows;
      expect([...values.subarray(0, 3 * neuroids)]).toEqual(printed.flat());
    }
  });
});
