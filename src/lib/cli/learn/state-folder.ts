import { isAbsolute, posix, win32 } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the platform has programs keep what they remember. `MQ_LAB_STATE_DIR` overrules it. */
export function stateFolder(env: Env, platform: NodeJS.Platform, home: string): string {
  if (env.MQ_LAB_STATE_DIR) return env.MQ_LAB_STATE_DIR;
  switch (platform) {
    case 'win32':
      return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'mq-lab');
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'mq-lab');
    default: {
      // XDG Base Directory Specification: a path that is not absolute is to be ignored.
      const given = env.XDG_STATE_HOME ?? '';
      return posix.join(isAbsolute(given) ? given : posix.join(home, '.local', 'state'), 'mq-lab');
    }
  }
}
