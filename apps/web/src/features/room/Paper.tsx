import type { Meeting } from '@app/contracts';
import { constant } from '../../state';
import { ReaderPane } from '../reader';
import type { FollowedPage } from './slots';

const nobodyLeads = constant<FollowedPage | null>(null);

export function Paper({ meeting, documentId, page }: { meeting: Meeting; documentId: string; page: number | undefined }) {
  return <ReaderPane key={documentId} documentId={documentId} meeting={meeting} followedPage={nobodyLeads} initialPage={page} />;
}
