import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PDFDocument, PDFName } from 'pdf-lib';
import { demoPapers } from '../demo/demo-papers.js';
import { buildStamp } from '../stamp/build-stamp.js';
import { patchRange } from '../stamp/patch-range.js';
import {
  inkShare,
  pageCount,
  plain,
  popplerPages,
  popplerPixels,
  qpdfErrors,
  temporaryFolder,
  unpacked,
  writeTemporary,
} from '../testing/pdf-tools.js';
import { hostilePdf, plainPdf, rotatedPdf } from '../testing/sample-pdfs.js';
import type { PreparedPaper, PrepareLimits } from './paper.types.js';
import { preparePaper } from './prepare-paper.js';

// A preparation is two processes; a busy machine takes its time.
jest.setTimeout(60_000);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function prepare(
  bytes: Uint8Array,
  limits: Partial<PrepareLimits> = {},
): Promise<{ paper: PreparedPaper; path: string; source: string }> {
  const source = writeTemporary('source.pdf', bytes);
  const path = join(temporaryFolder(), 'prepared.pdf');
  return { paper: await preparePaper({ sourcePath: source, targetPath: path, limits }), path, source };
}

function stamped(path: string, paper: PreparedPaper): string {
  const stamp = buildStamp({
    name: 'رئيس وفد الكويت',
    country: 'الكويت',
    openedAt: '٢٢ نوفمبر ٢٠٢٦ م',
    copyNumber: '17',
    classification: 'سري — NET — البحرين',
    direction: 'rtl',
    language: 'ar',
  });
  return writeTemporary('stamped.pdf', patchRange(readFileSync(path), 0, paper.window, stamp));
}

describe('preparing a paper', () => {
  it('returns hashes, geometry, text and a blank window found once', async () => {
    const { bytes } = await plainPdf(40);
    const source = await bytes();
    const { paper, path } = await prepare(source);
    const file = readFileSync(path);
    expect(paper.size).toBe(file.length);
    expect([paper.sha256, paper.sourceSha256]).toEqual([sha256(file), sha256(source)]);
    expect(paper.pages).toHaveLength(40);
    expect(paper.pages[0]).toEqual({ width: 595, height: 842, rotation: 0, crop: { x: 0, y: 0, width: 595, height: 842 }, userUnit: 1 });
    expect(paper.texts.map(plain)).toEqual(Array.from({ length: 40 }, (_, i) => `Page number ${i + 1}`));
    const window = file.subarray(paper.window.offset, paper.window.offset + paper.window.length).toString('latin1');
    expect(window).toMatch(/^%[0-9a-f]{32}\n +\n$/);
    expect(file.indexOf(window.slice(0, 33), paper.window.offset + 1)).toBe(-1);
    expect([qpdfErrors(path), pageCount(path)]).toEqual(['', 40]);
  });

  it('leaves nothing but the target behind', async () => {
    const { path } = await prepare(await rotatedPdf());
    expect(readdirSync(dirname(path))).toEqual(['prepared.pdf']);
  });

  it('maps rotated, cropped and scaled pages', async () => {
    const { paper } = await prepare(await rotatedPdf());
    const crop = { x: 50, y: 80, width: 450, height: 700 };
    expect(paper.pages.slice(0, 4)).toEqual([
      { width: 450, height: 700, rotation: 0, crop, userUnit: 1 },
      { width: 700, height: 450, rotation: 90, crop, userUnit: 1 },
      { width: 450, height: 700, rotation: 180, crop, userUnit: 1 },
      { width: 700, height: 450, rotation: 270, crop, userUnit: 1 },
    ]);
    expect(paper.pages[4]).toMatchObject({ width: 1190, height: 1684, userUnit: 2 });
  });

  it('puts the words at the top and bottom of every page as seen, whatever its rotation', async () => {
    const { paper, path } = await prepare(await rotatedPdf());
    const marked = stamped(path, paper);
    expect(qpdfErrors(marked)).toBe('');
    const upright = popplerPixels(marked, 1, 60);
    for (const page of [1, 2, 3, 4]) {
      const image = popplerPixels(marked, page, 60);
      for (const [top, bottom] of [
        [0, 0.045],
        [0.955, 1],
      ] as const) {
        expect(inkShare(image, { left: 0.3, right: 0.7, top, bottom })).toBeGreaterThan(0.02);
        expect(inkShare(image, { left: 0, right: 0.15, top, bottom })).toBeLessThan(0.02);
      }
    }
    // Same shape, turned upside down: the stamp must come out pixel for pixel where the page itself is empty.
    const turned = popplerPixels(marked, 3, 60);
    const header = (image: typeof upright): string => sha256(image.rgb.subarray(0, image.width * 3 * Math.floor(image.height * 0.04)));
    expect(header(turned)).toBe(header(upright));
  });

  it('draws nothing while the window is blank, and keeps names out of the text when it is not', async () => {
    const { bytes } = await plainPdf(1);
    const source = await bytes();
    const { paper, path } = await prepare(source);
    expect(sha256(popplerPixels(path, 1, 60).rgb)).toBe(sha256(popplerPixels(writeTemporary('s.pdf', source), 1, 60).rgb));
    expect(plain(popplerPages(stamped(path, paper))[0] ?? '')).toBe('Page number 1');
  });

  it('stamps a page that leaves its graphics state changed as it stamps any other', async () => {
    const render = async (content: string): Promise<string> => {
      const document = await PDFDocument.create();
      const page = document.addPage([400, 400]);
      page.node.set(PDFName.of('Contents'), document.context.register(document.context.stream(content)));
      const { paper, path } = await prepare(await document.save());
      return sha256(popplerPixels(stamped(path, paper), 1, 50).rgb);
    };
    const expected = await render('q Q');
    expect(await render('q 0.3 0 0 0.3 40 90 cm')).toBe(expected);
    expect(await render('Q Q 0.3 0 0 0.3 40 90 cm')).toBe(expected);
    expect(await render('BT 0.5 0 0 0.5 9 9 Tm')).toBe(expected);
  });

  it('takes out everything that acts, and says what', async () => {
    const { paper, path } = await prepare(await hostilePdf());
    expect(paper.removed).toEqual([
      'additionalActions',
      'embeddedFiles',
      'importData',
      'javascript',
      'launch',
      'openAction',
      'remoteGoTo',
      'richMedia',
      'submitForm',
      'uri',
      'xfa',
    ]);
    const inside = unpacked(path);
    expect(inside).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction|AA|EmbeddedFiles|EF|RichMedia|XFA|SubmitForm|ImportData|GoToR|URI)\b/);
    expect(inside).not.toContain('evil');
    expect(inside).toMatch(/\/S \/GoTo\b/);
    expect(qpdfErrors(path)).toBe('');
  });

  it('keeps what readers need: outline, language, title, inner links', async () => {
    const demo = demoPapers().find((candidate) => candidate.key === 'A1-cloud');
    if (!demo) throw new Error('demo paper missing');
    const { paper, path } = await prepare(await demo.build());
    const inside = unpacked(path);
    expect(inside).toContain('/Outlines');
    expect(inside).toContain('/Lang (ar)');
    expect(paper.texts[0]).toContain('اللجنة العليا لتقنية المعلومات والاتصالات');
    expect(paper.texts.join('\n')).toContain('31/12/2018');
  });
});

