import { AccessModule } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { countrySchema, COUNTRIES, lineSchema } from '@app/contracts';
import { Database } from '@app/database';
import { Clock, systemContext } from '@app/identity';
import { ConfigError } from '@app/platform';
import { Inject, Injectable, Module } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { InstallationMode } from './edge/installation.repository.js';
import { EnrolmentsRepository } from './enrolment/enrolments.repository.js';
import { Enrolments, type IssuedEnrolment } from './enrolment/enrolments.service.js';

/** What the command is told about the person. */
const administratorSchema = z.strictObject({
  login: lineSchema(200).transform((login) => login.toLowerCase()),
  nameAr: lineSchema(200),
  nameEn: lineSchema(200),
  country: countrySchema.refine((country) => Object.hasOwn(COUNTRIES, country), `one of ${Object.keys(COUNTRIES).join(', ')}`),
});

const FLAGS = { login: '--login', nameAr: '--name-ar', nameEn: '--name-en', country: '--country' } as const;

/** The first system administrator: an account and a link for its person, made by whoever runs the machine. */
@Injectable()
export class FirstAdministrator {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(EnrolmentsRepository) private readonly rows: EnrolmentsRepository,
  ) {}

  /** @throws ConfigError with what an operator can do about it */
  async create(given: Partial<Record<keyof typeof FLAGS, string>>, another: boolean): Promise<IssuedEnrolment> {
    const parsed = administratorSchema.safeParse(given);
    if (!parsed.success) {
      throw new ConfigError(
        parsed.error.issues.map(({ path, message }) => `${FLAGS[path[0] as keyof typeof FLAGS] ?? String(path[0])}: ${message}`),
      );
    }
    return this.database.transaction(systemContext('provisioning'), async (ctx) => {
      if ((await this.rows.administratorExists(ctx)) && !another) {
        throw new ConfigError(['there is an administrator already; with --another there will be one more']);
      }
      const id = uuid();
      const added = await this.rows.insertAdministrator(ctx, { id, ...parsed.data });
      if (!added) throw new ConfigError([`--login: somebody else has it`]);
      await this.audit.record(ctx, 'account.created', { accountId: id });
      return this.enrolments.issue(ctx, id);
    });
  }
}

/** Needs PlatformModule and DatabaseModule beside it; opens no port. */
@Module({
  imports: [AccessModule],
  providers: [Clock, InstallationMode, EnrolmentsRepository, Enrolments, FirstAdministrator],
})
export class FirstAdministratorModule {}
