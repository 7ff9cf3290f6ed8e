export { ParticipantsButton } from './ParticipantsButton';
