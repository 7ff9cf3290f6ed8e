import { GregorianCalendar } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from 'react-aria-components/Calendar';
import { DateField, DateInput, DateSegment, Label } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Popover } from 'react-aria-components/Popover';
import { TimeField } from 'react-aria-components/TimeField';
import { toCalendar, toCalendarDate } from '@internationalized/date';
import { fieldLocale, formatDay, siteName, useI18n } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { FieldGroup } from '../../ui';
import type { When } from './when';
import styles from './WhenFields.module.css';

const GREGORIAN = new GregorianCalendar();

/** The same day in two fields, Hijri and Gregorian: whichever is typed, the other follows. */
export function WhenFields({ value, onChange }: { value: When; onChange(when: When): void }) {
  const i18n = useI18n();
  const { t, language, digits, style } = i18n;
  const { country } = useSignedIn().person;
  return (
    <FieldGroup label={t('workbench.date')}>
      <div className={styles.row}>
        <I18nProvider locale={fieldLocale(language, digits, 'islamic-umalqura')}>
          <DateField
            className={styles.field ?? ''}
            value={value.date}
            onChange={(date) => date && onChange({ ...value, date: toCalendar(toCalendarDate(date), GREGORIAN) })}
          >
            <Label className={styles.label ?? ''}>{t('workbench.dateHijri')}</Label>
            <DateInput className={styles.plain ?? ''}>
              {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
            </DateInput>
          </DateField>
        </I18nProvider>
        <I18nProvider locale={fieldLocale(language, digits, 'gregory')}>
          <DatePicker
            className={styles.field ?? ''}
            value={value.date}
            onChange={(date) => date && onChange({ ...value, date: toCalendarDate(date) })}
          >
            <Label className={styles.label ?? ''}>{t('workbench.dateGregorian')}</Label>
            <Group className={styles.input ?? ''}>
              <DateInput className={styles.segments ?? ''}>
                {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
              </DateInput>
              <Button className={styles.open ?? ''} aria-label={t('workbench.date')}>
                <CalendarDays size={20} aria-hidden />
              </Button>
            </Group>
            <Popover className={styles.popover ?? ''}>
              <Dialog className={styles.dialog ?? ''}>
                <Calendar>
                  <header className={styles.month}>
                    <Button slot="previous" className={styles.open ?? ''}>
                      <ChevronLeft size={20} aria-hidden className="points" />
                    </Button>
                    <Heading className={styles.heading ?? ''} />
                    <Button slot="next" className={styles.open ?? ''}>
                      <ChevronRight size={20} aria-hidden className="points" />
                    </Button>
                  </header>
                  <CalendarGrid weekdayStyle="short" className={styles.grid ?? ''}>
                    <CalendarGridHeader>
                      {(day) => <CalendarHeaderCell className={styles.weekday ?? ''}>{day}</CalendarHeaderCell>}
                    </CalendarGridHeader>
                    <CalendarGridBody>{(date) => <CalendarCell date={date} className={styles.day ?? ''} />}</CalendarGridBody>
                  </CalendarGrid>
                </Calendar>
              </Dialog>
            </Popover>
          </DatePicker>
        </I18nProvider>
      </div>
      <p className={styles.pair}>{formatDay(value.date, style).pair}</p>
      <div className={styles.row}>
        {(['start', 'end'] as const).map((which) => (
          <TimeField
            key={which}
            className={styles.field ?? ''}
            hourCycle={12}
            value={value[which]}
            onChange={(time) => time && onChange({ ...value, [which]: time })}
          >
            <Label className={styles.label ?? ''}>
              {which === 'start' ? t('workbench.startTime') : t('workbench.endTime')}{' '}
              <small>{t('workbench.timeIn', { site: siteName(country, i18n) })}</small>
            </Label>
            <DateInput className={styles.plain ?? ''}>
              {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
            </DateInput>
          </TimeField>
        ))}
      </div>
    </FieldGroup>
  );
}
