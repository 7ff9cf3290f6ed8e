export { AskRelease } from './AskRelease';
export { LabelsPage } from './LabelsPage';
