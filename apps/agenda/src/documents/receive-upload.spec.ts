import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@app/platform';
import { cleanFileName, type ReceivedUpload, receiveUpload, titleFrom } from './receive-upload.js';

type Outcome = { upload: ReceivedUpload } | { code: unknown };

interface Part {
  name: string;
  fileName?: string;
  content: string | Buffer;
}

const BOUNDARY = 'x-boundary';
const file = (content: string | Buffer = '%PDF-1.7', fileName = 'a.pdf'): Part => ({ name: 'file', fileName, content });
const details = (content: string): Part => ({ name: 'details', content });

function multipart(parts: readonly Part[], end = `--${BOUNDARY}--\r\n`): Buffer {
  const bodies = parts.flatMap(({ name, fileName, content }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n${fileName === undefined ? '' : 'Content-Type: application/pdf\r\n'}\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...bodies, Buffer.from(end)]);
}

describe('receiveUpload', () => {
  let folder: string;
  let server: Server;
  let target: string;
  let outcome: Promise<Outcome>;
  let settle: (outcome: Outcome) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      receiveUpload(request, target)
        .then(
          (upload) => settle({ upload }),
          (error: unknown) => settle({ code: error instanceof AppError ? error.code : error }),
        )
        .finally(() => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'majlis-upload-'));
    target = folder;
    outcome = new Promise((resolve) => {
      settle = resolve;
    });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const port = () => (server.address() as AddressInfo).port;
  async function send(body: Buffer, headers: Record<string, string> = {}): Promise<Outcome> {
    const sent = fetch(`http://127.0.0.1:${port()}/`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    });
    sent.catch(() => undefined); // what the server makes of it is what counts
    return outcome;
  }

  it('keeps the bytes as they came, with their hash, readable by nobody else', async () => {
    const bytes = randomBytes(300_000);
    const received = await send(multipart([details('{"title":" تقرير  ٢ "}'), file(bytes, 'ملف العمل.pdf')]));
    if (!('upload' in received)) throw new Error(String(received.code));
    const { upload } = received;
    expect(upload).toMatchObject({
      size: bytes.length,
      fileName: 'ملف العمل.pdf',
      details: { title: 'تقرير ٢' },
      path: join(folder, 'upload.pdf'),
    });
    expect(upload.sha256).toEqual(createHash('sha256').update(bytes).digest());
    expect((await readFile(upload.path)).equals(bytes)).toBe(true);
    expect((await stat(upload.path)).mode & 0o777).toBe(0o600);
  });

  it('needs no details', async () => {
    expect(await send(multipart([file()]))).toMatchObject({ upload: { size: 8, details: {} } });
  });

  it('writes where it was told, whatever the file calls itself', async () => {
    expect(await send(multipart([file('x', '../../../etc/passwd')]))).toMatchObject({
      upload: { path: join(folder, 'upload.pdf'), fileName: 'passwd' },
    });
  });

  it.each<[string, Buffer, string]>([
    ['no file', multipart([details('{}')]), 'file_missing'],
    ['nothing', multipart([]), 'file_missing'],
    ['an empty file', multipart([file('')]), 'file_empty'],
    ['a file in another field', multipart([{ ...file(), name: 'paper' }]), 'malformed_body'],
    ['two files', multipart([file(), file()]), 'malformed_body'],
    ['a field nobody asked for', multipart([{ name: 'label', content: '{}' }, file()]), 'malformed_body'],
    ['details twice', multipart([details('{}'), details('{}'), file()]), 'malformed_body'],
    ['details after the file', multipart([file(), details('{}')]), 'malformed_body'],
    ['details that are no JSON', multipart([details('{"title":'), file()]), 'malformed_body'],
    ['details too long', multipart([details(JSON.stringify({ title: 'x'.repeat(20_000) })), file()]), 'malformed_body'],
    ['details with an unknown member', multipart([details('{"originator":"BH"}'), file()]), 'invalid_input'],
    ['a label that is none', multipart([details('{"label":{"level":9}}'), file()]), 'invalid_input'],
    ['a title of nothing but hidden characters', multipart([details('{"title":"\u202e\u200f"}'), file()]), 'invalid_input'],
    ['a body that ends in the middle of the file', multipart([file('half')], ''), 'upload_cut_off'],
    ['a body that is none', Buffer.from('hello'), 'upload_cut_off'],
  ])('refuses %s', async (_, body, code) => {
    expect(await send(body)).toEqual({ code });
  });

  it.each([
    ['another type', { 'content-type': 'application/json' }],
    ['no boundary', { 'content-type': 'multipart/form-data' }],
  ])('refuses %s', async (_, headers) => {
    expect(await send(multipart([file()]), headers)).toEqual({ code: 'malformed_body' });
  });

  it('refuses by the announced length before it reads', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${5 * 2 ** 30}\r\n\r\n`,
    );
    expect(await outcome).toEqual({ code: 'too_large' });
    socket.destroy();
  });

  it('takes a connection that broke for what it is', async () => {
    const socket = connect(port(), '127.0.0.1');
    const body = multipart([file(randomBytes(50_000))]);
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, 20_000), () => socket.destroy());
    expect(await outcome).toEqual({ code: 'upload_cut_off' });
  });

  it('ends when the file cannot be written, instead of waiting for ever', async () => {
    target = join(folder, 'is-not-there');
    const received = await send(multipart([file(randomBytes(2_000_000))]));
    // A fault of ours, not a refusal: whoever uploaded hears "internal".
    expect(received).toMatchObject({ code: { code: 'ENOENT' } });
  });
});

describe('cleanFileName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['محضر الاجتماع ١٢.pdf', 'محضر الاجتماع ١٢.pdf'],
    ['C:\\Users\\x\\Desktop\\paper.pdf', 'paper.pdf'],
    ['/etc/passwd', 'passwd'],
    ['../../x.pdf', 'x.pdf'],
    // "annexe\u202efdp.exe" is shown as "annexeexe.pdf".
    ['annexe\u202efdp.exe', 'annexefdp.exe'],
    ['a\u2066b\u2069c\u200fd\u061ce\ufeff.pdf', 'abcde.pdf'],
    ['line\r\nbreak\u0000.pdf', 'linebreak.pdf'],
    ['many   \u00a0 spaces .pdf', 'many spaces .pdf'],
    ['cafe\u0301.pdf', 'café.pdf'],
    ['', 'document.pdf'],
    ['folder/', 'document.pdf'],
    ['\u202e\u202c', 'document.pdf'],
  ])('%j is %j', (given, clean) => {
    expect(cleanFileName(given)).toBe(clean);
  });

  it('stands in for no name, and cuts a long one between characters', () => {
    expect(cleanFileName(undefined)).toBe('document.pdf');
    const long = cleanFileName(`${'𝔐'.repeat(300)}.pdf`);
    expect([...long]).toHaveLength(200);
    expect(long.isWellFormed()).toBe(true);
  });
});

describe('titleFrom', () => {
  it.each([
    ['Annual_report_2026.pdf', 'Annual report 2026'],
    ['REPORT.PDF', 'REPORT'],
    ['notes.pdf.pdf', 'notes.pdf'],
    ['تقرير_المشروع.pdf', 'تقرير المشروع'],
    ['.pdf', '.pdf'],
    ['_.pdf', '_.pdf'],
    ['plain', 'plain'],
  ])('%j gives %j', (fileName, title) => {
    expect(titleFrom(fileName)).toBe(title);
  });
});
