import { VentralError } from '@ventral/errors';
import { type InstalledPackage, importExport, type PluginIndex } from '@ventral/host';
import type { FrontEndOptions, MakeFrontEnd, TrainingFrontEnd } from '@ventral/network';

/** A front end of an installed package. */
export interface OpenedFrontEnd {
  readonly made: TrainingFrontEnd;
  readonly package: InstalledPackage;
}

/**
 * The front end that a prefix names, such as `retinal+`.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` naming those that are installed
 * @throws VentralError `OPTION_INVALID` for settings that it does not take
 */
export async function openFrontEnd(
  prefix: string,
  options: FrontEndOptions,
  { frontEnds, lookedIn }: PluginIndex,
): Promise<OpenedFrontEnd> {
  const found = frontEnds.find((one) => one.prefix === prefix);
  if (found === undefined) {
    const known = frontEnds.map((one) => one.prefix).join(', ');
    throw new VentralError(
      'PLUGIN_NOT_FOUND',
      `No installed package brings the front end '${prefix}'.`,
      {
        hint:
          known === ''
            ? `There is none; looked in ${lookedIn}. For retinal+ and cortical+: npm install --ignore-scripts ` +
              '@ventral/model-front-ends; for vone+ and vone-noisy+: npm install --ignore-scripts @ventral/model-vone'
            : `Installed are ${known}.`,
      },
    );
  }
  const make = (await importExport(found.package, found.export)) as MakeFrontEnd;
  return { made: make(options), package: found.package };
}
