import { existsSync } from 'node:fs';
import type { Command } from '@commander-js/extra-typings';
import { collect, positiveInteger, positiveNumber } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';
import { parsePair } from '../parse-pair.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere } from '../run.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

/** `ventral describe`: writes beside a model file how it is used, for every later command. */
export function addDescribe(program: Command): void {
  program
    .command('describe')
    .description('Write beside a model file how it is used: net.ventral.json for net.onnx')
    .argument('<model>', 'a model file (.onnx)')
    .option(preprocessingFlag, preprocessingChoices)
    .option('--image-size <pixels>', "the network's input size", positiveInteger)
    .option('--degrees <number>', 'width of its field of view (default: 8)', positiveNumber)
    .option(tokenizerFlag, tokenizerText)
    .option('--layer <region=name>', 'the layer for a region (repeatable)', collect)
    .option('--title <text>', 'one line for people')
    .option('--citation <text>', 'what to cite')
    .action(async (model, flags) => {
      const { layerMapPath, modelDescriptionPath } = await import('@ventral/scoring');
      const { preprocessing, imageSize, degrees: visualDegrees, title, citation } = flags;
      const { tokenizer } = flags;
      const regionLayers =
        flags.layer &&
        Object.fromEntries(
          flags.layer.map((pair) => parsePair(pair, '--layer', 'V4=fire7/concat')),
        );
      const request = { model, preprocessing, imageSize, visualDegrees, tokenizer };
      const project = await openProjectHere();
      const description = await project.describe({ ...request, regionLayers, title, citation });
      const path = modelDescriptionPath(model);
      await refuseOverwriting(path, [model, preprocessing ?? '', tokenizer ?? '']);
      const output = await openOutputFile(path);
      await output.write(jsonText(description));
      console.log(`Written to ${path}, which every later score of ${model} uses:`);
      console.log(jsonText(description).trimEnd());
      const map = layerMapPath(model);
      if (description.regionLayers !== undefined && existsSync(map)) {
        console.log(`Layers that ${map} commits come before those.`);
      }
    });
}
