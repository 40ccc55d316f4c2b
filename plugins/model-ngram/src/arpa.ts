import { VentralError } from '@ventral/errors';
import { withUnchangedFile } from '@ventral/files';
import { keyParts, type NgramLevel, type Ngrams, ngramKey, root } from './ngrams.ts';

/**
 * Reads a backoff model in ARPA format, as SRILM and KenLM write it. Memory is about 100 bytes an n-gram; there can be 16
 * million of each length.
 *
 * @throws VentralError `FILE_UNREADABLE`; `MODEL_UNREADABLE` for what is no ARPA file, is cut off, or has an n-gram
 * whose first words are not listed, naming the line
 */
export async function readArpa(path: string): Promise<Ngrams> {
  return withUnchangedFile(path, async (file) => {
    const reader = new ArpaReader(path);
    for await (const line of file.readLines({ autoClose: false, start: 0 })) reader.read(line);
    return reader.finish();
  });
}

/** A model in ARPA format, line by line; read again, it is the very same. */
export function* arpaLines({ words, levels }: Ngrams): Generator<string> {
  yield '\\data\\';
  for (const [length, { index }] of levels.entries()) yield `ngram ${length + 1}=${index.size}`;
  let shorter: readonly string[] = [];
  for (const [length, { index, logProbabilities, backoffs }] of levels.entries()) {
    yield '';
    yield `\\${length + 1}-grams:`;
    const written: string[] = [];
    for (const [key, place] of index) {
      const { context, word } = keyParts(key);
      const text = length === 0 ? words[word]! : `${shorter[context]} ${words[word]}`;
      written.push(text);
      const weight = backoffs.length === 0 ? '' : `\t${backoffs[place]}`;
      yield `${logProbabilities[place]}\t${text}${weight}`;
    }
    shorter = written;
  }
  yield '';
  yield '\\end\\';
}

class ArpaReader {
  readonly #path: string;
  readonly #words: string[] = [];
  readonly #ids = new Map<string, number>();
  readonly #sizes: number[] = [];
  readonly #levels: NgramLevel[] = [];
  #section: 'before' | 'data' | 'ngrams' | 'end' = 'before';
  #line = 0;

  constructor(path: string) {
    this.#path = path;
  }

  read(written: string): void {
    this.#line += 1;
    const line = written.trim();
    if (line === '' || this.#section === 'end') return;
    if (this.#section === 'before') {
      // What precedes the data is a comment.
      if (line === '\\data\\') this.#section = 'data';
    } else if (line === '\\end\\') {
      this.#requireWhole();
      this.#section = 'end';
    } else if (/^\\\d+-grams:$/.test(line)) this.#begin(line);
    else if (this.#section === 'data') this.#announce(line);
    else this.#add(line);
  }

  finish(): Ngrams {
    if (this.#section === 'before') throw this.#unreadable('it has no \\data\\');
    if (this.#section !== 'end') throw this.#unreadable('it has no \\end\\, as if it were cut off');
    return { words: this.#words, ids: this.#ids, levels: this.#levels };
  }

  #announce(line: string): void {
    const [, length, size] = /^ngram\s+(\d+)\s*=\s*(\d+)$/.exec(line) ?? [];
    if (Number(length) !== this.#sizes.length + 1) {
      throw this.#unreadable(
        `line ${this.#line} does not say how many n-grams come next: '${line}'`,
      );
    }
    this.#sizes.push(Number(size));
  }

  #begin(line: string): void {
    this.#requireWhole();
    const length = this.#levels.length + 1;
    const size = this.#sizes[length - 1];
    if (line !== `\\${length}-grams:` || size === undefined) {
      throw this.#unreadable(
        `line ${this.#line} is '${line}', where n-grams of ${length} words belong`,
      );
    }
    this.#section = 'ngrams';
    this.#levels.push({
      index: new Map(),
      logProbabilities: new Float64Array(size),
      backoffs: new Float64Array(length === this.#sizes.length ? 0 : size),
    });
  }

  #requireWhole(): void {
    const read = this.#levels.at(-1)?.index.size ?? 0;
    const length = this.#levels.length;
    if (length === 0 || read === this.#sizes[length - 1]) return;
    throw this.#unreadable(
      `it announces ${this.#sizes[length - 1]} n-grams of ${length} words and has ${read}`,
    );
  }

  #add(line: string): void {
    const { index, logProbabilities, backoffs } = this.#levels.at(-1)!;
    const length = this.#levels.length;
    const [probability = '', ...rest] = line.split(/\s+/);
    const [words, weights] = [rest.slice(0, length), rest.slice(length)];
    const [log, weight] = [Number(probability), Number(weights[0] ?? 0)];
    if (words.length < length || weights.length > 1 || !(log <= 0) || !Number.isFinite(weight)) {
      throw this.#unreadable(`line ${this.#line} is no n-gram of ${length} words: '${line}'`);
    }
    const place = index.size;
    if (place === logProbabilities.length) {
      throw this.#unreadable(
        `it announces ${place} n-grams of ${length} words and has more, from line ${this.#line} on`,
      );
    }
    index.set(this.#keyOf(words), place);
    if (index.size === place)
      throw this.#unreadable(`line ${this.#line} repeats '${words.join(' ')}'`);
    logProbabilities[place] = log;
    if (backoffs.length > 0) backoffs[place] = weight;
  }

  #keyOf(words: readonly string[]): number {
    if (words.length === 1) {
      const [word] = words as [string];
      const id = this.#ids.get(word) ?? this.#words.push(word) - 1;
      this.#ids.set(word, id);
      return ngramKey(root, id);
    }
    let context: number | undefined = root;
    for (const [at, word] of words.entries()) {
      const id = this.#ids.get(word);
      if (id === undefined || context === undefined) break;
      const key = ngramKey(context, id);
      if (at === words.length - 1) return key;
      context = this.#levels[at]?.index.get(key);
    }
    throw this.#unreadable(
      `line ${this.#line} begins with words that are not listed: '${words.join(' ')}'`,
    );
  }

  #unreadable(why: string): VentralError {
    return new VentralError('MODEL_UNREADABLE', `${this.#path} is no whole ARPA file: ${why}.`, {
      hint: 'Make or copy the file again; compressed files have to be unpacked first.',
    });
  }
}
