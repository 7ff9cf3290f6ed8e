import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MAX_UPLOAD_BYTES, UNSAFE_TEXT, type UploadDetails, uploadDetailsSchema } from '@app/contracts';
import { AppError, parseInput } from '@app/platform';
import busboy from 'busboy';
import type { z } from 'zod';

export interface ReceivedUpload {
  path: string;
  size: number;
  sha256: Buffer;
  fileName: string;
  details: z.output<typeof uploadDetailsSchema>;
}

/** Bytes a body may have in all before the connection is cut: beyond the limit it is only read to be able to answer. */
const MAX_BODY_BYTES = 4 * MAX_UPLOAD_BYTES;

/**
 * Receives one multipart upload into `folder`: field `details` (JSON), then one file in field `file`.
 *
 * @throws AppError `too_large`, `upload_cut_off`, `file_missing`, `file_empty`, `malformed_body`, `invalid_input`.
 */
export async function receiveUpload(request: IncomingMessage, folder: string): Promise<ReceivedUpload> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new AppError('too_large');
  const parser = createParser(request);
  let details: UploadDetails | undefined;
  let file: Promise<Omit<ReceivedUpload, 'details'>> | undefined;
  let refused: AppError | undefined;

  parser.on('field', (name, value, info) => {
    if (name !== 'details' || info.valueTruncated || details || file) refused ??= new AppError('malformed_body');
    else details = parseJson(value);
    if (details === undefined) refused ??= new AppError('malformed_body');
  });
  parser.on('file', (name, stream, info) => {
    if (name !== 'file' || file) {
      refused ??= new AppError('malformed_body');
      stream.resume();
      return;
    }
    file = save(stream, join(folder, 'upload.pdf'), info.filename);
    file.catch(() => undefined); // awaited below; until then it must not end the process
  });
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
    parser.on(limit, () => (refused ??= new AppError('malformed_body')));

  try {
    await pipeline(request, parser);
  } catch (cause) {
    await file?.catch(() => undefined); // the file is closed before its folder goes
    throw new AppError(isCutOff(cause) ? 'upload_cut_off' : 'malformed_body', undefined, { cause });
  }
  const saved = await file;
  if (refused) throw refused;
  if (!saved) throw new AppError('file_missing');
  if (saved.size === 0) throw new AppError('file_empty');
  return { ...saved, details: parseInput(uploadDetailsSchema, details ?? {}) };
}

function createParser(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 1, parts: 3, fieldSize: 16 * 1024, fileSize: MAX_UPLOAD_BYTES, headerPairs: 20 },
    });
  } catch (cause) {
    throw new AppError('malformed_body', undefined, { cause });
  }
}

async function save(
  stream: Readable & { truncated?: boolean },
  path: string,
  fileName: string | undefined,
): Promise<Omit<ReceivedUpload, 'details'>> {
  const hash = createHash('sha256');
  let size = 0;
  stream.on('error', () => undefined); // the loop below throws it; one that comes before the loop must not end the process
  try {
    const target = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length;
        hash.update(chunk);
        await target.appendFile(chunk);
      }
    } finally {
      await target.close();
    }
  } catch (error) {
    // The parser waits for the end of a file: with a full disk, a destroyed stream would leave the upload hanging.
    stream.resume();
    throw error;
  }
  if (stream.truncated) throw new AppError('too_large');
  return { path, size, sha256: hash.digest(), fileName: cleanFileName(fileName) };
}

/** A name for display only, never a path: without folders, control characters and characters that reorder text (P47). */
export function cleanFileName(fileName: string | undefined): string {
  const last = (fileName ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(UNSAFE_TEXT, '').replace(/\s+/gu, ' ').trim().normalize('NFC');
  return [...clean].slice(0, 200).join('') || 'document.pdf';
}

/** A title from a file name: without the ending, underscores as spaces. */
export function titleFrom(fileName: string): string {
  return (
    fileName
      .replace(/\.pdf$/i, '')
      .replaceAll('_', ' ')
      .replace(/\s+/gu, ' ')
      .trim() || fileName
  );
}

function parseJson(text: string): UploadDetails | undefined {
  try {
    return JSON.parse(text) as UploadDetails;
  } catch {
    return undefined;
  }
}

/** A connection that broke and a body that ends in the middle: the uploader can try again. */
function isCutOff(cause: unknown): boolean {
  const { code, message } = cause as { code?: string; message?: string };
  return (
    code === 'ECONNRESET' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    message === 'Unexpected end of form' ||
    message === 'Unexpected end of file' ||
    message === 'aborted'
  );
}
