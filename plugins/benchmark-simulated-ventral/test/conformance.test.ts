import * as plugin from '@ventral/benchmark-simulated-ventral';
import { checkBenchmark, checkManifest } from '@ventral/testkit';

checkManifest(plugin);
for (const benchmark of plugin.benchmarks) checkBenchmark(benchmark);
