import type { AuditReason } from '@app/contracts';

export const auditReason = {
  missing: 'لا يوجد، أو لا تُظهره قاعدة البيانات له',
  inactive: 'الحساب غير نشط',
  assurance: 'دخوله أضعف مما تتطلبه الدرجة',
  fresh: 'لم يثبت هويته حديثاً',
  clearance: 'الدرجة أعلى من تصريحه',
  ceiling: 'الدرجة أعلى من سقف المكان',
  caveat: 'ليس له أحد القيود',
  release: 'غير متاح لدولته',
  role: 'صفته لا تخوّله ذلك الآن',
  list: 'ليس في القائمة',
  originator: 'ليس من جهة الإصدار',
  second: 'يلزم شخص آخر',
  recused: 'متنحٍّ',
  embargo: 'محظورة إلى موعد',
  withdrawn: 'مسحوبة',
} satisfies Record<AuditReason, string>;
