export { ClearancesPage } from './ClearancesPage';
