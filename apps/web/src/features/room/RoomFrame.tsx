import type { Meeting } from '@app/contracts';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useClassification } from '../../classification';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { AgendaRail } from './AgendaRail';
import { BottomBar } from './BottomBar';
import { Centre } from './Centre';
import { chosenIn } from './chosen';
import { PeopleRail } from './PeopleRail';
import type { Rail, RoomModel } from './room.view-model';
import styles from './Room.module.css';

/** Three zones and one bar. Rails stay mounted while they are folded, so that sound and state survive. */
export function RoomFrame({ meeting, model }: { meeting: Meeting; model: RoomModel }) {
  const { t, language } = useI18n();
  const [address] = useSearchParams();
  const chosen = chosenIn(meeting, address, language);
  const rails = useBehavior(model.rails);
  useClassification([meeting.label, ...meeting.items.flatMap((item) => (item.content ? [item.content.label] : []))]);
  return (
    <div
      className={styles.room}
      data-shape={rails.shape}
      data-agenda={rails.agenda}
      data-people={rails.people}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) model.closeDrawer();
      }}
    >
      <RailZone rail="agenda" open={rails.agenda} drawer={rails.shape === 'drawer'} label={t('room.agenda')}>
        <AgendaRail meeting={meeting} chosen={chosen} onChosen={model.closeDrawer} />
      </RailZone>
      <div className={styles.centre} inert={rails.shape === 'drawer' && (rails.agenda || rails.people)}>
        <Centre meeting={meeting} chosen={chosen} />
      </div>
      <RailZone rail="people" open={rails.people} drawer={rails.shape === 'drawer'} label={t('room.people')}>
        <PeopleRail meeting={meeting} />
      </RailZone>
      {rails.shape === 'drawer' && (rails.agenda || rails.people) && (
        // Escape and the bar's buttons do the same for the keyboard.
        <div className={styles.veil} onClick={model.closeDrawer} aria-hidden />
      )}
      <BottomBar meeting={meeting} model={model} />
    </div>
  );
}

interface RailZoneProps {
  rail: Rail;
  open: boolean;
  drawer: boolean;
  label: string;
  children: ReactNode;
}

function RailZone({ rail, open, drawer, label, children }: RailZoneProps) {
  const zone = useRef<HTMLElement>(null);
  const openedDrawer = drawer && open;
  useEffect(() => {
    if (!openedDrawer) return undefined;
    const before = document.activeElement;
    zone.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [openedDrawer]);
  return (
    <section ref={zone} className={styles.rail} data-rail={rail} data-open={open} aria-label={label} tabIndex={-1} inert={!open}>
      {children}
    </section>
  );
}
