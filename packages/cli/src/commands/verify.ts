import type { Command } from '@commander-js/extra-typings';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { CheckedSignature, Verification } from '@ventral/scoring';
import { parseDecimal } from '../decimal-number.ts';
import { collect } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { openProjectHere, runWith } from '../run.ts';

/** `ventral verify`: checks a record and its signature, scores again, and says whether the two are equal. */
export function addVerify(program: Command): void {
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
    .action(async (record, flags) => {
      const request = {
        record,
        model: flags.model,
        stimulusIds: flags.stimulusIds,
        install: flags.install,
        tolerance: flags.tolerance,
        publicKey: flags.publicKey,
      };
      const project = await openProjectHere();
      const verification = await runWith(flags, (settings) => project.verify(request, settings));
      process.stdout.write(flags.json ? jsonText(verification) : `${textOf(verification)}\n`);
      if (verification.verdict !== 'equal') process.exitCode = 1;
    });
}

function tolerance(value: string): number {
  const number = parseDecimal(value);
  if (number >= 0) return number;
  throw new InvalidArgumentError('It has to be a number from 0.');
}

/** The verdict first, then each difference by its kind. */
function textOf({ verdict, numbers, equalWithin, differences, signature }: Verification): string {
  const numbersAre = equalWithin === undefined ? numbers : `equal within ${equalWithin}`;
  const environment = differences.filter(({ kind }) => kind === 'environment');
  const decisive = differences.filter(({ kind }) => kind !== 'environment');
  return [
    ...(signature === undefined ? [] : [signatureText(signature)]),
    verdict === 'equal' ? numbersAre : `different; the numbers are ${numbersAre}`,
    ...decisive.map(({ kind, message }) => `  ${kind.padEnd(8)} ${message}`),
    ...(environment.length === 0 ? [] : ['Made on another machine:']),
    ...environment.map(({ message }) => `  ${message}`),
  ].join('\n');
}

function signatureText({ fingerprint, keyNamed }: CheckedSignature): string {
  return keyNamed
    ? `Signed with the key ${fingerprint}, the one you named.`
    : `Signed with the key ${fingerprint}, which only the record itself vouches for; name one with --public-key.`;
}
