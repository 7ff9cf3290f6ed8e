import { AccountsPage, AuditPage } from '../features/system';
import { TodayPage } from '../features/today';
import { NewMeetingDialog } from '../features/workbench/new-meeting';
import { useSignedIn } from '../session/useSignedIn';

/** What a person finds first: his day; a system role finds its table, because it takes part in no meeting. */
export function HomePage() {
  const { person, abilities } = useSignedIn();
  if (person.systemRole && abilities.readAudit) return <AuditPage />;
  if (person.systemRole && abilities.listAccounts) return <AccountsPage />;
  return <TodayPage NewMeetingDialog={NewMeetingDialog} />;
}
