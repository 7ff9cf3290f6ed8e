import { z } from 'zod';
import { endpoint } from '../../wire/endpoint.js';

const text = z.string().max(4000);
const number = z.number().int().min(0).max(10_000_000);
const disposition = z.enum(['enforce', 'report']);

/**
 * What a browser says about one violation, in the words of `report-uri` (Content Security Policy 3, §5.3): all of them,
 * because the schema is strict. What the log takes of it is less (apps/agenda/src/reports/violation.ts).
 */
const legacyReport = z.strictObject({
  'csp-report': z
    .strictObject({
      'document-uri': text,
      referrer: text,
      'blocked-uri': text,
      'effective-directive': text,
      'violated-directive': text,
      'original-policy': text,
      disposition,
      'status-code': number,
      'script-sample': text,
      'source-file': text,
      'line-number': number,
      'column-number': number,
    })
    .partial(),
});

/** The same in the words of the Reporting API, which sends several at a time. */
const reports = z
  .array(
    z.strictObject({
      type: z.literal('csp-violation'),
      age: number.optional(),
      url: text.optional(),
      user_agent: text.optional(),
      body: z
        .strictObject({
          documentURL: text,
          referrer: text.nullable(),
          blockedURL: text.nullable(),
          effectiveDirective: text,
          originalPolicy: text,
          sourceFile: text.nullable(),
          sample: text.nullable(),
          disposition,
          statusCode: number,
          lineNumber: number.nullable(),
          columnNumber: number.nullable(),
        })
        .partial(),
    }),
  )
  .min(1)
  .max(20);

export const reportViolation = endpoint({
  method: 'POST',
  path: '/api/reports/csp',
  permission: 'violation.report',
  summary: 'A browser tells that something broke the page’s content security policy.',
  body: z.union([legacyReport, reports]),
});
