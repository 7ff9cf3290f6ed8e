import type { Meeting } from '@app/contracts';
import { useCallback, useState } from 'react';
import { useBehavior, useScoped } from '../../state';
import { AnnotationOverlay, AnnotationToolbar } from '../annotation';
import { ReaderPane, type ReaderViewModel, type RenderOverlay } from '../reader';
import { tellWhereIAm } from './room-link.view-model';
import { useRoomLink } from './RoomLink';

interface PaperProps {
  meeting: Meeting;
  documentId: string;
  page: number | undefined;
}

/** Here the reader and the notes meet: the one shows pages, the other writes over them. */
export function Paper({ meeting, documentId, page }: PaperProps) {
  const { socket, tools } = useRoomLink();
  const [reader, setReader] = useState<ReaderViewModel | null>(null);
  const renderOverlay: RenderOverlay = useCallback(
    (props) => <AnnotationOverlay {...props} notes={socket.paper(props.versionId)} tools={tools} />,
    [socket, tools],
  );
  return (
    <ReaderPane
      key={documentId}
      documentId={documentId}
      meeting={meeting}
      followedPage={socket.followed}
      initialPage={page}
      renderOverlay={renderOverlay}
      onReader={setReader}
    >
      {reader && <PaperTools key={documentId} documentId={documentId} reader={reader} />}
    </ReaderPane>
  );
}

function PaperTools({ documentId, reader }: { documentId: string; reader: ReaderViewModel }) {
  const { socket, tools } = useRoomLink();
  const state = useBehavior(reader.paper);
  useScoped(documentId, (scope) => {
    tellWhereIAm(scope, reader, socket);
    return {};
  });
  if (state.kind !== 'open') return null;
  const { view } = state.paper;
  return (
    <AnnotationToolbar
      notes={socket.paper(view.versionId)}
      tools={tools}
      status={socket.status}
      abilities={view.abilities}
      // A page shown as an image has no text to choose.
      {...(view.delivery === 'images' ? {} : { readSelection: () => reader.selectedText() })}
    />
  );
}
