// @ts-check
import { delimiter } from 'node:path';

/**
 * What the shell of somebody else has: this process's environment without npm's settings, the
 * workspace's commands and Ventral's settings, and with another home. Without colours, which what
 * is printed would have on a CI machine even in a pipe.
 *
 * @param {string} home
 * @returns {NodeJS.ProcessEnv}
 */
export function strangersEnvironment(home) {
  const ours = /^(npm_|pnpm_|ventral_|xdg_|node_options$|init_cwd$|force_color$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const path = (process.env.PATH ?? '').split(delimiter);
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    NO_COLOR: '1',
    PATH: path.filter((folder) => !folder.includes('node_modules')).join(delimiter),
  };
}
