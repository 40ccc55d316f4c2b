import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useReducer } from 'preact/hooks';

/** The rows, or columns, that are to be drawn, and the room that the others take. */
export interface TableWindow {
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
  /** In pixels, before the first and behind the last. */
  readonly before: number;
  readonly after: number;
}

/** What a window is over. */
export interface WindowOptions {
  readonly count: number;
  /** Of each, in pixels. */
  readonly size: number;
  /** Columns instead of rows. @default false */
  readonly horizontal?: boolean;
  /** What stands before the first, in pixels. @default 0 */
  readonly lead?: number;
  /** Draws everything, so that the browser finds and copies all of it. */
  readonly isWhole: boolean;
}

/**
 * The part of a long table that is in sight. TanStack Virtual has no adapter for Preact: it is driven by
 * hand.
 */
export function useTableWindow(
  scroller: RefObject<HTMLElement | null>,
  { count, size, horizontal = false, lead = 0, isWhole }: WindowOptions,
): TableWindow {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    ...{ count, horizontal, paddingStart: lead },
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: horizontal ? 3 : 8,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    initialRect: { width: 1200, height: 700 },
    onChange: () => redraw(undefined),
  };
  const virtualizer = useMemo(() => new Virtualizer<HTMLElement, Element>(options), []);
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  if (isWhole) return { first: 0, end: count, before: 0, after: 0 };
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return { first: 0, end: 0, before: 0, after: 0 };
  const after = virtualizer.getTotalSize() - last.end;
  return { first: first.index, end: last.index + 1, before: first.start - lead, after };
}
