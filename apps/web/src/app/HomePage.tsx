import { lazy } from 'react';
import { AccountsPage } from '../features/accounts';
import { AuditPage } from '../features/audit';
import { ClearancesPage } from '../features/clearances';
import { TodayPage } from '../features/today';
import { useSignedIn } from '../session/useSignedIn';

// Only secretaries open it, so nobody else loads it.
const NewMeetingDialog = lazy(async () => ({ default: (await import('../features/workbench/new-meeting')).NewMeetingDialog }));

/** What a person finds first: his day; a system role finds its table, because it takes part in no meeting. */
export function HomePage() {
  const { person, abilities } = useSignedIn();
  if (person.systemRole && abilities.readAudit) return <AuditPage />;
  if (person.systemRole && abilities.listClearances) return <ClearancesPage />;
  if (person.systemRole && abilities.listAccounts) return <AccountsPage />;
  return <TodayPage NewMeetingDialog={NewMeetingDialog} />;
}
