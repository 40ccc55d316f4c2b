import type { Command } from '@commander-js/extra-typings';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Device } from '@ventral/core';
import type { CheckedSignature, Verification } from '@ventral/scoring';
import { parseDecimal } from '../decimal-number.ts';
import { differenceLines } from '../difference-lines.ts';
import { collect } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { oneLine } from '../printable.ts';
import { openProjectHere, runWith } from '../run.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

/** `ventral verify`: checks a record and its signature, scores again, and says whether the two are equal. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('Score again as a record says, and tell whether the scores are equal')
    .argument('<record>', 'a score record (.json)')
    .option('--model <file>', 'the model file or features that the record is of')
    .option('--stimulus-ids <file>', 'for features: the stimulus of each row, one a line')
    .option(tokenizerFlag, tokenizerText)
    .option('--install', 'install exactly the recorded packages, in a temporary folder')
    .option('--yes', 'do what the record asks for without asking: install, or compute for long')
    .option(
      '--tolerance <number>',
      'distance at which numbers are equal (default: 1e-9; 1e-4 beside another device than the CPU)',
      tolerance,
    )
    .option('--device <name>', 'cpu, webgpu or cuda (default: that of the record)', device)
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
        tokenizer: flags.tokenizer,
        install: flags.install,
        tolerance: flags.tolerance,
        device: flags.device,
        publicKey: flags.publicKey,
      };
      const project = await openProjectHere();
      const confirm = flags.yes ? () => true : askOnTerminal;
      const { device: _, ...runFlags } = flags;
      const verification = await runWith(runFlags, (settings) =>
        project.verify(request, { ...settings, confirm }),
      );
      process.stdout.write(flags.json ? jsonText(verification) : `${textOf(verification)}\n`);
      if (verification.verdict !== 'equal') process.exitCode = 1;
    });
}

function tolerance(value: string): number {
  const number = parseDecimal(value);
  if (number >= 0) return number;
  throw new InvalidArgumentError('It has to be a number from 0.');
}

// Loading core for their names would slow down every --help; the compiler holds it to all there are.
const devices: Readonly<Record<Device, true>> = { cpu: true, webgpu: true, cuda: true };

function device(value: string): Device {
  const names = Object.keys(devices) as Device[];
  const known = names.find((one) => one === value);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`It has to be one of ${names.join(', ')}.`);
}

/** Nobody can be asked where there is no terminal. */
async function askOnTerminal(asked: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${oneLine(asked)}\nDo you trust it? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}

/** The verdict first, then each difference by its kind. */
function textOf(verification: Verification): string {
  const { verdict, numbers, equalWithin, differences, unknown = [], signature } = verification;
  const numbersAre = equalWithin === undefined ? numbers : `equal within ${equalWithin}`;
  const environment = differences.filter(({ kind }) => kind === 'environment');
  const decisive = differences.filter(({ kind }) => kind !== 'environment');
  return [
    ...(signature === undefined ? [] : [signatureText(signature)]),
    verdict === 'equal' ? numbersAre : `different; the numbers are ${numbersAre}`,
    ...differenceLines(decisive).map((line) => `  ${line}`),
    ...(environment.length === 0 ? [] : ['Made on another machine:']),
    ...environment.map(({ message }) => `  ${oneLine(message)}`),
    ...(unknown.length === 0
      ? []
      : [`Not known to this version, and not compared: ${oneLine(unknown.join(', '))}`]),
  ].join('\n');
}

function signatureText({ fingerprint, keyNamed }: CheckedSignature): string {
  return keyNamed
    ? `Signed with the key ${fingerprint}, the one you named.`
    : `Signed with the key ${fingerprint}, which only the record itself vouches for; name one with --public-key.`;
}
