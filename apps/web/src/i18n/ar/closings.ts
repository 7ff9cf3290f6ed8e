import type { CloseReason } from '@app/contracts';

export const closingWhat = {
  rejudge: 'تغيّر ما يحق لك الاطلاع عليه.',
  session_ended: 'انتهت جلستك.',
  shutting_down: 'يُعاد تشغيل الخادم.',
  flooding: 'رسائل كثيرة من هذا الجهاز.',
  protocol: 'الصفحة أقدم من الخادم.',
} satisfies Record<CloseReason, string>;

export const closingSafe = {
  rejudge: 'ملاحظاتك محفوظة.',
  session_ended: 'ملاحظاتك محفوظة.',
  shutting_down: 'ملاحظاتك محفوظة.',
  flooding: 'ملاحظاتك محفوظة.',
  protocol: 'ملاحظاتك محفوظة.',
} satisfies Record<CloseReason, string>;

export const closingCure = {
  rejudge: 'نعيد وصلك تلقائياً بما هو متاح لك الآن.',
  session_ended: 'سجّل الدخول من جديد.',
  shutting_down: 'نعاود الاتصال بعد لحظات.',
  flooding: 'نعاود الاتصال بعد ثوانٍ.',
  protocol: 'أعد تحميل الصفحة.',
} satisfies Record<CloseReason, string>;
