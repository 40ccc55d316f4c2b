import { formatBytes } from '@ventral/files';
import { expect, it } from 'vitest';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [1_849_999, '1.8 MB'],
  [25_000_000_000, '25.0 GB'],
  [3.2e15, '3200.0 TB'],
])('formatBytes(%d) is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
