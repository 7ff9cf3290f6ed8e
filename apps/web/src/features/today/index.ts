export { TodayPage, type NewMeetingDialogProps } from './TodayPage';
