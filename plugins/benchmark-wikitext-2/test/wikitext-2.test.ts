import * as plugin from '@ventral/benchmark-wikitext-2';
import { checkBenchmark, checkManifest } from '@ventral/testkit';

const { wikitext2NextWord, wikitext2Perplexity } = plugin;

checkManifest(plugin);
checkBenchmark(wikitext2NextWord);
checkBenchmark(wikitext2Perplexity);
