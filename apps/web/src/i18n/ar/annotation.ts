/** Words of features/annotation; its engineers add them here, in both languages. */
export const annotation = {
  title: 'الملاحظات',
};
