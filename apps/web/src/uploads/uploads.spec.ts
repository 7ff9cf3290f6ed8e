import type { PaperDocument, UploadDetails } from '@app/contracts';
import { Scope } from '../state';
import { ApiError } from '../wire/api-error';
import { titleOfFile } from './check-file';
import { Uploads } from './uploads.view-model';

const pdf = (name: string) => new File(['%PDF-1.7 …'], name, { type: 'application/pdf' });
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function setUp() {
  const sent: {
    name: string;
    details: UploadDetails;
    finish(document: PaperDocument): void;
    fail(error: unknown): void;
    progress(share: number): void;
    signal: AbortSignal;
  }[] = [];
  const uploads = new Uploads(
    new Scope(),
    (_, file, { details, onProgress, signal }) =>
      new Promise((finish, fail) => {
        signal.addEventListener('abort', () => fail(new ApiError('cancelled')));
        sent.push({ name: file.name, details, finish, fail, progress: onProgress, signal });
      }),
    null,
  );
  return { uploads, sent, states: () => uploads.list.value.map(({ fileName, state }) => [fileName, state.status]) };
}

describe('Uploads', () => {
  it('sends two at once and the next when one is done', async () => {
    const { uploads, sent, states } = setUp();
    const done = jest.fn();
    uploads.onDone(done);
    uploads.add('item', [pdf('a.pdf'), pdf('b.pdf'), pdf('c.pdf')]);
    await settle();
    expect(sent.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf']);
    sent[0]?.finish({ id: 'd' } as PaperDocument);
    await settle();
    expect(done).toHaveBeenCalledWith({ id: 'd' });
    expect(states()).toEqual([
      ['b.pdf', 'sending'],
      ['c.pdf', 'sending'],
    ]);
  });

  it('refuses at once what is no PDF or empty, without sending it', async () => {
    const { uploads, sent } = setUp();
    uploads.add('item', [new File(['hello'], 'a.pdf'), new File([], 'b.pdf')]);
    await settle();
    expect(sent).toEqual([]);
    expect(uploads.list.value.map(({ state }) => state.status === 'failed' && state.error.code)).toEqual(['file_not_pdf', 'file_empty']);
  });

  it('says why the server refused one, and tries again', async () => {
    const { uploads, sent, states } = setUp();
    const details: UploadDetails = { label: { level: 1, caveats: [], releasableTo: ['BH', 'SA'], originator: 'SA' } };
    uploads.add('item', [pdf('a.pdf')], details);
    await settle();
    sent[0]?.fail(new ApiError('upload_cut_off'));
    await settle();
    expect(states()).toEqual([['a.pdf', 'failed']]);
    uploads.retry(uploads.list.value[0]?.id ?? 0);
    await settle();
    expect(sent.map((one) => one.details)).toEqual([details, details]);
  });

  it('stops one that is dismissed', async () => {
    const { uploads, sent, states } = setUp();
    uploads.add('item', [pdf('a.pdf')]);
    await settle();
    uploads.dismiss(uploads.list.value[0]?.id ?? 0);
    await settle();
    expect(sent[0]?.signal.aborted).toBe(true);
    expect(states()).toEqual([]);
  });

  it('takes titles from file names', () => {
    expect(titleOfFile('تقرير_سير  العمل.PDF')).toBe('تقرير سير العمل');
  });
});
