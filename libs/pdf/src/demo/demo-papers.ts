import { PaperBuilder, type Cover } from '../compose/paper-builder.js';
import type { DemoContent } from './demo-content.js';
import { meetingAFirst } from './meeting-a-first.js';
import { meetingASecond } from './meeting-a-second.js';
import { meetingAEnglish } from './meeting-a-english.js';
import { meetingB } from './meeting-b.js';
import { meetingBSecond } from './meeting-b-second.js';

/** One paper of the demo scenario. */
export interface DemoPaper {
  /** Stable key such as `A1-cloud`. */
  key: string;
  meeting: 'A' | 'B';
  /** Agenda item number, one-based. */
  item: number;
  language: 'ar' | 'en';
  title: string;
  /** File name as an official would upload it, with `.pdf`. */
  fileName: string;
  build(): Promise<Uint8Array>;
}

/** Dates of the two meetings as worded on the covers, in both calendars. */
export interface DemoDates {
  A: { ar: string; en: string };
  B: { ar: string; en: string };
}

const DATES: DemoDates = {
  A: { ar: 'الأحد ١٢ جمادى الآخرة ١٤٤٨ هـ — ٢٢ نوفمبر ٢٠٢٦ م', en: 'Sunday, 12 Jumada al-Akhirah 1448 AH — 22 November 2026' },
  B: { ar: 'الثلاثاء ١٤ جمادى الآخرة ١٤٤٨ هـ — ٢٤ نوفمبر ٢٠٢٦ م', en: 'Tuesday, 14 Jumada al-Akhirah 1448 AH — 24 November 2026' },
};
const HEADS: Record<'A' | 'B', Record<'ar' | 'en', Pick<Cover, 'state' | 'body' | 'meeting'>>> = {
  A: {
    ar: { state: 'مملكة البحرين', body: 'اللجنة العليا لتقنية المعلومات والاتصالات', meeting: 'الاجتماع الثاني عشر' },
    en: { state: 'Kingdom of Bahrain', body: 'Supreme Committee for Information and Communication Technology', meeting: 'Twelfth meeting' },
  },
  B: {
    ar: {
      state: 'مجلس التعاون لدول الخليج العربية',
      body: 'لجنة برامج الحكومة الإلكترونية بدول مجلس التعاون',
      meeting: 'الاجتماع الدوري عن بُعد',
    },
    en: {
      state: 'Cooperation Council for the Arab States of the Gulf',
      body: 'GCC e-Government Programmes Committee',
      meeting: 'Regular remote meeting',
    },
  },
};

/** The papers of both demo meetings (one or two per item; some in both languages). */
export function demoPapers(dates: DemoDates = DATES): DemoPaper[] {
  return [...meetingAFirst, ...meetingASecond, ...meetingAEnglish, ...meetingB, ...meetingBSecond]
    .sort((a, b) => a.meeting.localeCompare(b.meeting) || a.item - b.item || a.language.localeCompare(b.language))
    .map((content) => {
      const { key, meeting, item, language, title, fileName } = content;
      return { key, meeting, item, language, title, fileName, build: () => build(content, dates) };
    });
}

async function build(content: DemoContent, dates: DemoDates): Promise<Uint8Array> {
  const { language, meeting, title, submittedBy } = content;
  const builder = await PaperBuilder.create({ language, title });
  const item = language === 'ar' ? `البند ${content.item}` : `Item ${content.item}`;
  builder.cover({ ...HEADS[meeting][language], item, title, date: dates[meeting][language], submittedBy });
  for (const block of content.blocks) {
    switch (block.kind) {
      case 'heading':
        builder.heading(block.text);
        break;
      case 'subheading':
        builder.heading(block.text, 2);
        break;
      case 'paragraph':
        builder.paragraph(block.text);
        break;
      case 'bullets':
        builder.bullets(block.items);
        break;
      case 'table':
        builder.table(block.table);
        break;
      case 'figure':
        builder.figure(block.figure);
        break;
    }
  }
  return builder.build();
}
