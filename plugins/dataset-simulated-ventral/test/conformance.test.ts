import * as plugin from '@ventral/dataset-simulated-ventral';
import { checkDataset, checkManifest } from '@ventral/testkit';

checkManifest(plugin);
checkDataset(plugin.simulatedVentral);
