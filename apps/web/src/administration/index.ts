export { AdministrationPage } from './AdministrationPage';
export { Pager } from './Pager';
export { placesOf } from './places';
export { RowAction } from './RowAction';
export { SearchField } from './SearchField';
export { TableSkeleton } from './TableSkeleton';
export { useListQuery } from './useListQuery';
export { default as styles } from './administration.module.css';
