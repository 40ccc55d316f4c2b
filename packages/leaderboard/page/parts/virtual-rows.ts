import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useReducer } from 'preact/hooks';

/** The rows that are to be drawn, and the room that the others take. */
export interface RowWindow {
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
  /** In pixels, above and below. */
  readonly above: number;
  readonly below: number;
}

/**
 * The part of a long table that is in sight. TanStack Virtual has no adapter for Preact: it is driven by
 * hand.
 *
 * @param isWhole draws every row, so that the browser finds and copies all of them
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  { count, height, isWhole }: { count: number; height: number; isWhole: boolean },
): RowWindow {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    initialRect: { width: 0, height: 700 },
    onChange: () => redraw(undefined),
  };
  const virtualizer = useMemo(() => new Virtualizer<HTMLElement, Element>(options), []);
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  if (isWhole) return { first: 0, end: count, above: 0, below: 0 };
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return { first: 0, end: 0, above: 0, below: 0 };
  const below = virtualizer.getTotalSize() - last.end;
  return { first: first.index, end: last.index + 1, above: first.start, below };
}
