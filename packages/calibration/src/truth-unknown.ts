import { VentralError } from '@ventral/errors';

/** Data that cannot be audited on. */
export function truthUnknown(message: string): VentralError {
  return new VentralError('OPTION_INVALID', message, {
    hint: 'Audit on simulated data, such as SimulatedVentral.',
  });
}
