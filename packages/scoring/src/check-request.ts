import { describeIssues } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

/** What each field of a request may be: every field has to be listed. */
export type RequestFields<Request> = {
  readonly [Field in keyof Required<Request>]: v.GenericSchema;
};

/**
 * Checks a request, or settings: programs in JavaScript are told of a field that is misspelt or missing
 * before the work begins.
 *
 * @throws VentralError `OPTION_INVALID` naming every field that is wrong
 */
export function checkRequest<Request>(
  fields: RequestFields<Request>,
  request: Request,
  what = 'request',
): void {
  const result = v.safeParse(v.strictObject({ ...fields }), request);
  if (result.success) return;
  const problems = describeIssues(result.issues, what);
  throw new VentralError('OPTION_INVALID', `What was asked cannot be done: ${problems}.`, {
    hint: 'The fields are described in the README of @ventral/scoring.',
  });
}
