import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pageCount, qpdfErrors, temporaryFolder } from '../testing/pdf-tools.js';
import { PaperRejected } from './paper.types.js';
import { preparePaper } from './prepare-paper.js';

/** Real files, some broken, encrypted or hostile on purpose; beside the repository, never inside it. */
const CORPUS = resolve(__dirname, '../../../../../shared/pdf');
const LIMITS = { wallMs: 120_000, cpuSeconds: 20 };
/** Every n-th file in the unit tier; `MAJLIS_CORPUS=all` runs them all. */
const EVERY = process.env.MAJLIS_CORPUS === 'all' ? 1 : 12;
/** The ones that taught us something are always run. */
const ALWAYS = [
  'bomb_giant.pdf',
  'REDHAT-1531897-0.pdf',
  'zero_descent.pdf',
  '160F-2019.pdf',
  'issue6069.pdf',
  'print_protection.pdf',
  'issue16067.pdf',
];
const LANES = 2;

const files = existsSync(CORPUS)
  ? readdirSync(CORPUS)
      .filter((name) => name.endsWith('.pdf'))
      .sort()
  : [];
const chosen = files.filter((name, i) => i % EVERY === 0 || ALWAYS.includes(name));
if (files.length === 0) console.warn('corpus of real PDFs not found beside the repository: skipped');

(files.length > 0 ? describe : describe.skip)('the corpus', () => {
  it(`every one of ${chosen.length} files is prepared clean or refused with a code`, async () => {
    const counts = new Map<string, number>();
    const faults: string[] = [];
    const folder = temporaryFolder();
    const check = async (name: string): Promise<string> => {
      const targetPath = join(folder, name);
      try {
        const paper = await preparePaper({ sourcePath: join(CORPUS, name), targetPath, limits: LIMITS });
        const errors = qpdfErrors(targetPath);
        if (errors) faults.push(`${name}: ${errors}`);
        if (pageCount(targetPath) !== paper.pages.length || paper.texts.length !== paper.pages.length) faults.push(`${name}: page count`);
        return 'prepared';
      } catch (error) {
        if (error instanceof PaperRejected) return error.code;
        faults.push(`${name}: ${String(error)}`);
        return 'fault';
      }
    };
    const queue = [...chosen];
    const lane = async (): Promise<void> => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
        const outcome = await check(name);
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    console.info(`corpus: ${JSON.stringify(Object.fromEntries(counts))}`);
    expect(faults).toEqual([]);
    expect(counts.get('prepared')).toBeGreaterThan(chosen.length * 0.6);
  }, 3_600_000);
});
