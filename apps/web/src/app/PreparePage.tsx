import { ReceiptsButton } from '../features/receipts';
import { WorkbenchPage } from '../features/workbench';

/** The workbench, with what other features know about a paper beside it. */
export function PreparePage() {
  return <WorkbenchPage PaperReceipts={ReceiptsButton} />;
}
