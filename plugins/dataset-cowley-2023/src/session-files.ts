import type { PinnedFile } from '@ventral/core';
import { type Pin, pins, type SessionPins } from './pins.ts';

const source =
  'https://raw.githubusercontent.com/cowleygroup/V4_compact_models/' +
  'f4552ad9d34a466ebc66658f72a08a8e5038f1cf/data_V4_responses';

/** The files of a session, by what they hold. */
export type SessionFiles = Readonly<Record<keyof SessionPins, PinnedFile>>;

/** The files of one of the `sessions`. */
export function sessionFiles(id: string): SessionFiles {
  const { images, averaged, raw } = pins[id] as SessionPins;
  return {
    images: pinnedFile(`images/images_${id}.zip`, images),
    averaged: pinnedFile(`responses_repeat_averaged/responses_${id}.npy`, averaged),
    raw: pinnedFile(`responses_raw/responses_${id}.npy`, raw),
  };
}

function pinnedFile(path: string, pin: Pin): PinnedFile {
  return { path, urls: [`${source}/${path}`], ...pin };
}
