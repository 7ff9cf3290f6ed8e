import { z } from 'zod';

/** ISO 3166-1 alpha-2. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/);
export type Country = z.infer<typeof countrySchema>;

/** The six member states and the observers of the demo, with their site and time zone. Names are data for display. */
export const COUNTRIES = {
  BH: { ar: 'البحرين', en: 'Bahrain', site: { ar: 'المنامة', en: 'Manama' }, timeZone: 'Asia/Bahrain' },
  KW: { ar: 'الكويت', en: 'Kuwait', site: { ar: 'مدينة الكويت', en: 'Kuwait City' }, timeZone: 'Asia/Kuwait' },
  OM: { ar: 'عُمان', en: 'Oman', site: { ar: 'مسقط', en: 'Muscat' }, timeZone: 'Asia/Muscat' },
  QA: { ar: 'قطر', en: 'Qatar', site: { ar: 'الدوحة', en: 'Doha' }, timeZone: 'Asia/Qatar' },
  SA: { ar: 'السعودية', en: 'Saudi Arabia', site: { ar: 'الرياض', en: 'Riyadh' }, timeZone: 'Asia/Riyadh' },
  AE: { ar: 'الإمارات', en: 'United Arab Emirates', site: { ar: 'أبوظبي', en: 'Abu Dhabi' }, timeZone: 'Asia/Dubai' },
  TN: { ar: 'تونس', en: 'Tunisia', site: { ar: 'تونس', en: 'Tunis' }, timeZone: 'Africa/Tunis' },
  KM: { ar: 'جزر القمر', en: 'Comoros', site: { ar: 'موروني', en: 'Moroni' }, timeZone: 'Indian/Comoro' },
} as const satisfies Record<Country, { ar: string; en: string; site: { ar: string; en: string }; timeZone: string }>;

/** Codes of the six member states, in protocol order. */
export const MEMBER_STATES = ['AE', 'BH', 'SA', 'OM', 'QA', 'KW'] as const;
