import { ParticipantsButton } from '../features/participants';
import { ReceiptsButton } from '../features/receipts';
import { WorkbenchPage } from '../features/workbench';

/** The workbench, with what other features know about a meeting and its papers beside it. */
export function PreparePage() {
  return <WorkbenchPage PaperReceipts={ReceiptsButton} Participants={ParticipantsButton} />;
}
