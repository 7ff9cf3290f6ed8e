export { ClassificationBanner } from './ClassificationBanner';
export { LabelFields } from './LabelFields';
export { useClassification } from './useClassification';
export { WeakerLabelDialog, type LabelledThing } from './WeakerLabelDialog';
export { openedTo, weakeningOf } from './weaker-label';
