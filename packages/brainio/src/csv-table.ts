import type { CoordinateValue } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { withUnchangedFile } from '@ventral/files';
import { CsvError, parse } from 'csv-parse/sync';

/** The columns of a table by name, each with one value a row, in the order of the file. */
export type CsvTable = Readonly<Record<string, readonly CoordinateValue[]>>;

const missing = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);

const integer = /^\s*[+-]?\d+\s*$/;
const float = /^\s*[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf(inity)?)\s*$/i;

/**
 * Reads a csv file with a header row as pandas' `read_csv` does (2.x, with its defaults).
 *
 * A column is numbers where all its values are, booleans where all are `True` or `False` in any of
 * pandas' spellings, else strings. Empty fields, `NA`, `nan`, `None`, `null` and the like are
 * missing: NaN in a column of any kind. Integers that a number cannot hold exactly stay strings.
 *
 * @throws VentralError `FILE_UNREADABLE` where there is no such file
 * @throws VentralError `DATA_CORRUPT` where it is no such table
 */
export async function readCsvTable(path: string): Promise<CsvTable> {
  const [header = [], ...rows] = parseRows(await readText(path), path);
  const repeated = header.find((name, column) => header.indexOf(name) !== column);
  if (header.length === 0 || repeated !== undefined) {
    const what = repeated === undefined ? 'is empty' : `has two columns named '${repeated}'`;
    throw new VentralError('DATA_CORRUPT', `The table ${path} ${what}.`);
  }
  return Object.fromEntries(
    header.map((name, column) => [name, convertColumn(rows.map((row) => row[column] ?? ''))]),
  );
}

async function readText(path: string): Promise<string> {
  const bytes = await withUnchangedFile(path, (file) => file.readFile());
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new VentralError('DATA_CORRUPT', `The table ${path} is not in UTF-8.`, { cause });
  }
}

function parseRows(text: string, path: string): readonly (readonly string[])[] {
  try {
    // As in pandas, a quote within a field is no error, and fields may be missing at the end.
    return parse(text, {
      relax_quotes: true,
      relax_column_count_less: true,
      skip_empty_lines: true,
    }) as string[][];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new VentralError('DATA_CORRUPT', `The table ${path} cannot be read: ${cause.message}.`, {
      cause,
    });
  }
}

function convertColumn(texts: readonly string[]): readonly CoordinateValue[] {
  const known = texts.filter((text) => !missing.has(text));
  const convert = converterFor(known);
  return texts.map((text) => (missing.has(text) ? Number.NaN : convert(text)));
}

function converterFor(known: readonly string[]): (text: string) => CoordinateValue {
  const isAll = (pattern: RegExp) => known.every((text) => pattern.test(text));
  if (isAll(/^(True|TRUE|true|False|FALSE|false)$/)) return (text) => /^t/i.test(text);
  const isExact = known.every((text) => !integer.test(text) || Number.isSafeInteger(Number(text)));
  if (isAll(float) && isExact) return toNumber;
  return (text) => text;
}

function toNumber(text: string): number {
  return /inf/i.test(text) ? (text.includes('-') ? -Infinity : Infinity) : Number(text);
}
