import { type CalendarDate, GregorianCalendar, type Time } from '@internationalized/date';
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
import styles from './WhenFields.module.css';

const GREGORIAN = new GregorianCalendar();

/** The same day in two fields, Hijri and Gregorian: whichever is typed, the other follows. */
export function DateFields({ value, onChange }: { value: CalendarDate; onChange(date: CalendarDate): void }) {
  const { t, language, digits, style } = useI18n();
  return (
    <>
      <div className={styles.row}>
        <I18nProvider locale={fieldLocale(language, digits, 'islamic-umalqura')}>
          <DateField
            className={styles.field ?? ''}
            value={value}
            onChange={(date) => date && onChange(toCalendar(toCalendarDate(date), GREGORIAN))}
          >
            <Label className={styles.label ?? ''}>{t('workbench.dateHijri')}</Label>
            <DateInput className={styles.plain ?? ''}>
              {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
            </DateInput>
          </DateField>
        </I18nProvider>
        <I18nProvider locale={fieldLocale(language, digits, 'gregory')}>
          <DatePicker className={styles.field ?? ''} value={value} onChange={(date) => date && onChange(toCalendarDate(date))}>
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
      <p className={styles.pair}>{formatDay(value, style).pair}</p>
    </>
  );
}

interface ClockFieldProps {
  label: string;
  value: Time;
  onChange(time: Time): void;
}

/** A time of day on the clock of the person's own site, which it names. */
export function ClockField({ label, value, onChange }: ClockFieldProps) {
  const i18n = useI18n();
  const { country } = useSignedIn().person;
  return (
    <TimeField className={styles.field ?? ''} hourCycle={12} value={value} onChange={(time) => time && onChange(time)}>
      <Label className={styles.label ?? ''}>
        {label} <small>{i18n.t('workbench.timeIn', { site: siteName(country, i18n) })}</small>
      </Label>
      <DateInput className={styles.plain ?? ''}>
        {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
      </DateInput>
    </TimeField>
  );
}
