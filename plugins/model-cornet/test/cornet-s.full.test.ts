import { randomCornet } from '@ventral/model-cornet';
import { checkModel } from '@ventral/testkit';

checkModel(randomCornet('S'), { layer: 'V1' });
