import { useI18n } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';

/** Says plainly what this role may and may not see. */
export function SystemNote() {
  const { t } = useI18n();
  const { systemRole } = useSignedIn().person;
  if (systemRole === 'systemAdministrator') return <p>{t('system.administratorNote')}</p>;
  if (systemRole === 'securityOfficer') return <p>{t('system.securityOfficerNote')}</p>;
  if (systemRole === 'auditor') return <p>{t('system.auditorNote')}</p>;
  return null;
}
