import { MAX_UPLOAD_BYTES, type ErrorCode } from '@app/contracts';

/** What can be known of a file before its bytes travel; the server checks everything again. */
export async function checkFile(file: File): Promise<ErrorCode | null> {
  if (file.size === 0) return 'file_empty';
  if (file.size > MAX_UPLOAD_BYTES) return 'too_large';
  try {
    // Readers accept the signature anywhere in the first kilobyte.
    const head = await file.slice(0, 1024).text();
    return head.includes('%PDF-') ? null : 'file_not_pdf';
  } catch {
    // The file was moved or locked after it was chosen.
    return 'file_missing';
  }
}

/** A paper's title as its file name suggests it. */
export function titleOfFile(name: string): string {
  return name
    .replace(/\.pdf$/i, '')
    .replace(/[_]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
