import type { Bilingual, Level, Role, SystemRole } from '@app/contracts';

export interface Persona {
  readonly key: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly country: string;
  readonly level: Level;
  readonly caveats: readonly string[];
  readonly systemRole: SystemRole | null;
}

const official = (
  key: string,
  country: string,
  level: Level,
  caveats: string[],
  ar: string,
  en: string,
  descriptionAr: string,
  descriptionEn: string,
): Persona => ({
  key,
  country,
  level,
  caveats,
  name: { ar, en },
  description: { ar: descriptionAr, en: descriptionEn },
  systemRole: null,
});
const keeper = (key: string, systemRole: SystemRole, ar: string, en: string, descriptionAr: string, descriptionEn: string): Persona => ({
  ...official(key, 'BH', 0, [], ar, en, descriptionAr, descriptionEn),
  systemRole,
});

/** The scenario's people, in the order of the sign-in page. All are roles; none is a real person. */
export const PERSONAS: readonly Persona[] = [
  official(
    'secretary-bh',
    'BH',
    3,
    ['CYBER', 'NET'],
    'أمين سر اللجنة العليا',
    'Secretary, Supreme Committee',
    'يعدّ الاجتماعات ويرفع الوثائق',
    'Prepares meetings and uploads papers',
  ),
  official(
    'chair-bh',
    'BH',
    4,
    ['CYBER', 'NET'],
    'رئيس اللجنة العليا',
    'Chair, Supreme Committee',
    'يرأس الاجتماع ويقود العرض',
    'Chairs the meeting and leads the papers',
  ),
  official(
    'member-bh',
    'BH',
    2,
    [],
    'عضو اللجنة العليا',
    'Member, Supreme Committee',
    'لا يرى من البند الخامس إلا عنوانه المعلن',
    'Sees only the cover title of item 5',
  ),
  official('expert-bh', 'BH', 0, [], 'خبير تقني', 'Technical expert', 'يرى ما هو عام فقط', 'Sees only what is public'),
  official(
    'head-kw',
    'KW',
    2,
    ['NET'],
    'رئيس وفد الكويت',
    'Head of delegation, Kuwait',
    'خارج البند المشترك في اجتماع الوفود',
    'Outside the joint item of the delegations’ meeting',
  ),
  official(
    'head-sa',
    'SA',
    3,
    ['NET'],
    'رئيس وفد السعودية',
    'Head of delegation, Saudi Arabia',
    'يحضر جميع بنود اجتماع الوفود',
    'Attends every item of the delegations’ meeting',
  ),
  official('alternate-qa', 'QA', 1, [], 'مناوب وفد قطر', 'Alternate, Qatar', 'مصرّح له حتى مستوى خاص', 'Cleared up to restricted'),
  official(
    'head-ae',
    'AE',
    2,
    ['NET'],
    'رئيس وفد الإمارات',
    'Head of delegation, United Arab Emirates',
    'عضو في اجتماع الوفود',
    'Member of the delegations’ meeting',
  ),
  official(
    'head-om',
    'OM',
    2,
    ['NET'],
    'رئيس وفد عُمان',
    'Head of delegation, Oman',
    'عضو في اجتماع الوفود',
    'Member of the delegations’ meeting',
  ),
  official('interpreter', 'BH', 2, ['NET'], 'مترجم فوري', 'Interpreter', 'عربي ⇄ إنجليزي', 'Arabic ⇄ English'),
  official(
    'sign-interpreter',
    'BH',
    2,
    ['NET'],
    'مترجم لغة الإشارة',
    'Sign-language interpreter',
    'يترجم بلغة الإشارة',
    'Interprets in sign language',
  ),
  official('observer-tn', 'TN', 0, [], 'مراقب من وفد تونس', 'Observer, Tunisia', 'لا يرى إلا ما هو عام', 'Sees nothing that is not public'),
  keeper(
    'security-officer',
    'securityOfficer',
    'ضابط الأمن',
    'Security officer',
    'يمنح التصاريح ولا يقرأ الوثائق',
    'Grants clearances, reads no papers',
  ),
  keeper(
    'security-officer-2',
    'securityOfficer',
    'ضابط الأمن الثاني',
    'Second security officer',
    'يؤكد ما اقترحه الضابط الأول',
    'Confirms what the first officer proposed',
  ),
  keeper(
    'administrator',
    'systemAdministrator',
    'مدير النظام',
    'System administrator',
    'يدير النظام ولا يقرأ الوثائق',
    'Runs the system, reads no papers',
  ),
  keeper('auditor', 'auditor', 'المدقق', 'Auditor', 'يقرأ سجل التدقيق ولا يقرأ الوثائق', 'Reads the audit trail, reads no papers'),
];

/** Descriptions by key, in the order of the sign-in page. */
export function personaDescriptions(): Map<string, Bilingual> {
  return new Map(PERSONAS.map(({ key, description }) => [key, description]));
}

export interface DemoBody {
  readonly key: 'supreme' | 'gcc' | 'bilateral' | 'workshop';
  readonly name: Bilingual;
  readonly level: Level;
  readonly releasableTo: readonly string[];
  readonly members: readonly (readonly [persona: string, role: Role])[];
}

const SIX = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'] as const;

export const BODIES: readonly DemoBody[] = [
  {
    key: 'supreme',
    name: { ar: 'اللجنة العليا لتقنية المعلومات والاتصالات', en: 'Supreme Committee for ICT' },
    level: 0,
    releasableTo: ['BH'],
    members: [
      ['chair-bh', 'chair'],
      ['secretary-bh', 'secretary'],
      ['member-bh', 'member'],
      ['expert-bh', 'expert'],
    ],
  },
  {
    key: 'gcc',
    name: { ar: 'لجنة برامج الحكومة الإلكترونية بدول مجلس التعاون', en: 'GCC e-Government Programmes Committee' },
    level: 1,
    releasableTo: SIX,
    members: [
      ['chair-bh', 'chair'],
      ['secretary-bh', 'secretary'],
      ['head-ae', 'member'],
      ['head-sa', 'member'],
      ['head-om', 'member'],
      ['alternate-qa', 'alternate'],
      ['head-kw', 'member'],
      ['interpreter', 'interpreter'],
      ['sign-interpreter', 'interpreter'],
    ],
  },
  {
    key: 'bilateral',
    name: { ar: 'جلسات ثنائية', en: 'Bilateral sessions' },
    level: 1,
    releasableTo: ['BH', 'SA'],
    members: [
      ['chair-bh', 'chair'],
      ['secretary-bh', 'secretary'],
      ['head-sa', 'member'],
    ],
  },
  {
    key: 'workshop',
    name: { ar: 'ورشة عمل مع وفود زائرة', en: 'Workshop with visiting delegations' },
    level: 0,
    releasableTo: ['ALL'],
    members: [
      ['chair-bh', 'chair'],
      ['secretary-bh', 'secretary'],
      ['observer-tn', 'observer'],
    ],
  },
];
