import { CopyCommand } from '../parts/copy-command.tsx';

/** How to bring a model or a benchmark, and what happens to it then. */
export function ParticipatePage() {
  return (
    <article class="text">
      <h1>Participate</h1>
      <p class="lead">
        Nothing is uploaded to be scored: you score on your own machine, and bring the record. Node
        20.19 or newer is all it takes.
      </p>
      <h2>See your own network among the others</h2>
      <p>Score it, and drop the record onto this page. It stays on your machine.</p>
      <CopyCommand
        text={
          'npm install --ignore-scripts ventral @ventral/model-onnx @ventral/benchmark-simulated-ventral\n' +
          'npx ventral layers net.onnx\n' +
          'npx ventral score net.onnx SimulatedVentral.V4-pls --preprocessing torch --layer LAYER --output record.json'
        }
      />
      <h2>Keep a leaderboard of your own</h2>
      <p>A folder of records is all there is to it; the page opens from disk.</p>
      <CopyCommand
        text={
          'npx ventral compare SimulatedVentral.V4-pls MODEL OTHER --output records\n' +
          'npx ventral leaderboard build records --out site\n' +
          'npx ventral leaderboard serve records'
        }
      />
      <h2>Add a model</h2>
      <p>
        A model is a package of your own: its input, its layers, the layer it commits to each
        region. The command begins one that works, tests included; publish it to npm, and anyone can
        score it.
      </p>
      <CopyCommand
        text={
          'npx ventral new model my-network\ncd ventral-plugin-model-my-network\nnpm install --ignore-scripts\nnpm test'
        }
      />
      <h2>Add a benchmark</h2>
      <p>
        A benchmark is a data set, a metric and a ceiling, again as a package: files pinned by hash,
        a licence, a citation.
      </p>
      <CopyCommand text="npx ventral new benchmark my-recordings" />
      <h2>The review that follows</h2>
      <ol>
        <li>
          List your package in <code>registry/third-party</code> of the repository, by a pull
          request with its name and range of versions.
        </li>
        <li>
          It is installed without running scripts, and has to pass the conformance suite that{' '}
          <code>ventral new</code> has put into your own tests.
        </li>
        <li>
          A reviewer reads what it does with data and licences, and whether its numbers can be made
          again: <code>ventral verify record.json --install</code> has to say <code>equal</code>.
        </li>
        <li>
          Sign your records, so that people can tell that they are yours:{' '}
          <code>ventral keygen --output my-key</code>,{' '}
          <code>ventral sign record.json --key my-key</code>.
        </li>
      </ol>
    </article>
  );
}
