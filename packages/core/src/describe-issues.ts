import * as v from 'valibot';

/**
 * Every problem that a schema found, with the field it is about: `ventral.plugins.0.id is missing`.
 *
 * @param whole name of the value that was checked
 */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[], whole: string): string {
  return issues
    .map((issue) => {
      const path = v.getDotPath(issue);
      return `${path === null ? whole : `${whole}.${path}`} ${problemOf(issue)}`;
    })
    .join('; ');
}

function problemOf({ expected, received, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'is no known field';
  if (received === 'undefined') return 'is missing';
  return `is not valid (${message})`;
}
