import { expect, test } from 'vitest';
import type { Rules } from '../src/rules.ts';

/**
 * Registers tests that a sound subject keeps every rule, and that each rule is broken by the mutants
 * listed under its name; a rule without a mutant is an error.
 */
export function expectMutants<Subject>(
  rules: Rules<Subject>,
  sound: Subject,
  mutants: Readonly<Record<string, readonly Subject[]>>,
): void {
  test('every rule has a mutant', () => {
    expect(Object.keys(mutants).sort()).toEqual(Object.keys(rules).sort());
  });
  for (const [name, rule] of Object.entries(rules)) {
    test(`a sound plugin ${name}`, async () => {
      await rule(sound);
    });
    for (const [index, mutant] of (mutants[name] ?? []).entries()) {
      test(`mutant ${index + 1} is found where a plugin ${name}`, async () => {
        await expect((async () => rule(mutant))()).rejects.toThrow();
      });
    }
  }
}
