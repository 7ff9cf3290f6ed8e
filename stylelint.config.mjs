// Arabic is the native layout: whatever names a physical side is wrong in one of the two directions.
const LOGICAL = {
  'margin-left': 'margin-inline-start or -end',
  'margin-right': 'margin-inline-start or -end',
  'padding-left': 'padding-inline-start or -end',
  'padding-right': 'padding-inline-start or -end',
  left: 'inset-inline-start or -end',
  right: 'inset-inline-start or -end',
  '/^border-left/': 'border-inline-start or -end',
  '/^border-right/': 'border-inline-start or -end',
  '/^border-(top|bottom)-(left|right)-radius$/': 'border-start-start-radius and its sisters',
  '/^scroll-(margin|padding)-(left|right)$/': 'scroll-margin-inline or scroll-padding-inline',
  float: 'flex or grid',
  clear: 'flex or grid',
};
const forbidden = Object.keys(LOGICAL).map((key) => (key.startsWith('/') ? new RegExp(key.slice(1, -1)) : key));
const advice = (property) => {
  const found = Object.entries(LOGICAL).find(([key]) =>
    key.startsWith('/') ? new RegExp(key.slice(1, -1)).test(property) : key === property,
  );
  return `${property} names a physical side; use ${found?.[1] ?? 'the logical property'} so that Arabic and English mirror`;
};

export default {
  rules: {
    'property-disallowed-list': [forbidden, { message: advice }],
    'declaration-property-value-disallowed-list': [
      {
        'text-align': ['left', 'right'],
        'justify-content': ['left', 'right'],
        'font-style': ['italic', 'oblique'],
        'letter-spacing': ['/^(?!0$|normal$).*/'],
        'text-transform': ['uppercase', 'capitalize'],
        transition: ['/\\b(left|right)\\b/'],
      },
      {
        message: (property, value) =>
          `${property}: ${value} is not allowed: text-align and justify-content take start or end; Arabic is never letter-spaced, slanted or capitalised`,
      },
    ],
    'declaration-no-important': [true, { message: 'Raise the specificity or change the order instead of !important' }],
    'block-no-empty': true,
    'color-no-invalid-hex': true,
    'declaration-block-no-duplicate-properties': true,
    'property-no-unknown': true,
    'unit-no-unknown': true,
    'no-duplicate-selectors': true,
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['global', 'local'] }],
    'media-feature-name-no-unknown': true,
  },
};
