import { ENROLMENT_PATH } from '@app/contracts';
import { createBrowserRouter } from 'react-router';
import { RouteBroken } from './ErrorBoundary';
import { NotFoundPage } from './NotFoundPage';
import { Root } from './Root';
import type { RouteHandle } from './route-handle';

const full: RouteHandle = { fullFrame: true };
const open: RouteHandle = { open: true };

export const router = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: RouteBroken,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: RouteBroken,
        children: [
          { path: '/', lazy: async () => ({ Component: (await import('./HomePage')).HomePage }) },
          { path: '/accounts', lazy: async () => ({ Component: (await import('../features/accounts')).AccountsPage }) },
          { path: '/clearances', lazy: async () => ({ Component: (await import('../features/clearances')).ClearancesPage }) },
          { path: '/offices', lazy: async () => ({ Component: (await import('../features/offices')).OfficesPage }) },
          { path: '/sites', lazy: async () => ({ Component: (await import('../features/sites')).SitesPage }) },
          { path: '/audit', lazy: async () => ({ Component: (await import('../features/audit')).AuditPage }) },
          { path: '/meetings/:meetingId', handle: full, lazy: async () => ({ Component: (await import('../features/room')).RoomPage }) },
          {
            path: '/meetings/:meetingId/prepare',
            lazy: async () => ({ Component: (await import('./PreparePage')).PreparePage }),
          },
          { path: '/releases', lazy: async () => ({ Component: (await import('../features/labels')).LabelsPage }) },
          { path: '/security', lazy: async () => ({ Component: (await import('../features/security')).SecurityPage }) },
          { path: ENROLMENT_PATH, handle: open, lazy: async () => ({ Component: (await import('../features/sign-in')).EnrolPage }) },
          {
            path: '/sign-in/return/:provider',
            handle: open,
            lazy: async () => ({ Component: (await import('../features/sign-in')).ReturnPage }),
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
