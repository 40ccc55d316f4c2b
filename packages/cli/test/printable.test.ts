import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../src/json-text.ts';
import { cleanOutput, oneLine } from '../src/printable.ts';

const title = '\u001b]0;title\u0007\u001b[2J\u001b]52;c;ZXZpbA==\u0007';

describe('text from elsewhere', () => {
  it('is shown with what would steer a terminal escaped', () => {
    expect(oneLine(title)).toBe('\\u001b]0;title\\u0007\\u001b[2J\\u001b]52;c;ZXZpbA==\\u0007');
    expect(oneLine('a\u009b2Jb\u007f\r\u202eevil')).toBe('a\\u009b2Jb\\u007f\\u000d\\u202eevil');
  });

  it('keeps letters of every script', () => {
    const text = 'Größe ± 0.1 視覚 рядом 🧠';
    expect(oneLine(text)).toBe(text);
  });

  it('cannot pass for a line of its own where there is one', () => {
    expect(oneLine('a title\nequal')).toBe('a title\\u000aequal');
  });

  it('is escaped in JSON so that it reads as what it was', () => {
    const value = { title, other: 'a\u009b2J\u202e' };
    expect(jsonText(value)).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(JSON.parse(jsonText(value))).toEqual(value);
  });

  it('goes through the stream with the styles of the command alone', () => {
    const stream = new PassThrough();
    cleanOutput(stream as never);
    stream.write('\u001b[1mbold\u001b[22m \u001b[31mred\u001b[39m \u001b[8mhidden\u001b[2J\n');
    expect(String(stream.read())).toBe(
      '\u001b[1mbold\u001b[22m \u001b[31mred\u001b[39m \\u001b[8mhidden\\u001b[2J\n',
    );
  });
});
