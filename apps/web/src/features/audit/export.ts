import { type AuditFilter, exportAudit } from '@app/contracts';
import { fetchBytes } from '../../wire';

/** Fetches the entries with their proof and hands them to the browser as a file. @throws ApiError */
export async function saveExport(filter: AuditFilter): Promise<void> {
  const response = await fetchBytes(exportAudit, { body: filter });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = 'audit-export.jsonl';
  link.click();
  URL.revokeObjectURL(address);
}
