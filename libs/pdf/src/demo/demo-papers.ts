/** One paper of the demo scenario. */
export interface DemoPaper {
  /** Stable key such as `A1-cloud`. */
  key: string;
  meeting: 'A' | 'B';
  /** Agenda item number, one-based. */
  item: number;
  language: 'ar' | 'en';
  title: string;
  /** File name as an official would upload it, with `.pdf`. */
  fileName: string;
  build(): Promise<Uint8Array>;
}

/** The papers of both demo meetings (one or two per item; some in both languages). */
export function demoPapers(): DemoPaper[] {
  return [];
}
