export const today = {
  title: 'اليوم',
  greeting: 'أهلاً، {name}',
  nextMeeting: 'الاجتماع القادم',
  now: 'منعقد الآن',
  thisWeek: 'هذا الأسبوع',
  later: 'لاحقاً',
  drafts: 'قيد الإعداد',
  recentPapers: 'أحدث الوثائق',
  earlier: 'اجتماعات سابقة',
  myRole: 'صفتي: {role}',
  enter: 'الدخول إلى القاعة',
  prepare: 'الإعداد',
  newMeeting: 'اجتماع جديد',
  empty: 'لا اجتماعات في جدولك',
  emptyText: 'عندما تُدعى إلى اجتماع يظهر هنا بتاريخه ووثائقه.',
  emptySecretary: 'ابدأ بإنشاء اجتماع، ثم أضف بنوده ووثائقه.',
  noPapers: 'لا وثائق بعد',
  noPapersText: 'تظهر هنا أحدث وثائق اجتماعاتك.',
  countdownDays:
    '{count, plural, zero {اليوم} one {غداً} two {بعد يومين} few {بعد {count, number} أيام} many {بعد {count, number} يوماً} other {بعد {count, number} يوم}}',
  countdownHours:
    '{count, plural, zero {بعد قليل} one {بعد ساعة} two {بعد ساعتين} few {بعد {count, number} ساعات} many {بعد {count, number} ساعة} other {بعد {count, number} ساعة}}',
  countdownMinutes:
    '{count, plural, zero {الآن} one {بعد دقيقة} two {بعد دقيقتين} few {بعد {count, number} دقائق} many {بعد {count, number} دقيقة} other {بعد {count, number} دقيقة}}',
  atSites: '{time} في {sites}',
  unscheduled: 'اجتماع غير دوري',
};
