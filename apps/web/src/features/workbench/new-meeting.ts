// By itself, so that Today can offer it without loading the whole workbench.
export { NewMeetingDialog } from './NewMeetingDialog';
