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
const holderSchema = z.strictObject({
  login: lineSchema(200).transform((login) => login.toLowerCase()),
  nameAr: lineSchema(200),
  nameEn: lineSchema(200),
  country: countrySchema.refine((country) => Object.hasOwn(COUNTRIES, country), `one of ${Object.keys(COUNTRIES).join(', ')}`),
});
type Given = Partial<Record<keyof typeof FLAGS, string>>;

const FLAGS = { login: '--login', nameAr: '--name-ar', nameEn: '--name-en', country: '--country' } as const;

/** From so many on they approve what else there is to give: offices are given by two persons, and clearances too. */
const FIRST_OFFICERS = 2;

/** The first holders of offices: an account and a link for its person, made by whoever runs the machine. */
@Injectable()
export class FirstOffices {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(EnrolmentsRepository) private readonly rows: EnrolmentsRepository,
  ) {}

  /** @throws ConfigError with what an operator can do about it */
  administrator(given: Given, another: boolean): Promise<IssuedEnrolment> {
    return this.#create(given, 'systemAdministrator', (there) =>
      there > 0 && !another ? 'there is an administrator already; with --another there will be one more' : null,
    );
  }

  /** @throws ConfigError with what an operator can do about it */
  officer(given: Given): Promise<IssuedEnrolment> {
    return this.#create(given, 'securityOfficer', (there) =>
      there >= FIRST_OFFICERS ? `there are ${FIRST_OFFICERS} security officers already; they give this office to others` : null,
    );
  }

  /** @param forbids why not, given how many hold the office already */
  async #create(
    given: Given,
    systemRole: 'systemAdministrator' | 'securityOfficer',
    forbids: (there: number) => string | null,
  ): Promise<IssuedEnrolment> {
    const parsed = holderSchema.safeParse(given);
    if (!parsed.success) {
      throw new ConfigError(
        parsed.error.issues.map(({ path, message }) => `${FLAGS[path[0] as keyof typeof FLAGS] ?? String(path[0])}: ${message}`),
      );
    }
    return this.database.transaction(systemContext('provisioning'), async (ctx) => {
      const problem = forbids(await this.rows.holders(ctx, systemRole));
      if (problem) throw new ConfigError([problem]);
      const id = uuid();
      const added = await this.rows.insertHolder(ctx, { id, ...parsed.data, systemRole });
      if (!added) throw new ConfigError([`--login: somebody else has it`]);
      await this.audit.record(ctx, 'account.created', { accountId: id });
      await this.audit.record(ctx, 'account.roleGiven', { accountId: id, systemRole, proposalId: null });
      return this.enrolments.issue(ctx, id);
    });
  }
}

/** Needs PlatformModule and DatabaseModule beside it; opens no port. */
@Module({
  imports: [AccessModule],
  providers: [Clock, InstallationMode, EnrolmentsRepository, Enrolments, FirstOffices],
})
export class FirstOfficesModule {}
