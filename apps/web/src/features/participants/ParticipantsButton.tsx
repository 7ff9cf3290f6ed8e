import type { Meeting } from '@app/contracts';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { IconButton } from '../../ui';
import { ParticipantsDialog } from './ParticipantsDialog';

/** Opens who takes part in a meeting; not there for whoever does not manage them. */
export function ParticipantsButton({ meeting }: { meeting: Meeting }) {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  if (!meeting.abilities.manageParticipants) return null;
  return (
    <>
      <IconButton label={t('participants.title')} icon={<Users size={18} aria-hidden />} onPress={() => setOpen(true)} />
      {isOpen && <ParticipantsDialog meetingId={meeting.id} onClose={() => setOpen(false)} />}
    </>
  );
}
