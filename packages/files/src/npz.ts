import { didYouMean, VentralError } from '@ventral/errors';
import { openZip } from './zip.ts';

const largestArray = 2 ** 32;

/**
 * Reads one array of a .npz, as `numpy.savez` and `numpy.savez_compressed` write it: the bytes of a
 * .npy file. Memory is that of the array.
 *
 * @param array its name, without `.npy`
 * @default array the only one there is
 * @throws VentralError `OPTION_INVALID` where there is no array of this name, or none is named of several
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`
 */
export async function readNpzArray(path: string, array?: string): Promise<Uint8Array> {
  const zip = await openZip(path, { largestEntry: largestArray });
  const names = zip.entries.flatMap(({ name }) => /^(.*)\.npy$/s.exec(name)?.[1] ?? []);
  const [only] = names;
  const asked = array ?? (names.length === 1 ? only : undefined);
  if (asked !== undefined && names.includes(asked)) return zip.read(`${asked}.npy`);
  if (only === undefined) {
    throw new VentralError('DATA_CORRUPT', `${path} holds no arrays.`, {
      hint: 'A .npz is written by numpy.savez(path, features).',
    });
  }
  const what = asked === undefined ? `${names.length} arrays` : `no array '${asked}'`;
  const guess = asked === undefined ? '' : didYouMean(asked, names);
  throw new VentralError('OPTION_INVALID', `${path} holds ${what}.`, {
    hint: `${guess}Name one of [${names.join(', ')}] after a colon: ${path}:${only}`,
  });
}
