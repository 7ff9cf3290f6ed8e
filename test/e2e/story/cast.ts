import type { Label } from '@app/contracts';
import { PaperBuilder } from '@app/pdf';
import { DEMO_MEETINGS } from '../../../apps/agenda/src/demo/meetings.js';
import { BODIES, PERSONAS } from '../../../apps/agenda/src/demo/personas.js';
import type { Words } from '../words.js';

export const TITLE = { ar: 'اجتماع تنسيق الخدمات المشتركة', en: 'Coordination of shared services' };
export const REPORT = { ar: 'تقرير الخدمات المشتركة', en: 'Shared services report' };
export const NETWORK = {
  cover: { ar: 'بند الشبكة', en: 'Network item' },
  title: { ar: 'خطة الربط المرحلية', en: 'Phased interconnection plan' },
};
export const JOINT = {
  cover: { ar: 'بند بين وفدين', en: 'Item of two delegations' },
  title: { ar: 'مشروع المفتاح الموحّد', en: 'The single key project' },
};
export const INDICATORS = 'Indicators 2026';
export const ANNEX = 'Annex A';
export const PLAN = 'خطة الربط';
export const SECRET_PAPER = 'Single key design';
/** A line of the paper that both mark and search. */
export const LINE = `${INDICATORS} page 1`;
export const DEMO_A = DEMO_MEETINGS.find(({ key }) => key === 'A');
export const PAGES = 12;

export function gcc(): (typeof BODIES)[number] & { releasableTo: Label['releasableTo'] } {
  const body = BODIES.find(({ key }) => key === 'gcc');
  if (!body) throw new Error('no such body');
  return body as (typeof BODIES)[number] & { releasableTo: Label['releasableTo'] };
}

export function nameOf(key: string, words: Words): string {
  const persona = PERSONAS.find((one) => one.key === key);
  if (!persona) throw new Error(`no persona ${key}`);
  return words.pick(persona.name);
}

/** A paper in Arabic, as a word processor would make it. */
export async function arabicPaper(): Promise<Uint8Array> {
  const paper = await PaperBuilder.create({ language: 'ar', title: PLAN });
  paper
    .heading(PLAN)
    .paragraph('تبدأ المرحلة الأولى في الإمارات والرَّبط مع بقية الدول في ١٢ رجب، وتُعرض النتائج على اللجنة.')
    .paragraph('وتلي ذلك مرحلة القياس.');
  return paper.build();
}
