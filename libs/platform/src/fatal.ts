import { ConfigError } from './config/config.js';

/** Runs a process's start; when it fails, says so in one readable place and ends. */
export function startOrExit(start: () => Promise<void>): void {
  start().catch((error: unknown) => {
    const known = error instanceof ConfigError;
    process.stderr.write(`${known ? error.message : `Majlis could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}\n`);
    process.exit(1);
  });
}