describe('refusing a file', () => {
  const codeOf = async (bytes: Uint8Array, limits: Partial<PrepareLimits> = {}): Promise<unknown> => {
    const source = writeTemporary('source.pdf', bytes);
    const targetPath = join(dirname(source), 'prepared.pdf');
    const error: unknown = await preparePaper({ sourcePath: source, targetPath, limits }).catch((thrown: unknown) => thrown);
    expect(readdirSync(dirname(source))).toEqual(['source.pdf']);
    return (error as { code?: unknown }).code;
  };
  let good: Buffer;
  beforeAll(async () => {
    good = Buffer.from(await (await plainPdf(12)).bytes());
  });

  it('not_a_pdf: the magic is not at byte 0', async () => {
    expect(await codeOf(Buffer.from('PK\x03\x04 zip'))).toBe('not_a_pdf');
    expect(await codeOf(Buffer.concat([Buffer.from('<html>'), good]))).toBe('not_a_pdf');
  });
  it('truncated: no end mark', async () => expect(await codeOf(good.subarray(0, good.length - 200))).toBe('truncated'));
  it('empty: no bytes', async () => expect(await codeOf(Buffer.alloc(0))).toBe('empty'));
  it('too_large', async () => expect(await codeOf(good, { maxBytes: 1000 })).toBe('too_large'));
  it('too_many_pages', async () => expect(await codeOf(good, { maxPages: 11 })).toBe('too_many_pages'));
  it('too_complex: more objects than allowed', async () => expect(await codeOf(good, { maxObjects: 10 })).toBe('too_complex'));
  it('too_complex: out of time', async () => expect(await codeOf(good, { wallMs: 5 })).toBe('too_complex'));
  it('unreadable: a header and an end mark with rubbish between', async () =>
    expect(await codeOf(Buffer.from(`%PDF-1.7\n${'rubbish '.repeat(200)}\n%%EOF`))).toBe('unreadable'));
  it('encrypted: a password or none', async () => {
    const source = writeTemporary('plain.pdf', good);
    const locked = join(dirname(source), 'locked.pdf');
    execFileSync('qpdf', ['--encrypt', 'user', 'owner', '256', '--', source, locked]);
    expect(await codeOf(readFileSync(locked))).toBe('encrypted');
    execFileSync('qpdf', ['--encrypt', '', 'owner', '256', '--', source, locked]);
    expect(await codeOf(readFileSync(locked))).toBe('encrypted');
  });

  it('repairs a broken cross-reference table instead of refusing', async () => {
    const broken = Buffer.from(good.toString('latin1').replace(/startxref\n\d+/, 'startxref\n999999'), 'latin1');
    const { paper, path } = await prepare(broken);
    expect([paper.pages.length, qpdfErrors(path)]).toEqual([12, '']);
  });

  it('ends the child at once when aborted', async () => {
    const source = writeTemporary('source.pdf', good);
    const controller = new AbortController();
    const targetPath = join(dirname(source), 'prepared.pdf');
    const running = preparePaper({ sourcePath: source, targetPath, signal: controller.signal });
    setImmediate(() => controller.abort(new Error('upload cancelled')));
    await expect(running).rejects.toThrow('upload cancelled');
    expect(existsSync(targetPath)).toBe(false);
  });

  it('gives the child no right to read other files', async () => {
    const secret = writeTemporary('secret.txt', Buffer.from('secret'));
    const { nodeChild } = await import('../process/node-child.js');
    const here = `file://${__filename}`;
    const { command, parameters } = nodeChild(here, './prepare-entry', { read: [], write: [], heapMiB: 256 });
    const request = JSON.stringify({
      sourcePath: secret,
      repaired: false,
      targetPath: `${secret}.out`,
      plan: { marker: '%x', length: 100, formName: 'W' },
      limits: {},
    });
    const reply = JSON.parse(execFileSync(command, parameters, { input: request, encoding: 'utf8', env: {} })) as {
      ok: boolean;
      detail: string;
    };
    expect(reply).toMatchObject({ ok: false });
    expect(reply.detail).toMatch(/restricted|ERR_ACCESS_DENIED|permission/i);
    writeFileSync(secret, '');
  });
});
