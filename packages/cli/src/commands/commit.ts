import type { Command } from '@commander-js/extra-typings';
import type { RegionChoice } from '@ventral/scoring';
import { collect, list, positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';
import { parsePair } from '../parse-pair.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

/** `ventral commit`: chooses the best layer for each region, and writes the choice beside the model. */
export function addCommit(program: Command): void {
  withRunFlags(program.command('commit'))
    .description('Choose the layer for each region, and write the choice beside the model')
    .argument('<model>', 'id of a model, or a model file')
    .option(preprocessingFlag, `for a model file: ${preprocessingChoices}`)
    .option('--image-size <pixels>', "for a model file: the network's input size", positiveInteger)
    .option(
      '--on <region=benchmark>',
      "the benchmark to choose on (repeatable; default: Brain-Score's public ones)",
      collect,
    )
    .option('--layers <names>', 'the layers to choose from, separated by commas, or all', list)
    .option(
      '--pca-images <folder>',
      'reduce features to the principal components of these images, as Brain-Score does',
    )
    .option('--components <number>', 'how many components (default: 1000)', positiveInteger)
    .option(tokenizerFlag, tokenizerText)
    .option('--output <file>', 'the layer map (default: <model>.layers.json)')
    .action(async (model, flags) => {
      const { benchmarksToChooseOn, layerMapPath } = await import('@ventral/scoring');
      const { sayMissing } = await import('../say-missing.ts');
      const { scoreTable } = await import('../score-table.ts');
      const request = {
        model,
        preprocessing: flags.preprocessing,
        imageSize: flags.imageSize,
        tokenizer: flags.tokenizer,
        on:
          flags.on &&
          Object.fromEntries(
            flags.on.map((pair) => parsePair(pair, '--on', 'V4=Cowley2023.V4-pls')),
          ),
        layers: flags.layers,
        pcaImages: flags.pcaImages,
        components: flags.components,
      };
      const onRegion = ({ benchmark, scores, leftOut, notes }: RegionChoice) => {
        const table = scoreTable(benchmark, Object.entries(scores));
        console.log([table, ...leftOut, ...notes, ''].join('\n'));
      };
      const { output: path = layerMapPath(model) } = flags;
      const project = await openProjectHere();
      // A model that is not there is named before the file beside it.
      await project.findModel(model, request);
      await refuseOverwriting(path, [model, flags.preprocessing ?? '']);
      const output = await openOutputFile(path);
      const benchmarks = Object.values(benchmarksToChooseOn(request.on, project.plugins));
      const { map } = await runWith(flags, async (settings, say) => {
        await sayMissing(project, { benchmarks, models: [model] }, settings, say);
        return project.commit(request, { ...settings, onRegion });
      });
      for (const [region, { layer, benchmark }] of Object.entries(map.regions)) {
        console.log(`${region}: ${layer}, chosen on ${benchmark}`);
      }
      await output.write(jsonText(map));
      console.log(`Written to ${path}; scores of ${map.model} use it from now on.`);
    });
}
