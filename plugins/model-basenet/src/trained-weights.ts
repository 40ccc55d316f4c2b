/** sha256 of weights/basenet.bin; written by scripts/train.mjs. */
export const trainedWeights = '28cdcde6ae22cdc93e4c464522442e8da1bb92c52409fd94673e23790d6b17d9';
