import { basename } from 'node:path';
import type { Model } from '@ventral/core';
import { ngramModel } from './ngram-model.ts';

/** Makes a model of an ARPA file on this machine, named after it. */
export function modelFromArpaFile(path: string): Model {
  return ngramModel({
    id: basename(path).replace(/\.arpa$/i, ''),
    title: basename(path),
    file: path,
  });
}
