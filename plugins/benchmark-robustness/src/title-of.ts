import type { Dataset } from '@ventral/core';

/** How titles call the images of a data set. */
export function titleOf({ title }: Dataset, part: string | undefined): string {
  return part === undefined ? title : `${title} (${part})`;
}
