export { AccountsPage } from './AccountsPage';
export { AuditPage } from './AuditPage';
