import { site } from '../site.ts';

/** What the numbers mean, and what they do not. */
export function AboutPage() {
  return (
    <article class="text">
      <h1>About</h1>
      <p class="lead">
        How brain-like is a neural network? Ventral shows images to a network, compares what its
        layers say with recordings from the ventral stream and with behaviour, and writes a record
        from which anyone can make the score again.
      </p>
      <h2>A score</h2>
      <p>
        Each benchmark is a data set, a metric, and a ceiling: the best that any model could reach,
        given the noise of the recordings. Its page says which, whose data they are, and under what
        licence. Scores of different benchmarks are on different scales; a mean of them is a choice,
        and yours to make by weights. To begin with it counts what says how far a model agrees with
        what was measured, such as correlations and shares of what can be explained, and nothing
        twice. What has a unit stands beside it: gains in nats, perplexities, shares of right
        answers.
      </p>
      <h2>An interval</h2>
      <p>
        A 95 % interval says how far a score would lie from itself on other images and other sites
        of the same kind. It is made by drawing images and sites again 1,000 times from predictions
        that were never fitted to them. It does not speak of other animals, other laboratories or
        other tasks. A score without one says why.
      </p>
      <h2>A rank</h2>
      <p>
        Ranks are among all models of the page, whatever is filtered. The small numbers are 95 %
        bands that hold for all models at once (Mogstad, Romano, Shaikh &amp; Wilhelm, 2024,{' '}
        <a href="https://doi.org/10.1093/restud/rdad006">doi:10.1093/restud/rdad006</a>): as models
        see the same images, two whose intervals overlap may still be told apart. Two models that
        share rank 1 cannot be told from the best.
      </p>
      <h2>What is missing</h2>
      <p>
        A dash is a score that nobody has made or that could not be made; it counts nothing and
        sorts last. A star marks a score that is the best of several layers on the very data it is
        scored on: an optimistic number.
      </p>
      <h2>Where the numbers come from</h2>
      <p>
        Every score is read from a record: versions of all packages, hashes of data and weights,
        options, seed. Records that are damaged, or whose signature does not hold, are left out and
        named below the table. Numbers that others have printed stand apart, under Published.
      </p>
      <p class="quiet">
        {site.value.live
          ? 'A server on this machine follows new records.'
          : 'This page was built once; it follows nothing.'}{' '}
        It is made with Preact, TanStack Virtual, D3 and Valibot (MIT and ISC licences), all inside
        it.
      </p>
    </article>
  );
}
