export { ClassificationBanner } from './ClassificationBanner';
export { useClassification } from './useClassification';
