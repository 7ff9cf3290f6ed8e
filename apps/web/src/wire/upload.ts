import { uploadDocument, type PaperDocument, type UploadDetails } from '@app/contracts';
import { addressOf } from './address';
import { OWN_REQUEST, reportSignedOut } from './api';
import { ApiError, errorFromResponse } from './api-error';

export interface UploadOptions {
  /** From 0 to 1: what has left this machine. At 1 the server is still checking the file. */
  onProgress(share: number): void;
  signal: AbortSignal;
}

/**
 * Uploads one paper. XMLHttpRequest, because fetch does not report how much has been sent.
 * @throws ApiError when the server refuses it, the network is lost or the signal aborts.
 */
export function upload(
  params: { itemId: string },
  details: UploadDetails,
  file: File,
  { onProgress, signal }: UploadOptions,
): Promise<PaperDocument> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (error: ApiError) => {
      reportSignedOut(error);
      reject(error);
    };
    const form = new FormData();
    // First: the server decides by it before the file's bytes arrive.
    form.append('details', JSON.stringify(details));
    form.append('file', file, file.name);

    request.open('POST', addressOf(uploadDocument, params, {}));
    for (const [name, value] of Object.entries(OWN_REQUEST)) request.setRequestHeader(name, value);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 200 || request.status > 299) return fail(errorFromResponse(request.status, request.response));
      const answer = uploadDocument.response.safeParse(request.response);
      if (answer.success) resolve(answer.data);
      else fail(new ApiError('answer_unreadable', { cause: answer.error }));
    };
    request.onerror = () => fail(new ApiError('network_lost'));
    request.onabort = () => fail(new ApiError('cancelled'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) fail(new ApiError('cancelled'));
    else request.send(form);
  });
}
