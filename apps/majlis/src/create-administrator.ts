import { parseArgs } from 'node:util';
import { DatabaseModule } from '@app/database';
import { type Config, createLog, loadConfig, PlatformModule, runProcess } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FirstAdministrator, FirstAdministratorModule } from '../../agenda/src/first-administrator.module.js';
import { openDatabase } from './local-database.js';

@Module({})
class Command {}

/** `npm run admin:create`: the first system administrator of an installation, and the link with which he enrols. */
runProcess(async (closing) => {
  const { values } = parseArgs({
    options: {
      login: { type: 'string' },
      'name-ar': { type: 'string' },
      'name-en': { type: 'string' },
      country: { type: 'string' },
      another: { type: 'boolean', default: false },
    },
  });
  const config: Config = loadConfig('majlis', process.env);
  const log = createLog({ level: 'warn', service: 'majlis' });
  const database = await openDatabase(config, () => undefined);
  // The product may be running on it: what was there before the command stays after it.
  if (!database.attached) closing.add(() => database.stop());
  const root: DynamicModule = {
    module: Command,
    imports: [PlatformModule.forRoot(config, log), DatabaseModule.forRoot(database.location, 2), FirstAdministratorModule],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  closing.add(() => app.close());
  const { link, expiresAt } = await app
    .get(FirstAdministrator)
    .create({ login: values.login, nameAr: values['name-ar'], nameEn: values['name-en'], country: values.country }, values.another);
  process.stdout.write(
    `\nThe administrator is there. This link is shown once, works once, until ${expiresAt.toISOString()}:\n\n  ${link}\n\nWhoever opens it becomes the administrator: hand it over in person.\n`,
  );
  // A command is over when it is done; what was opened is closed as at a signal.
  process.kill(process.pid, 'SIGTERM');
});
