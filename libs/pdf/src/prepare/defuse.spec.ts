import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { qpdfErrors, temporaryFolder, unpacked, writeTemporary } from '../testing/pdf-tools.js';
import { rawPages, rawStream, type RawPage } from '../testing/raw-pdf.js';
import { preparePaper } from './prepare-paper.js';
import type { PreparedPaper } from './paper.types.js';

jest.setTimeout(60_000);

/** What acts, in the words of the format, and what the samples below would do. */
const ACTIVE =
  /\/(JavaScript|JS|Launch|URI|GoToR|GoToE|SubmitForm|ImportData|Rendition|Hide|ResetForm|SetOCGState|Trans|Thread|AA|PA|EF|EmbeddedFiles?|AF|XFA|AcroForm|RichMedia|OPI|Ref|NA|PresSteps|Perms|Collection)\b|payload/;

/** Objects 3 onwards. Each hides a word or an action from whoever looks only at what is written on the spot. */
const EXTRAS = [
  '/JavaScript',
  '/URI',
  '3 0 R',
  '<</S/JavaScript/JS(payload shared)/K 0/P 7 0 R/Type/StructElem>>',
  '<</Type/StructTreeRoot/K[6 0 R]/ParentTree<</Nums[]>>>>',
  '<</Title(b)/Parent 9 0 R/A<</S 4 0 R/URI(payload outline)>>/AA<</O 6 0 R>>>>',
  '<</First 8 0 R/Last 8 0 R/Count 1>>',
  rawStream('payload script of a stream'),
  rawStream('', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F(payload other file)/Page 0>>/OPI<</2.0<</F(payload)>>>>'),
  '<</Kids[null 13 0 R]>>',
  '<</Names[(a)<</D[14 0 R/Fit]/S/Launch/F(payload)>>(b)<</S 3 0 R/JS 10 0 R>>]>>',
];
const action = (entries: string): string => `/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<<${entries}>>>>]`;

const BYPASSES: Record<string, string> = {
  'an action that says /K': action('/S/JavaScript/JS(payload)/K 0'),
  'an action that says it is a structure element': action('/Type/StructElem/S/Launch/F(payload)'),
  'a kind by reference': action('/S 3 0 R/JS(payload)'),
  'a kind by reference to a reference': action('/S 5 0 R/JS 10 0 R'),
  'an address by reference': action('/S 4 0 R/URI(payload)'),
  'escapes in names': action('/#53/#4aava#53cript/#4A#53(payload)'),
  'something that follows': action('/S/GoTo/D[0/Fit]/Next[<</S/GoTo/D[0/Fit]/Next<</S 3 0 R/JS(payload)>>>>]'),
  'an action nobody knows': action('/S/Payload/F(payload)'),
  'a command of one program': action('/S/Named/N/payload'),
  'hiding and showing': action('/S/Hide/T(payload)'),
  'layers switched': action('/S/SetOCGState/State[/ON 3 0 R]/Type(payload)'),
  'where a link once went': '/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest[0/Fit]/PA<</S/URI/URI(payload)>>>>]',
  'a kind of annotation by reference': '/Annots[<</Subtype 4 0 R/Rect[0 0 9 9]/A<</S/URI/URI(payload)>>>>]',
  'a field under the pointer': '/Annots[<</Subtype/Widget/FT/Btn/T(payload)/Rect[0 0 9 9]/AA<</E<</S 3 0 R/JS(payload)>>>>>>]',
  'a field that inherits': '/Annots[<</Subtype/Widget/Rect[0 0 9 9]/Parent<</FT/Tx/T(a)/AA<</K<</S 3 0 R/K 0/JS(payload)>>>>>>>>]',
  'a page that opens': '/AA<</O<</S 5 0 R/K 0/JS(payload)>>>>',
  'a page that is presented': '/PresSteps<</Type/NavNode/NA<</S/JavaScript/JS(payload)>>>>',
  'an object shared with the structure tree': '/Annots[<</Subtype/Link/Rect[0 0 9 9]/A 6 0 R>>]',
  'an attached file': '/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(payload)/EF<</F 10 0 R>>>>>>]',
  'an associated file': '/AF[<</Type/Filespec/F(payload)/EF<</F 10 0 R>>>>]',
};
const CATALOG = [
  '/OpenAction<</S 3 0 R/Type/StructElem/JS(payload)>>',
  '/AA<</WC<</S 3 0 R/JS(payload)>>>>',
  '/Names<</JavaScript<</Names[(a)6 0 R]>>/EmbeddedFiles<</Names[(payload)<</EF<</F 10 0 R>>>>]>>/Dests 12 0 R>>',
  '/Outlines 9 0 R/StructTreeRoot 7 0 R/URI<</Base(payload)>>/Collection<<>>/Perms<<>>',
  '/AcroForm<</Fields[]/XFA 10 0 R/CO[]>>/PageMode/UseAttachments',
].join('');

async function prepare(source: string): Promise<{ paper: PreparedPaper; path: string }> {
  const path = join(temporaryFolder(), 'prepared.pdf');
  return { paper: await preparePaper({ sourcePath: source, targetPath: path }), path };
}

function expectHarmless(path: string): void {
  expect(qpdfErrors(path)).toBe('');
  const found = unpacked(path)
    .split('\n')
    .filter((line) => ACTIVE.test(line));
  expect(found).toEqual([]);
  // Short names may turn up in compressed data by chance.
  expect(readFileSync(path, 'latin1')).not.toMatch(/JavaScript|Launch|SubmitForm|EmbeddedFile|payload/);
}

describe('an action does not pass for something else', () => {
  const pages: RawPage[] = Object.values(BYPASSES).map((entries) => ({ entries, content: '/X Do', resources: '/XObject<</X 11 0 R>>' }));

  it('all at once, with the catalog, in plain objects and in object streams', async () => {
    const plain = writeTemporary('all.pdf', rawPages(pages, EXTRAS, CATALOG));
    const packed = join(temporaryFolder(), 'packed.pdf');
    execFileSync('qpdf', ['--warning-exit-0', '--object-streams=generate', plain, packed], { stdio: 'ignore' });
    for (const source of [plain, packed]) {
      const { paper, path } = await prepare(source);
      expectHarmless(path);
      expect(paper.removed).toEqual(
        expect.arrayContaining(['additionalActions', 'embeddedFiles', 'javascript', 'launch', 'openAction', 'uri', 'xfa']),
      );
      // Bookmarks and named places themselves stay.
      expect(unpacked(path)).toMatch(/\/Title \(b\)/);
    }
  });

  it('an object our parser does not understand is not copied as it is', async () => {
    const broken = rawPages(
      [{ entries: '/Annots[<</Subtype/Link/Rect[0 0 9 9]/A 3 0 R>>]/Metadata 3 0 R' }],
      ['<</S/JavaScript/JS(payload) ]] >>'],
    );
    const { path } = await prepare(writeTemporary('broken.pdf', broken));
    expectHarmless(path);
  });
});

describe('what stays', () => {
  it('links, bookmarks and names that go to a page of this paper', async () => {
    const place = '[4 0 R/XYZ 1 2 null]';
    const links = [`/Dest${place}`, `/A<</S/GoTo/D${place}>>`, '/A<</S/GoTo/D(name)>>', '/A<</S/Named/N/NextPage>>', '/Dest[3 0 R/Fit]'];
    const annotations = links.map((target) => `<</Subtype/Link/Rect[0 0 9 9]${target}>>`).join('');
    const catalog = `/OpenAction${place}/Names<</Dests<</Names[(name)<</D${place}>>]>>>>/ViewerPreferences<</Direction/R2L/ViewArea/ArtBox>>`;
    const source = writeTemporary('links.pdf', rawPages([{ entries: `/Annots[${annotations}]` }], ['<</No/Page>>'], catalog));
    const { paper, path } = await prepare(source);
    const inside = unpacked(path);
    expect(paper.removed).toEqual([]);
    expect(inside.match(/\/Subtype \/Link/g)).toHaveLength(4);
    expect(inside.match(/\/S \/GoTo\b/g)).toHaveLength(2);
    expect(inside.match(/\/XYZ/g)).toHaveLength(4);
    expect(inside).toMatch(/\/N \/NextPage/);
    expect(inside).toMatch(/\/Direction \/R2L/);
    expect(inside).not.toMatch(/ViewArea|\/No\b/);
  });

  it('a font or a picture whose name is that of an action key', async () => {
    const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
    const picture = rawStream('', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]');
    const page = { content: 'BT /AA 9 Tf (x) Tj ET /JS Do', resources: `/Font<</AA 3 0 R>>/XObject<</JS 4 0 R>>` };
    const { path } = await prepare(writeTemporary('names.pdf', rawPages([page], [font, picture])));
    expect(unpacked(path)).toMatch(/\/AA \d+ 0 R/);
    expect(unpacked(path)).toMatch(/\/JS \d+ 0 R/);
  });

  it('the structure of a tagged paper, which now points into the form', async () => {
    const structure = [
      '<</Type/StructTreeRoot/K 4 0 R/ParentTree<</Nums[0[4 0 R]]>>>>',
      '<</Type/StructElem/S/P/P 3 0 R/Pg 5 0 R/K[0<</Type/MCR/MCID 1>>]>>',
    ];
    const page = { content: '/P <</MCID 0>> BDC EMC /P <</MCID 1>> BDC EMC', entries: '/StructParents 0' };
    const { path } = await prepare(
      writeTemporary('tagged.pdf', rawPages([page], structure, '/StructTreeRoot 3 0 R/MarkInfo<</Marked true>>')),
    );
    const inside = unpacked(path);
    expect(inside.match(/\/Stm \d+ 0 R/g)).toHaveLength(2);
    expect(inside.match(/\/StructParents 0/g)).toHaveLength(2);
  });
});
