export { ClassificationBanner } from './ClassificationBanner';
export { LabelFields } from './LabelFields';
export { OriginField } from './OriginField';
export { useClassification } from './useClassification';
export { WeakerLabelDialog } from './WeakerLabelDialog';
export { openedTo, weakeningOf } from './weaker-label';
