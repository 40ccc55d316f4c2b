import { Scroller } from '../parts/scroller.tsx';
import { site } from '../site.ts';
import { scoreText } from '../words.ts';

/** What others have printed, table by table; never mixed with computed scores. */
export function PublishedPage() {
  const { published } = site.value;
  return (
    <>
      <div class="intro">
        <h1>Published results</h1>
        <p class="quiet">
          Copied from papers, with where they stand; not computed here, and not ranked among
          computed scores. What a paper leaves out is left out.
        </p>
      </div>
      {published.length === 0 && (
        <p class="empty">
          This site was built without any:{' '}
          <code>ventral leaderboard build DIR --published DIR</code>.
        </p>
      )}
      {published.map(({ id, title, citation, url, where, notes, columns, rows }) => (
        <section key={id}>
          <h2>{title}</h2>
          <p class="quiet">
            {url === undefined ? citation : <a href={url}>{citation}</a>} {where}.
          </p>
          {notes.map((note) => (
            <p key={note} class="note">
              {note}
            </p>
          ))}
          <Scroller isSmall label={title}>
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">Model</th>
                  {columns.map((column) => (
                    <th key={column.id} scope="col" title={column.benchmark}>
                      {column.title}
                      {column.unit !== undefined && <small> {column.unit}</small>}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.name} ${row.where ?? ''}`} title={row.where}>
                    <th scope="row">{row.name}</th>
                    {columns.map((column) => (
                      <td key={column.id} class="number">
                        {printed(row.values[column.id])}
                        {row.errors[column.id] !== undefined && (
                          <small> ± {printed(row.errors[column.id])}</small>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
        </section>
      ))}
    </>
  );
}

/** As printed: with the digits that it has. */
function printed(value: number | undefined): string {
  if (value === undefined) return '–';
  return Math.abs(value) >= 1 ? value.toLocaleString('en') : scoreText(value, digitsOf(value));
}

function digitsOf(value: number): number {
  return Math.max(1, `${value}`.split('.')[1]?.length ?? 0);
}
