// @ts-check
/**
 * Trains the network that this package ships (`node scripts/train.mjs`, after `npm run build`):
 * writes weights/basenet.bin and its hash, and says how well it names images it has not seen.
 */
