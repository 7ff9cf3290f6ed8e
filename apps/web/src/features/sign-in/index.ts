export { EnrolPage } from './EnrolPage';
export { ReturnPage } from './ReturnPage';
export { SignInPage } from './SignInPage';
