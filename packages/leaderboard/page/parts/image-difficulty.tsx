import type { ModelChoices } from '../../src/site-data.ts';
import { addressOf } from '../address.ts';
import { site } from '../site.ts';
import { scoreText } from '../words.ts';
import { CopyCommand } from './copy-command.tsx';
import { Scroller } from './scroller.tsx';

/** How many images, each beside each alternative, a model is right about as often as people are. */
export function ImageDifficulty() {
  const { choices, models } = site.value;
  const nameOf = (model: number) => models[model]?.id ?? '';
  const commandLine = (
    <CopyCommand text="npx ventral difficulty MODEL Rajalingham2018public-i2n --output record.json" />
  );
  if (choices.length === 0) {
    return (
      <>
        <p>
          No record here says it: scores of choices are kept without those of single images. This
          command sorts the images of a benchmark into those as easy for a model as for people,
          those easier for people, and those easier for the model; its records are shown here.
        </p>
        {commandLine}
      </>
    );
  }
  return (
    <>
      <Scroller isSmall label="Image difficulty">
        <table class="plain">
          <caption>
            Shares of images, each beside each alternative, by the difference of the shares of right
            choices
          </caption>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Benchmark</th>
              <th scope="col" class="number">
                Images and alternatives
              </th>
              <th scope="col" class="number">
                As easy for both
              </th>
              <th scope="col" class="number">
                Easier for people
              </th>
              <th scope="col" class="number">
                Easier for the model
              </th>
            </tr>
          </thead>
          <tbody>
            {choices.map((one, index) => (
              <tr key={index}>
                <th scope="row">
                  <a href={addressOf('model', nameOf(one.model))}>{nameOf(one.model)}</a>
                </th>
                <td>{one.benchmark}</td>
                <td class="number">{one.cells.toLocaleString('en')}</td>
                <td class="number">
                  {percent(one.aligned)} <small>within {scoreText(one.tolerance, 2)}</small>
                </td>
                <td class="number">{percent(one.easierForPeople)}</td>
                <td class="number">{percent(one.easierForModel)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {choices.map((one, index) => (
        <Examples key={index} name={nameOf(one.model)} of={one} />
      ))}
      <p class="quiet">To add a model:</p>
      {commandLine}
    </>
  );
}

function Examples({ name, of }: { readonly name: string; readonly of: ModelChoices }) {
  const rows = [
    ...of.mostForPeople.map((one) => ['people', one] as const),
    ...of.mostForModel.map((one) => [name, one] as const),
  ];
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>
        Images on which {name} and people differ most, {of.benchmark}
      </summary>
      <Scroller isSmall label={`Images of ${name}`}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Image</th>
              <th scope="col">Of</th>
              <th scope="col">Beside</th>
              <th scope="col">Easier for</th>
              <th scope="col" class="number">
                People right
              </th>
              <th scope="col" class="number">
                {name} right
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([whom, { image, object, alternative, people, model }]) => (
              <tr key={`${image} ${alternative}`}>
                <th scope="row">{image}</th>
                <td>{object}</td>
                <td>{alternative}</td>
                <td>{whom}</td>
                <td class="number">{percent(people)}</td>
                <td class="number">{percent(model)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </details>
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
