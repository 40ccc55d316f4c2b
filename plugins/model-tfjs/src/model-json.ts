import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

/** Weights that lie in some files, one behind the other. */
export interface WeightGroup {
  /** Relative to `model.json`. */
  readonly paths: readonly string[];
  readonly weights: readonly {
    readonly name: string;
    readonly dtype: string;
    readonly shape: readonly number[];
    /** How numbers are written, where not as what they are. */
    readonly quantization?: { readonly dtype: string };
  }[];
}

/** What a `model.json` says: the network, and which files hold its weights. */
export interface ModelJson {
  readonly modelTopology: Readonly<Record<string, unknown>>;
  readonly weightsManifest: readonly WeightGroup[];
}

const size = v.pipe(v.number(), v.integer(), v.minValue(0));

const schema: v.GenericSchema<unknown, ModelJson> = v.looseObject({
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.array(
    v.looseObject({
      paths: v.array(v.string()),
      weights: v.array(
        v.looseObject({
          name: v.string(),
          dtype: v.string(),
          shape: v.array(size),
          quantization: v.exactOptional(v.looseObject({ dtype: v.string() })),
        }),
      ),
    }),
  ),
});

/**
 * Reads a `model.json` of TensorFlow.js, once.
 *
 * @returns its bytes as well, to be hashed
 * @throws VentralError `MODEL_UNREADABLE` for what is none
 */
export async function readModelJson(
  path: string,
): Promise<{ readonly json: ModelJson; readonly bytes: Uint8Array }> {
  let content: unknown;
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
    content = JSON.parse(bytes.toString());
  } catch (cause) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      { hint: 'Give the path of a model.json; fetch or convert the model again.', cause },
    );
  }
  const result = v.safeParse(schema, content);
  if (result.success) return { json: result.output, bytes };
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'all of it'}: ${issue.message}`,
  );
  throw new VentralError(
    'MODEL_UNREADABLE',
    `${path} is no model of TensorFlow.js: ${problems.slice(0, 3).join('; ')}.`,
    { hint: 'tensorflowjs_converter writes one, model.json, and files of weights beside it.' },
  );
}

/** Paths of the files of a group of weights, in order. */
export function shardPaths(path: string, { paths }: WeightGroup): readonly string[] {
  return paths.map((location) => {
    // A model comes from the internet: it must not make us read any file of this machine.
    if (location === '' || isAbsolute(location) || normalize(location).startsWith('..')) {
      throw new VentralError(
        'MODEL_UNREADABLE',
        `${path} looks for weights in '${location}', outside its own folder.`,
        { hint: 'Convert the model again, with its weights beside model.json.' },
      );
    }
    return join(dirname(path), location);
  });
}
