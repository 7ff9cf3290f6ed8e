import { type SourceMutant } from './mutant.js';

const RULES = 'libs/access/src/rules/decide.ts';
const SERVICE = 'apps/agenda/src/offices/offices.service.ts';
const WAYS = 'apps/agenda/src/offices/former-ways.service.ts';
const POLICIES = 'libs/database/src/migrations/0011-offices.ts';
/** Source text; «…» stands for a template's placeholder. */
const code = (text: string) => text.replaceAll('«', '${').replaceAll('»', '}');
const found =
  (caughtBy: string) =>
  (name: string, breaks: string, file: string, find: string, replace: string): SourceMutant => ({
    name,
    breaks,
    file,
    find: code(find),
    replace: code(replace),
    caughtBy,
  });
const office = found('int/offices');
const device = found('int/devices');

/** Faults that would let one person come into an office, or out of a ceiling, alone. */
export const OFFICE_MUTANTS: readonly SourceMutant[] = [
  office(
    'proposer-approves',
    'whoever proposed an office is told that he may approve it',
    RULES,
    'isAnother(subject, proposal.proposedBy) && ',
    '',
  ),
  office('concerned-approves', 'the person concerned is told that he may approve', RULES, ' && isAnother(subject, proposal.person)', ''),
  office(
    'standing-forgotten',
    'an approval is offered though whoever proposed it holds no office any more',
    SERVICE,
    'approve: decides && standing',
    'approve: decides',
  ),
  office(
    'former-passkeys-stay',
    'what somebody prepared in an account comes into the office with it',
    WAYS,
    'await this.passkeys.removeAll(system, ctx, accountId);',
    '',
  ),
  office(
    'link-without-code',
    'the approver’s link opens the account alone',
    'apps/agenda/src/enrolment/enrolling.service.ts',
    'if (codeHash && ',
    'if (codeHash && code && ',
  ),
  office(
    'office-in-a-statement',
    'a service may write an office into an account',
    POLICIES,
    '`grant update (login, name_ar, name_en, site, active) on accounts to majlis_app`',
    '`grant update (login, name_ar, name_en, site, active, system_role) on accounts to majlis_app`',
  ),
  office(
    'office-of-a-new-account',
    'an administrator makes an account that has an office from the start',
    POLICIES,
    '((«ADMINISTRATOR» and system_role is null)',
    '(«ADMINISTRATOR»',
  ),
  office(
    'approval-of-yesterday',
    'an approval that was not carried out can be carried out later',
    POLICIES,
    'p.decided_by = app.me() and p.decided_at = now()',
    'p.decided_by = app.me()',
  ),
  office(
    'last-officer-goes',
    'nobody is left who could approve',
    POLICIES,
    `old.system_role in ('systemAdministrator', 'securityOfficer')\n        and (not new.active`,
    `old.system_role in ('systemAdministrator')\n        and (not new.active`,
  ),
  office(
    'link-of-an-administrator',
    'an administrator gives a way into an office',
    POLICIES,
    'issued_by = «ME» and «NO_OFFICE»)\n     or',
    'issued_by = «ME»)\n     or',
  ),
  device(
    'own-ceiling',
    'an officer raises the ceiling of his own device',
    POLICIES,
    '`alter policy passkeys_update on passkeys using ((«OFFICER» and account_id <> «ME»)',
    '`alter policy passkeys_update on passkeys using («OFFICER»',
  ),
  device(
    'second-device-opens-more',
    'a device whose ceiling was lowered adds another one without it',
    'apps/agenda/src/passkeys/passkeys.service.ts',
    'const sessionId = asked.actor?.sessionId ?? null;\n      const passkey',
    'const sessionId = null;\n      const passkey',
  ),
];
