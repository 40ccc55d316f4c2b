import { parseJson, RepeatedNameError } from '@ventral/files';
import { describe, expect, it } from 'vitest';

describe('parseJson', () => {
  it.each([
    '{"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]}',
    '{"a": "a\\": 1", "b": "{\\"a\\": 1, \\"a\\": 2}"}',
    '["a", "a"]',
    '"a"',
    '{"\\\\": 1, "a": "\\\\"}',
  ])('parses what has each name once: %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"score": 0.999, "score": 0.5}', 'score'],
    ['{"score": 1, "\\u0073core" : 2}', 'score'],
    ['{"a": [{"b": {"c": {}, "d": "}", "c": 1}}]}', 'c'],
    ['{"": 1, "": 2}', ''],
  ])('refuses an object that has a name twice: %s', (text, name) => {
    expect(() => parseJson(text)).toThrow(RepeatedNameError);
    expect(() => parseJson(text)).toThrow(`the name ${JSON.stringify(name)} stands twice`);
  });

  it('refuses what is no JSON', () => {
    expect(() => parseJson('{"a": 1,}')).toThrow(SyntaxError);
  });

  it('goes as deep as a file does', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(Array.isArray(parseJson(deep))).toBe(true);
  });
});
