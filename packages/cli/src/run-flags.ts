import type { Command, OptionValues } from '@commander-js/extra-typings';
import { collect, seed } from './flag-values.ts';

/** Flags of every command that reads data. */
export type DataFlags = {
  readonly cache?: string;
  readonly mirror?: readonly string[];
  readonly offline?: true;
  readonly seed?: number;
};

/** Flags of every command that runs a model. */
export type RunFlags = DataFlags & { readonly device?: string };

/** Adds the flags of every command that reads data. */
export function withDataFlags<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
): Command<Args, Flags & DataFlags> {
  const withAll = command
    .option('--cache <folder>', 'folder for downloads and activations (default: ~/.cache/ventral)')
    .option('--mirror <folder>', 'a folder of data with SHA256SUMS (repeatable)', collect)
    .option('--offline', 'do not use the network')
    .option('--seed <number>', 'seed of every random choice (default: 1)', seed);
  return withAll as unknown as Command<Args, Flags & DataFlags>;
}

/** Adds the flags of every command that runs a model. */
export function withRunFlags<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
): Command<Args, Flags & RunFlags> {
  const withAll = withDataFlags(command).option(
    '--device <name>',
    'auto, cpu, webgpu or cuda (default: auto)',
  );
  return withAll as unknown as Command<Args, Flags & RunFlags>;
}
