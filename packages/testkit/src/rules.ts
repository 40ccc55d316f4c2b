import { describe, test } from 'vitest';

/** What is asked of a subject, by name: each rule throws where the subject does not keep it. */
export type Rules<Subject> = Readonly<Record<string, (subject: Subject) => void | Promise<void>>>;

/** Registers a suite with one test a rule. */
export function registerRules<Subject>(
  name: string,
  rules: Rules<Subject>,
  subject: Subject,
): void {
  describe(`${name} follows the plugin contract`, () => {
    for (const [rule, check] of Object.entries(rules)) test(rule, () => check(subject));
  });
}
