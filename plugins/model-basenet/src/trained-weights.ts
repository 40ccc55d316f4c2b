/** sha256 of weights/basenet.bin; written by scripts/train.mjs. */
export const trainedWeights = '69830ffb90d7ed884139788d13103e91bfea92871376688390c127678109307e';
