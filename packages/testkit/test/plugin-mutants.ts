import type { AnyPlugin } from '../src/plugin-rules.ts';

/** The mutants of a plugin that break the rules for plugins of every kind. */
export function pluginMutants<Subject extends { readonly plugin: AnyPlugin }>(
  subject: Subject,
): Readonly<Record<string, readonly Subject[]>> {
  const { plugin } = subject;
  const change = (changes: object): Subject => ({
    ...subject,
    plugin: Object.freeze({ ...plugin, ...changes }),
  });
  const inherited = Object.freeze(Object.assign(Object.create({}), plugin));
  return {
    'is a frozen plain object': [
      { ...subject, plugin: { ...plugin } },
      { ...subject, plugin: inherited },
    ],
    [`is a ${plugin.kind} for this version of the contract`]: [
      change({ kind: 'plugin' }),
      change({ apiVersion: 2 }),
      change({ scoreVersion: 0 }),
    ],
    'has an id without spaces or @': [change({ id: '' }), change({ id: 'a@1' })],
    'describes itself in words': [
      change({ title: '' }),
      change({ title: 'two\nlines' }),
      change({ citation: ' ' }),
      change({ licence: '' }),
    ],
  };
}
