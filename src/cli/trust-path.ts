// Where "trust add" installs the trust root of a user.

import { posix, win32 } from 'node:path';
import type { Io } from './io.js';

/** Where "trust add" installs; undefined if the environment names no home. */
export function installedPath({ env, platform }: Io): string | undefined {
  const path = platform === 'win32' ? win32 : posix;
  const home = (env['HOME'] ?? '') === '' ? undefined : path.join(env['HOME'] ?? '', '.config');
  const candidates = platform === 'win32' ? [env['APPDATA']] : [env['XDG_CONFIG_HOME'], home];
  // XDG Base Directory Specification: a relative path is ignored.
  const folder = candidates.find((one) => one !== undefined && path.isAbsolute(one));
  return folder && path.join(folder, 'softqcos-verify', 'trust-root.json');
}
