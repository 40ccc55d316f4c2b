import { marks as kinds, type Maybe } from '../../src/site-data.ts';
import { bandText, intervalText, missing, scoreText } from '../words.ts';

/** The ends of a column, that its intervals are drawn between. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a cell shows. */
export interface ScoreCellProps {
  readonly value: Maybe | undefined;
  readonly low: Maybe | undefined;
  readonly high: Maybe | undefined;
  readonly rank?: Maybe | undefined;
  readonly rankLow?: Maybe | undefined;
  readonly rankHigh?: Maybe | undefined;
  readonly marks?: Maybe | undefined;
  readonly span?: Span | undefined;
  /** Why there is no value, or no interval. */
  readonly why?: string | undefined;
  readonly class?: string;
}

/** A score with the band of its rank, and its interval as a line on the scale of the column. */
export function ScoreCell(props: ScoreCellProps) {
  const { value, low, high, rank, span, why } = props;
  const kind = props.class ?? 'score';
  if (value === null || value === undefined) {
    return (
      <td class={`${kind} none`} title={why ?? 'Not scored'}>
        {missing}
      </td>
    );
  }
  const band = bandText(props.rankLow, props.rankHigh);
  const interval = intervalText(low, high);
  const mark = props.marks ?? 0;
  const title = [
    scoreText(value, 4),
    interval === '' ? (why ?? 'no interval') : `95 %: ${interval}`,
    ...(typeof rank === 'number' ? [`rank ${rank}${band === '' ? '' : `, 95 %: ${band}`}`] : []),
    ...((mark & kinds.optimistic) === 0 ? [] : ['the best of its layers on this very benchmark']),
    ...((mark & kinds.signed) === 0 ? [] : ['signed']),
  ].join('; ');
  const at = (x: number) =>
    span === undefined || !(span.to > span.from)
      ? 50
      : Math.round((1000 * (x - span.from)) / (span.to - span.from)) / 10;
  const hasInterval = typeof low === 'number' && typeof high === 'number';
  const ends = hasInterval ? `;--low:${at(low)}%;--high:${100 - at(high)}%` : '';
  return (
    <td
      class={hasInterval ? `${kind} ranged` : kind}
      style={`--at:${at(value)}%${ends}`}
      title={title}
    >
      <b>{scoreText(value)}</b>
      {(mark & kinds.optimistic) !== 0 && <sup>*</sup>}
      {band !== '' && <small>{band}</small>}
    </td>
  );
}
