/** How soon a queue notices things, in milliseconds. */
export interface QueueTiming {
  /** After which a worker that gives no sign of life has lost its chunk. @default 120,000 */
  readonly lockDuration?: number | undefined;
  /** Between two looks for such chunks. @default 30,000 */
  readonly stalledInterval?: number | undefined;
  /** Before a chunk with failures is tried again; then twice as long, and so on. @default 5,000 */
  readonly retryDelay?: number | undefined;
  /** Deaths of its worker that a chunk is forgiven; each after them counts as a failure. @default 3 */
  readonly maxStalledCount?: number | undefined;
}
