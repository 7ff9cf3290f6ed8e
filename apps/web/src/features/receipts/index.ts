export { ReceiptsButton } from './ReceiptsButton';
