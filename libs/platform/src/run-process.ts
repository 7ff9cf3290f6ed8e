import { ConfigError } from './config/config.js';

/** What has to be ended with the process, last opened first. */
export interface Closing {
  /** Registered as soon as there is something to end, so that a signal in the middle of the start ends it too. */
  add(close: () => Promise<void>): void;
}

/**
 * Runs a process from its start to its end: SIGINT and SIGTERM close what was opened and exit with 0, whenever they
 * come; a second signal does not wait; a start that fails says why in one readable place and exits with 1.
 */
export function runProcess(start: (closing: Closing) => Promise<void>): void {
  const open: (() => Promise<void>)[] = [];
  let ending = false;

  const closeAll = async (): Promise<boolean> => {
    let clean = true;
    for (const close of open.splice(0).reverse()) {
      await close().catch((error: unknown) => {
        clean = false;
        complain('Majlis could not end cleanly', error);
      });
    }
    return clean;
  };
  const end = (code: number): void => {
    ending = true;
    void closeAll().then((clean) => process.exit(clean ? code : 1));
  };

  // Before anything is started: libraries that start processes of their own register handlers too, and the first
  // signal must not be theirs alone.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (ending ? process.exit(1) : end(0)));
  start({ add: (close) => open.push(close) }).catch((error: unknown) => {
    if (ending) return; // it was pulled from under the start
    complain('Majlis could not start', error);
    end(1);
  });
}

function complain(what: string, error: unknown): void {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
