import { createLog, loadConfig, runProcess } from '@app/platform';
import { PERSONAS } from '../../agenda/src/demo/personas.js';
import { startMajlis } from './start-majlis.js';

runProcess(async (closing) => {
  const config = loadConfig('majlis', process.env);
  const log = createLog({ level: config.mode === 'demo' ? 'warn' : config.logLevel, service: 'majlis' });
  const say = (line: string) => config.mode === 'demo' && process.stdout.write(`${line}\n`);
  const running = await startMajlis(config, log, closing, (step) => say(`  … ${step}`));
  log.info({ url: running.url }, 'majlis ready');
  say(`\nMajlis مجلس is ready: ${running.url}\n\nDemo mode: everyone signs in with one click.`);
  for (const { name, description } of PERSONAS) say(`  ${name.en.padEnd(42)} ${description.en}`);
  say('\nCtrl-C stops it; the data stay in the data folder.');
});
