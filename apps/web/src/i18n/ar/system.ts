export const system = {
  accountsTitle: 'الحسابات',
  administratorNote: 'صفة «مدير النظام» تدير الحسابات وتشغّل المنصة، ولا تقرأ أي وثيقة ولا عنوان بند.',
  securityOfficerNote: 'صفة «ضابط الأمن» تمنح التصاريح وتراجعها، ولا تقرأ أي وثيقة ولا عنوان بند.',
  auditorNote: 'صفة «مدقق» تقرأ سجل ما جرى: من وماذا وبأي نتيجة، ولا تقرأ أي وثيقة ولا عنوان بند.',
  columnName: 'الاسم',
  columnLogin: 'اسم المستخدم',
  columnCountry: 'الدولة',
  columnRole: 'صفة النظام',
  columnActive: 'الحالة',
  columnCreated: 'أُنشئ',
  active: 'مفعّل',
  inactive: 'موقوف',
  noSystemRole: 'مشارك',
  filter: 'تصفية بالاسم أو اسم المستخدم',
  noAccounts: 'لا حسابات تطابق التصفية',
  count:
    '{count, plural, zero {لا سجلات} one {سجل واحد} two {سجلان} few {{count, number} سجلات} many {{count, number} سجلاً} other {{count, number} سجل}}',
};
