import { createRequire } from 'node:module';
import { Command } from '@commander-js/extra-typings';
import { addAdd } from './commands/add.ts';
import { addCache } from './commands/cache.ts';
import { addCalibrate } from './commands/calibrate.ts';
import { addCancel } from './commands/cancel.ts';
import { addCommit } from './commands/commit.ts';
import { addCompare } from './commands/compare.ts';
import { addControl } from './commands/control.ts';
import { addData } from './commands/data.ts';
import { addDecode } from './commands/decode.ts';
import { addDescribe } from './commands/describe.ts';
import { addDiff } from './commands/diff.ts';
import { addDifficulty } from './commands/difficulty.ts';
import { addDoctor } from './commands/doctor.ts';
import { addInfo } from './commands/info.ts';
import { addKeygen } from './commands/keygen.ts';
import { addLayers } from './commands/layers.ts';
import { addLeaderboard } from './commands/leaderboard.ts';
import { addList } from './commands/list.ts';
import { addMetric } from './commands/metric.ts';
import { addNew } from './commands/new.ts';
import { addOutdated } from './commands/outdated.ts';
import { addPlan } from './commands/plan.ts';
import { addPrune } from './commands/prune.ts';
import { addRetry } from './commands/retry.ts';
import { addRun } from './commands/run.ts';
import { addSaliency } from './commands/saliency.ts';
import { addScore } from './commands/score.ts';
import { addSearch } from './commands/search.ts';
import { addSign } from './commands/sign.ts';
import { addStatus } from './commands/status.ts';
import { addStudy } from './commands/study.ts';
import { addTrain } from './commands/train.ts';
import { addVerify } from './commands/verify.ts';
import { addWorker } from './commands/worker.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** In the order of `ventral --help`. */
const commands: readonly ((program: Command) => void)[] = [
  ...[addScore, addCompare, addDifficulty],
  ...[addPlan, addRun, addWorker, addStatus, addRetry, addCancel],
  ...[addVerify, addDiff, addSign, addKeygen, addOutdated],
  ...[addList, addInfo, addCommit, addLayers, addDescribe, addData, addCache, addMetric],
  ...[addTrain, addLeaderboard, addPrune, addStudy, addCalibrate, addSaliency, addControl],
  ...[addDecode],
  ...[addSearch, addAdd, addNew, addDoctor],
];

/**
 * The command line. What a command does is imported when it runs, so that `ventral --help` starts at
 * once.
 */
export function createProgram(): Command {
  const program = new Command('ventral')
    .description('How brain-like is a neural network? Score it on recordings and behaviour.')
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('See ventral --help.')
    .exitOverride();
  for (const add of commands) add(program);
  return program;
}
