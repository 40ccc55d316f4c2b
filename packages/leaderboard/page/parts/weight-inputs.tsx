import { useSignal } from '@preact/signals';
import type { SiteBenchmark } from '../../src/site-data.ts';
import { defaultWeights } from '../../src/weighted-mean.ts';
import { choose, chosen } from '../address.ts';
import { site, stimulusKind, weights } from '../site.ts';

/** How much each benchmark counts in the mean, set by hand; kept in the address. */
export function WeightInputs() {
  const { benchmarks } = site.value;
  // Open to those who follow an address with weights, and for as long as they are set.
  const isOpen = useSignal(chosen('weights') !== undefined);
  const usual = defaultWeights(benchmarks);
  const set = (key: string, text: string) => {
    const weight = Number(text);
    if (!(weight >= 0)) return;
    const changed = Object.entries({ ...weights.value, [key]: weight })
      .filter(([one, value]) => value !== (usual[one] ?? 0))
      .map(([one, value]) => `${encodeURIComponent(one)}:${value}`);
    choose({ weights: changed.length === 0 ? undefined : changed.join(',') });
  };
  const isShown = ({ key, isDetail }: SiteBenchmark) =>
    !isDetail || chosen('parts') === 'yes' || (weights.value[key] ?? 0) > 0;
  const counted = benchmarks.filter(
    (one) => one.better === 'higher' && one.stimuli === stimulusKind.value && isShown(one),
  );
  return (
    <details
      class="weights screen-only"
      open={isOpen.value}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>Weights of the mean</summary>
      <p class="quiet">
        Each region counts the same to begin with, and in it each benchmark that says how far a
        model agrees with what was measured. What has a unit, such as nats a word or a share of
        right answers, counts once it is given a weight; so do means over regions, and parts. A
        model that lacks a benchmark that counts has no mean. The interval of the mean takes
        benchmarks on one data set as if they erred together: it is at least as wide as it has to
        be.
      </p>
      <div class="weight-list">
        {counted.map(({ key, region, unit }) => (
          <label key={key} data-region={region}>
            <input
              type="number"
              min="0"
              step="any"
              value={weights.value[key] ?? 0}
              onChange={(event) => set(key, event.currentTarget.value)}
            />
            <span>
              {key}
              {unit !== undefined && <small> {unit}</small>}
            </span>
          </label>
        ))}
      </div>
      <button type="button" onClick={() => choose({ weights: undefined })}>
        As to begin with
      </button>
    </details>
  );
}
