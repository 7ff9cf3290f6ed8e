import type { EndpointInput, reportViolation } from '@app/contracts';

/** One violation as it is logged: where and what kind, nothing of the content. */
export interface Violation {
  readonly directive: string;
  /** `inline`, `eval`, `trusted-types-sink` …, the scheme of data, or the origin of an address. */
  readonly blocked: string;
  /** Paths without query and fragment. */
  readonly page: string;
  readonly source: string;
  readonly line: number | null;
}

const LONGEST = 200;

/** Reads a report in either of its two forms. */
export function violationsOf(report: EndpointInput<typeof reportViolation>['body']): Violation[] {
  if (!Array.isArray(report)) {
    const said = report['csp-report'];
    return [
      {
        directive: word(said['effective-directive'] ?? said['violated-directive']),
        blocked: originOf(said['blocked-uri']),
        page: pathOf(said['document-uri']),
        source: pathOf(said['source-file']),
        line: said['line-number'] ?? null,
      },
    ];
  }
  return report.map(({ body }) => ({
    directive: word(body.effectiveDirective),
    blocked: originOf(body.blockedURL),
    page: pathOf(body.documentURL),
    source: pathOf(body.sourceFile),
    line: body.lineNumber ?? null,
  }));
}

/** A directive or keyword; anything else was not written by a browser. */
function word(text: string | null | undefined): string {
  return /^[a-z][a-z-]{0,60}$/.exec(text?.split(' ')[0] ?? '')?.[0] ?? '?';
}

function originOf(text: string | null | undefined): string {
  const url = text ? URL.parse(text) : null;
  if (!url) return word(text);
  return url.origin === 'null' ? url.protocol : url.origin.slice(0, LONGEST);
}

function pathOf(text: string | null | undefined): string {
  const url = text ? URL.parse(text) : null;
  if (!url) return word(text);
  return url.origin === 'null' ? url.protocol : url.pathname.slice(0, LONGEST);
}
