import { VentralError } from '@ventral/errors';
import type { Assembly } from './assembly.ts';

/**
 * Passes where an assembly holds recordings, `presentation x neuroid`.
 *
 * @throws VentralError `SHAPE_MISMATCH` for other dimensions
 */
export function requireRecordings({ dims }: Assembly): void {
  if (dims.length === 2 && dims[0] === 'presentation' && dims[1] === 'neuroid') return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Recordings are taken as [presentation, neuroid], not as [${dims.join(', ')}].`,
    { hint: 'Give one response a presentation and neuroid, such as the mean over time bins.' },
  );
}
