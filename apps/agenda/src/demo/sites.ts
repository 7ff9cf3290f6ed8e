import { COUNTRIES, LEVEL, MEMBER_STATES } from '@app/contracts';

/** A caveat and what it stands for. */
export const DEMO_CAVEATS = [
  { code: 'CYBER', name: { ar: 'الأمن السيبراني', en: 'Cyber security' } },
  { code: 'NET', name: { ar: 'شبكات الاتصالات', en: 'Networks' } },
] as const;

/** The six buildings, with addresses of documentation (RFC 5737, RFC 3849) that nobody comes from. */
export const DEMO_SITES = MEMBER_STATES.map((code, index) => ({
  code,
  name: { ar: COUNTRIES[code].site.ar, en: COUNTRIES[code].site.en },
  ceiling: code === 'KW' || code === 'OM' ? LEVEL.secret : LEVEL.topSecret,
  networks: [
    { network: `192.0.2.${index * 32}/27`, ceiling: null },
    // The visitors' part of the building.
    { network: `192.0.2.${index * 32}/29`, ceiling: LEVEL.restricted },
    { network: `2001:db8:${index + 1}::/48`, ceiling: null },
  ],
}));
