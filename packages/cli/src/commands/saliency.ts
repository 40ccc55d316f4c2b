import { mkdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Command, Option } from '@commander-js/extra-typings';
import { position, positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { type OutputFile, openOutputFile, refuseOverwriting } from '../output-file.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { saliencyMethodList, saliencyMethods } from '../saliency-methods.ts';
import type { WrittenMap } from '../saliency-text.ts';

/** A result, and where it goes. */
interface ResultFile extends Pick<OutputFile, 'write'> {
  readonly path: string;
}

/** `ventral saliency`: writes maps of the pixels that a response of a network depends on. */
export function addSaliency(program: Command): void {
  withRunFlags(program.command('saliency'))
    .description('Show which pixels of an image a response of a network depends on')
    .argument('<model>', 'id of a model, or a model file (.onnx)')
    .requiredOption('--image <file>', 'the image; it fills the field of view')
    .addOption(
      new Option('--class <index>', "a class of the network's output, counted from 0: its score")
        .argParser(position)
        .conflicts(['layer', 'unit']),
    )
    .option('--layer <name>', 'a layer: its squared norm, or one of its units')
    .option('--unit <index>', 'of that layer, counted from 0 in its values for one image', position)
    .option(
      '--methods <names>',
      `separated by commas (default: ${saliencyMethods.join(', ')})`,
      saliencyMethodList,
    )
    .option(
      '--samples <number>',
      'noisy copies of smoothgrad, steps of integrated-gradients (default: 50)',
      positiveInteger,
    )
    .option(preprocessingFlag, `for a model file: ${preprocessingChoices}`)
    .option('--image-size <pixels>', "for a model file: the network's input size", positiveInteger)
    .option('--output <folder>', 'where pictures (.png) and values (.npy) go', 'saliency')
    .option('--json', 'print JSON')
    .action(async (model, flags) => {
      const { image, class: category, layer, unit, preprocessing, imageSize, output } = flags;
      const { methods = saliencyMethods } = flags;
      const { encodeNpy } = await import('@ventral/arrays');
      const { writing } = await import('@ventral/files');
      const { encodePng } = await import('@ventral/images');
      const { drawSaliency } = await import('@ventral/scoring');
      const project = await openProjectHere();
      await writing(mkdir(output, { recursive: true }), output);
      const openFile = async (name: string) => {
        const path = join(output, `${parse(image).name}.${name}`);
        await refuseOverwriting(path, [image, model, preprocessing ?? '']);
        return { path, write: (await openOutputFile(path)).write };
      };
      const files = new Map<string, { picture: ResultFile; values: ResultFile }>();
      for (const method of methods) {
        const picture = await openFile(`${method}.png`);
        files.set(method, { picture, values: await openFile(`${method}.npy`) });
      }
      const request = {
        model,
        image,
        class: category,
        layer,
        unit,
        methods,
        samples: flags.samples,
      };
      const saliency = await runWith(flags, (settings) =>
        project.saliency({ ...request, preprocessing, imageSize }, settings),
      );
      const written: WrittenMap[] = [];
      for (const { method, shape, values, facts } of saliency.maps) {
        const { picture, brightest } = drawSaliency(saliency.seen, values);
        const into = files.get(method) as { picture: ResultFile; values: ResultFile };
        await into.picture.write(await encodePng(picture));
        await into.values.write(encodeNpy(values, shape));
        const paths = { picture: into.picture.path, values: into.values.path };
        written.push({ method, facts, brightest, ...paths });
      }
      if (flags.json) {
        const { seen, maps, ...said } = saliency;
        const { width, height } = seen;
        process.stdout.write(jsonText({ ...said, width, height, maps: written }));
        return;
      }
      const { saliencyText } = await import('../saliency-text.ts');
      console.log(saliencyText(saliency, category !== undefined, written));
    });
}
