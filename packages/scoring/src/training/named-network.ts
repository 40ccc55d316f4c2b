import { type InstalledPackage, importExport, type PluginIndex } from '@ventral/host';
import type { MakeNetwork, NetworkOptions, NetworkToTrain } from '@ventral/network';

/** A network with random weights, and the package that makes it. */
export interface NamedNetwork extends NetworkToTrain {
  readonly package: InstalledPackage;
}

/**
 * The network of an installed package that is called so, such as `cornet-z`.
 *
 * @returns undefined where there is none
 * @throws VentralError `OPTION_INVALID` for an image size or classes that it cannot have
 */
export async function makeNamedNetwork(
  name: string,
  options: NetworkOptions,
  { networks }: PluginIndex,
): Promise<NamedNetwork | undefined> {
  const found = networks.find((one) => one.name === name);
  if (found === undefined) return undefined;
  const make = (await importExport(found.package, found.export)) as MakeNetwork;
  return { ...(await make(options)), package: found.package };
}
