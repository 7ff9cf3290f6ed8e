import type { MeetingState, Role, SystemRole } from '@app/contracts';

export const level = {
  everyState: 'كل الدول',
  levelField: 'الدرجة',
  caveatsField: 'القيود',
  caveatsHelp: 'رموز لاتينية كبيرة تفصل بينها مسافة، مثل CYBER',
  caveatsInvalid: 'كل رمز حرفان على الأقل من A إلى Z، وقد تتبعها أرقام.',
  releasableField: 'يُتاح لـ',
  releasableEvery: 'كل الدول',
  releasableEmpty: 'اختر دولة واحدة على الأقل.',
  releasableOrigin: 'يجب أن تكون دولة الإصدار بينها: {country}.',
  originatorField: 'دولة الإصدار',
  originatorChosen: 'لا تتغيّر بعد ذلك. ولهذه الدولة وحدها تخفيف التصنيف ومعرفة من قرأ.',
  originatorFixed: 'لا تتغيّر: هي الدولة التي صدرت عنها الوثيقة.',
  onlyStricter: 'يمكن هنا تشديد التصنيف فقط. تخفيفه يحتاج إلى شخصين مخوّلين.',
};

export const role = {
  chair: 'رئيس',
  secretary: 'أمين السر',
  member: 'عضو',
  alternate: 'مناوب',
  expert: 'خبير',
  observer: 'مراقب',
  interpreter: 'مترجم',
  systemAdministrator: 'مدير النظام',
  securityOfficer: 'ضابط الأمن',
  auditor: 'مدقق',
} satisfies Record<Role | SystemRole, string>;

export const meetingState = {
  draft: 'مسودة',
  published: 'منشور',
  inSession: 'منعقد',
  adjourned: 'مرفوع',
  closed: 'منتهٍ',
  archived: 'مؤرشف',
} satisfies Record<MeetingState, string>;
