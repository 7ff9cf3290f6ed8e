import type { AuditObject } from '@app/contracts';

export const auditObject = {
  body: 'جهة',
  meeting: 'اجتماع',
  item: 'بند',
  document: 'وثيقة',
  version: 'إصدار وثيقة',
  view: 'اطلاع على وثيقة',
  hit: 'نتيجة بحث',
  releaseAsk: 'سؤال عن إتاحة',
  labelRequest: 'طلب تخفيف تصنيف',
  producer: 'بث يرسله',
  consumer: 'بث يستقبله',
  system: 'النظام',
} satisfies Record<AuditObject, string>;
