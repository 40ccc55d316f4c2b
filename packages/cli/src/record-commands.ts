import { type Command, InvalidArgumentError } from 'commander';
import { collect } from './command-options.ts';

/** Adds the commands that work on score records, and on how installed versions change scores. */
export function addRecordCommands(program: Command): void {
  program
    .command('verify')
    .description('Score again as a record says, and tell whether the scores are equal')
    .argument('<record>', 'a score record (.json)')
    .option('--model <file>', 'the model file or features that the record is of')
    .option('--stimulus-ids <file>', 'for features: the stimulus of each row, one a line')
    .option('--install', 'install exactly the recorded packages, in a temporary folder')
    .option(
      '--tolerance <number>',
      'distance at which numbers are equal (default: 1e-9)',
      tolerance,
    )
    .option('--public-key <file>', 'the key that the record has to be signed with')
    .option('--cache <folder>', 'folder for downloads and activations (default: ~/.cache/ventral)')
    .option('--mirror <folder>', 'a folder of data with SHA256SUMS (repeatable)', collect)
    .option('--offline', 'do not use the network for data')
    .option('--json', 'print JSON')
    .action(async (record, options) => {
      const { verify } = await import('./commands/verify.ts');
      await verify(record, options);
    });

  program
    .command('diff')
    .description('Explain what sets two scores apart')
    .argument('<first>', 'a score record (.json)')
    .argument('<second>', 'another')
    .option('--json', 'print JSON')
    .action(async (first, second, options) => {
      const { diff } = await import('./commands/diff.ts');
      await diff(first, second, options);
    });

  program
    .command('sign')
    .description('Sign a score record')
    .argument('<record>', 'a score record (.json)')
    .requiredOption('--key <file>', 'a private key made with ventral keygen')
    .option('--output <file>', 'the signed record (default: the record itself)')
    .action(async (record, options) => {
      const { sign } = await import('./commands/sign.ts');
      await sign(record, options);
    });

  program
    .command('keygen')
    .description('Make a key pair to sign records with')
    .requiredOption('--output <file>', 'the private key; the public one is beside it, as .pub')
    .action(async (options) => {
      const { keygen } = await import('./commands/keygen.ts');
      await keygen(options);
    });

  program
    .command('outdated')
    .description('Show which installed plugins have a newer version that changes scores')
    .option('--catalog <file>', 'a catalogue of plugins (default: what npm’s registry has)')
    .option('--json', 'print JSON')
    .action(async (options) => {
      const { outdated } = await import('./commands/outdated.ts');
      await outdated(options);
    });
}

function tolerance(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number >= 0) return number;
  throw new InvalidArgumentError('It has to be a number from 0.');
}
