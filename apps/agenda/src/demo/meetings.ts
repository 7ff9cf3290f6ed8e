import type { Bilingual, ItemType, Label } from '@app/contracts';
import type { DemoBody } from './personas.js';

export interface DemoItem {
  readonly cover: Bilingual;
  readonly title?: Bilingual;
  readonly type: ItemType;
  readonly minutes: number;
  readonly label: Label;
}

export interface DemoMeeting {
  readonly key: 'A' | 'B';
  readonly body: DemoBody['key'];
  /** The number the series continues from. */
  readonly number: number;
  readonly title: Bilingual;
  readonly label: Label;
  readonly sites: readonly string[];
  /** Days from the first start, and the hour in the home site's clock (UTC+3). */
  readonly inDays: number;
  readonly hour: number;
  readonly items: readonly DemoItem[];
}

const SIX: [string, ...string[]] = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'];
const bh = (level: Label['level'], ...caveats: string[]): Label => ({ level, caveats, releasableTo: ['BH'], originator: 'BH' });
const six = (level: Label['level'], ...caveats: string[]): Label => ({ level, caveats, releasableTo: SIX, originator: 'BH' });

/** SCENARIO: the two meetings of the demo. */
export const DEMO_MEETINGS: readonly DemoMeeting[] = [
  {
    key: 'A',
    body: 'supreme',
    number: 12,
    title: { ar: 'الاجتماع الثاني عشر للجنة العليا', en: 'Twelfth meeting of the Supreme Committee' },
    label: bh(0),
    sites: ['BH'],
    inDays: 1,
    hour: 10,
    items: [
      {
        cover: { ar: 'تقرير سير العمل', en: 'Progress report' },
        title: {
          ar: 'تقرير الانتقال إلى الحوسبة السحابية وتدشين مركز بيانات مزوّد الخدمة',
          en: 'Move to cloud computing; opening of the provider’s data centre',
        },
        type: 'information',
        minutes: 20,
        label: bh(1),
      },
      { cover: { ar: 'إنجازات وإحصاءات 2018', en: '2018 achievements and statistics' }, type: 'decision', minutes: 15, label: bh(0) },
      { cover: { ar: 'حوكمة تقنية المعلومات 2016–2018', en: 'ICT governance 2016–2018' }, type: 'information', minutes: 15, label: bh(1) },
      { cover: { ar: 'المشاريع المنجزة', en: 'Completed projects' }, type: 'information', minutes: 10, label: bh(0) },
      {
        cover: { ar: 'بند أمني', en: 'Security item' },
        title: { ar: 'برنامج «ثقة» لحماية وتعزيز أمن المعلومات', en: 'Thiqa, the information-security programme: findings per agency' },
        type: 'decision',
        minutes: 20,
        label: bh(3, 'CYBER'),
      },
      {
        cover: { ar: 'جائزة التميز — الدورة العاشرة', en: 'Excellence award, 10th edition' },
        type: 'information',
        minutes: 10,
        label: bh(0),
      },
      {
        cover: { ar: 'الاستراتيجية المقبلة', en: 'Next strategy' },
        title: { ar: 'إعداد استراتيجية الحكومة الإلكترونية المقبلة', en: 'Preparing the next e-government strategy' },
        type: 'decision',
        minutes: 20,
        label: bh(2),
      },
    ],
  },
  {
    key: 'B',
    body: 'gcc',
    number: 1,
    title: { ar: 'الاجتماع الدوري عن بُعد', en: 'Regular remote meeting' },
    label: six(1),
    sites: SIX,
    inDays: 0,
    hour: 13,
    items: [
      { cover: { ar: 'اعتماد جدول الأعمال والمحضر السابق', en: 'Agenda and last minutes' }, type: 'decision', minutes: 10, label: six(1) },
      { cover: { ar: 'مؤشرات الأداء والجودة', en: 'Quality and performance indicators' }, type: 'information', minutes: 25, label: six(1) },
      {
        cover: { ar: 'الربط عبر شبكة الحكومة الإلكترونية الخليجية', en: 'The GCC e-government network' },
        type: 'decision',
        minutes: 25,
        label: six(2, 'NET'),
      },
      {
        cover: { ar: 'بند مشترك', en: 'Joint item' },
        type: 'decision',
        minutes: 20,
        label: { level: 3, caveats: [], releasableTo: ['BH', 'SA'], originator: 'BH' },
      },
      {
        cover: { ar: 'التوصيات وصياغة التقرير الختامي', en: 'Recommendations and final report' },
        type: 'decision',
        minutes: 20,
        label: six(1),
      },
    ],
  },
];
