export { ConferenceControls } from './ConferenceControls';
export { ConferenceRail } from './ConferenceRail';
