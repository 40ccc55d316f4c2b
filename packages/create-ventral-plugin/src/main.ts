import { parseArgs } from 'node:util';
import { isVentralError, VentralError } from '@ventral/errors';
import { createPlugin } from './create-plugin.ts';
import { describeNewPlugin } from './describe-new-plugin.ts';

const usage = `Usage: npm create ventral-plugin <kind> <name> [-- --folder DIR --package NAME --stimuli KIND]

  <kind>          dataset, model, metric or benchmark
  <name>          in kebab-case: my-overlap
  --folder DIR    where to make it (default: a folder named as the package)
  --package NAME  its name on npm (default: ventral-plugin-<kind>-<name>)
  --stimuli KIND  of a benchmark: image or text (default: image)`;

/** Runs the command `create-ventral-plugin`; sets the exit code of the process. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const { kind, name, options, wantsHelp } = readArguments(args);
    if (wantsHelp) console.log(usage);
    else console.log(describeNewPlugin(await createPlugin(kind, name, options)));
  } catch (error) {
    if (!isVentralError(error)) throw error;
    console.error(`${error.code}: ${error.message}`);
    if (error.hint !== undefined) console.error(error.hint);
    process.exitCode = 1;
  }
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        folder: { type: 'string' },
        package: { type: 'string' },
        stimuli: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const [kind = '', name = '', ...rest] = positionals;
    if (values.help !== true && (name === '' || rest.length > 0)) {
      throw new TypeError(`it takes a kind and a name, not ${positionals.length} words`);
    }
    const options = {
      ...(values.folder === undefined ? {} : { folder: values.folder }),
      ...(values.package === undefined ? {} : { packageName: values.package }),
      ...(values.stimuli === undefined ? {} : { stimuli: values.stimuli }),
    };
    return { kind, name, options, wantsHelp: values.help === true };
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('OPTION_INVALID', `The arguments cannot be used: ${message}.`, {
      hint: usage,
      cause,
    });
  }
}
