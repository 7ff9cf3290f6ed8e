export const palette = {
  title: 'البحث والأوامر',
  placeholder: 'اجتماع، بند، وثيقة، أو كلمة في نصها',
  actions: 'أوامر',
  meetings: 'اجتماعات',
  agendaItems: 'بنود',
  papersFound: 'وثائق',
  onPage: 'صفحة {page}',
  nothing: 'لا نتائج متاحة لك بهذه الكلمات.',
  searching: 'جارٍ البحث',
  results:
    '{count, plural, zero {لا نتائج} one {نتيجة واحدة} two {نتيجتان} few {{count, number} نتائج} many {{count, number} نتيجة} other {{count, number} نتيجة}}',
  goToday: 'الانتقال إلى صفحة اليوم',
  changeLanguage: 'عرض الواجهة بالإنجليزية',
  changeTheme: 'تبديل المظهر الفاتح والداكن',
  hint: '↑ ↓ للتنقّل، Enter للفتح، Esc للإغلاق',
};
