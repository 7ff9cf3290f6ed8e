import { parseArgs } from 'node:util';
import { DatabaseModule } from '@app/database';
import { type Config, createLog, loadConfig, PlatformModule, runProcess } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FirstOffices, FirstOfficesModule } from '../../agenda/src/first-offices.module.js';
import { openDatabase } from './local-database.js';

@Module({})
class Command {}

/**
 * `npm run admin:create` and `npm run officer:create`: the first system administrator of an installation and its first two
 * security officers, and the link with which each enrols.
 */
runProcess(async (closing) => {
  const { values } = parseArgs({
    options: {
      login: { type: 'string' },
      'name-ar': { type: 'string' },
      'name-en': { type: 'string' },
      country: { type: 'string' },
      another: { type: 'boolean', default: false },
      officer: { type: 'boolean', default: false },
    },
  });
  const config: Config = loadConfig('majlis', process.env);
  const log = createLog({ level: 'warn', service: 'majlis' });
  const database = await openDatabase(config, () => undefined);
  // The product may be running on it: what was there before the command stays after it.
  if (!database.attached) closing.add(() => database.stop());
  const root: DynamicModule = {
    module: Command,
    imports: [PlatformModule.forRoot(config, log), DatabaseModule.forRoot(database.location, 2), FirstOfficesModule],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  closing.add(() => app.close());
  const given = { login: values.login, nameAr: values['name-ar'], nameEn: values['name-en'], country: values.country };
  const offices = app.get(FirstOffices);
  const { link, expiresAt } = await (values.officer ? offices.officer(given) : offices.administrator(given, values.another));
  const office = values.officer ? 'security officer' : 'administrator';
  process.stdout.write(
    `\nThe ${office} is there. This link is shown once, works once, until ${expiresAt.toISOString()}:\n\n  ${link}\n\nWhoever opens it becomes the ${office}: hand it over in person.\n`,
  );
  // A command is over when it is done; what was opened is closed as at a signal.
  process.kill(process.pid, 'SIGTERM');
});
