import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { constants, definitions, rules } from '../src/rules/rules.ts';

const page = readFileSync(new URL('../../../docs/gradients.md', import.meta.url), 'utf8');

/** What the page says under a heading, up to the next one. */
function section(heading: string): string {
  const [, ...found] = page.split(`## ${heading}\n`);
  if (found.length !== 1) throw new Error(`docs/gradients.md has ${found.length} '${heading}'.`);
  return (found[0] as string).split('\n## ')[0] as string;
}

function operatorsIn(text: string): readonly string[] {
  return [...text.matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name as string);
}

describe('docs/gradients.md', () => {
  const [lists, renamed] = section('Operators that have a gradient').split('\n\nNetworks of');
  const [constant, byType] = section('Operators that cut gradients').split('\n\nSo do');
  const known = [...Object.keys(rules), ...Object.keys(definitions)];

  it('lists the operators that have a rule or a definition, each once', () => {
    expect(operatorsIn(lists ?? '').toSorted()).toEqual(known.toSorted());
  });

  it('lists the operators that cut gradients', () => {
    expect(operatorsIn(constant ?? '').toSorted()).toEqual([...constants].toSorted());
  });

  it('lists nothing as unavailable that is not', () => {
    const refused = operatorsIn(section('What has no gradient'));
    expect(refused.filter((name) => known.includes(name))).toEqual(['Einsum']);
  });

  const rows = [...section('The ONNX model zoo').matchAll(/^\| ([^|`]+)\|(.*`.*)\|(.*)\|.*\|$/gm)];
  it.each(
    rows.map(([, network = '', operators = '', without = '']) => ({ network, operators, without })),
  )('names what of $network has no gradient', ({ operators, without }) => {
    const has = new Set([...known, ...constants, ...operatorsIn(`${renamed}${byType}`)]);
    expect(operatorsIn(without)).toEqual(operatorsIn(operators).filter((name) => !has.has(name)));
  });
});
