import type { Command } from '@commander-js/extra-typings';
import type { ListedLayer, PlacedOperators } from '@ventral/scoring';
import { anatomyText } from '../anatomy-text.ts';
import { positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

/** `ventral layers`: lists the layers of a model in the order in which they are computed. */
export function addLayers(program: Command): void {
  withRunFlags(program.command('layers'))
    .description('List the layers of a model, with their shapes')
    .argument('<model>', 'id of a model, or a model file')
    .option('--image-size <pixels>', 'for a model file that takes any size', positiveInteger)
    .option(tokenizerFlag, tokenizerText)
    .option('--json', 'print JSON')
    .action(async (model, flags) => {
      const project = await openProjectHere();
      const request = { model, imageSize: flags.imageSize, tokenizer: flags.tokenizer };
      const listed = await runWith(flags, (settings) => project.layers(request, settings));
      if (flags.json) {
        process.stdout.write(jsonText(listed));
        return;
      }
      const { textTable } = await import('../text-table.ts');
      const rows = listed.layers.map((layer) => [
        layer.name,
        layer.operation,
        layer.shape.map((size) => size ?? '?').join(' x '),
        layer.features?.toLocaleString('en-US') ?? '?',
        layer.depth?.toString() ?? '?',
        [...layer.regions, ...(layer.candidate ? ['candidate'] : [])].join(', '),
        ...(listed.placed === undefined ? [] : [layer.device ?? '']),
      ]);
      const columns = ['layer', 'operation', 'shape', 'features', 'depth', ''];
      if (listed.placed !== undefined) columns.push('runs on');
      console.log(textTable(columns, rows, [3, 4]));
      if (listed.unusable.length > 0) {
        const reasons = listed.unusable.map(({ name, operation, reason }) => [
          name,
          operation,
          reason,
        ]);
        console.log(
          `\nCannot be used as layers:\n${textTable(['value', 'operation', 'why'], reasons, [])}`,
        );
      }
      if (listed.placed !== undefined) console.log(`\n${placementText(listed.placed)}`);
      if (listed.anatomy !== undefined) console.log(`\n${anatomyText(listed.anatomy)}`);
      console.log(`\n${choiceText(listed.layers)}`);
    });
}

/** What the device leaves to the CPU. */
function placementText({ device, onDevice, onCpu }: PlacedOperators): string {
  const total = onDevice + onCpu.reduce((sum, { count }) => sum + count, 0);
  if (onCpu.length === 0) return `All ${total} operators run on ${device}.`;
  const rest = onCpu.map(({ operation, count }) => `${count} ${operation}`).join(', ');
  return `${onDevice} of ${total} operators run on ${device}; on the CPU: ${rest}.`;
}

/** What a score is made of where no layer is named. */
function choiceText(layers: readonly ListedLayer[]): string {
  const regions = [...new Set(layers.flatMap((layer) => layer.regions))];
  const candidates = layers.filter(({ candidate }) => candidate).length;
  const ofOthers =
    candidates === 1
      ? 'of its one candidate'
      : `of each of its ${candidates} candidates, and the best is kept`;
  if (regions.length === 0) return `Without --layer, a score is made ${ofOthers}.`;
  return (
    `Without --layer, a score of ${regions.join(', ')} is made of the layer it is named beside, ` +
    `one of another region ${ofOthers}.`
  );
}
