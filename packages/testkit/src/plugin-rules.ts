import { apiVersion, type PluginDescription, type PluginKind } from '@ventral/core';
import { expect } from 'vitest';
import type { Rules } from './rules.ts';

/** What plugins of all kinds have. */
export interface AnyPlugin extends PluginDescription {
  readonly kind: PluginKind;
  readonly apiVersion: number;
  readonly scoreVersion: number;
}

/** The rules for plugins of every kind. */
export function pluginRules(kind: PluginKind): Rules<{ readonly plugin: AnyPlugin }> {
  return {
    'is a frozen plain object': ({ plugin }) => {
      expect(Object.isFrozen(plugin), 'made by defineX() of @ventral/core').toBe(true);
      expect(Object.getPrototypeOf(plugin)).toBe(Object.prototype);
    },
    [`is a ${kind} for this version of the contract`]: ({ plugin }) => {
      expect(plugin.kind).toBe(kind);
      expect(plugin.apiVersion).toBe(apiVersion);
      expect(Number.isInteger(plugin.scoreVersion) && plugin.scoreVersion >= 1).toBe(true);
    },
    'has an id without spaces or @': ({ plugin }) => {
      expect(plugin.id).toMatch(/^[^\s@]+$/);
    },
    'describes itself in words': ({ plugin }) => {
      const { title, citation, licence } = plugin;
      expect(title, 'a title of one line').toMatch(/^\S.*$/);
      expect(title).not.toContain('\n');
      for (const text of [citation, licence]) {
        if (text !== undefined) expect(text.trim()).not.toBe('');
      }
    },
  };
}
