export { OfficesPage } from './OfficesPage';
