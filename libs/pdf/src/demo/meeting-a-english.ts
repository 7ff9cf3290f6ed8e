import { bullets, figure, heading, paragraph, subheading, table, type DemoContent } from './demo-content.js';

const SUBMITTED = 'Submitted by: secretariat of the Committee';

/** English renditions of items 1 and 2 of meeting A. */
export const meetingAEnglish: DemoContent[] = [
  {
    key: 'A1-cloud-en',
    meeting: 'A',
    item: 1,
    language: 'en',
    title: 'Move to cloud computing and opening of the provider’s data centre',
    fileName: 'البند 1 - Move to cloud computing (EN).pdf',
    submittedBy: SUBMITTED,
    blocks: [
      heading('1. Executive summary'),
      paragraph(
        'This report informs the Committee of progress in the move to cloud computing and of the opening of the provider’s data centre in the Kingdom. It is submitted for information, with the consequences for the plans of the agencies, for the cost of operation and for continuity of service.',
      ),
      paragraph(
        'The move follows a “cloud first” principle: no new server is bought for a system that can run in the cloud, and no system moves before its data are classified. With a data centre inside the Kingdom, the reason that held back systems whose data must stay in the country no longer applies.',
      ),
      heading('2. What has been done'),
      bullets(
        'Systems fit for the move were listed in all agencies, and their data classified in four levels.',
        'One framework contract serves every agency, with clear terms of exit that prevent lock-in.',
        'A guide leads agencies through five stages: inventory, classification, trial, move, switching off.',
        'Operations teams were trained in cost control, so that nothing keeps running without need.',
      ),
      table(
        'Table 1: stages of the move (illustrative figures)',
        [
          ['Stage', 3],
          ['Agencies', 2],
          ['Complete', 2],
          ['Due', 2],
        ],
        ['Inventory and classification', '42', '100%', '31/3/2018'],
        ['Trial', '36', '86%', '30/6/2018'],
        ['Move', '27', '64%', '31/12/2018'],
        ['Old data rooms switched off', '11', '26%', '30/6/2019'],
      ),
      figure({
        kind: 'line',
        caption: 'Figure 1: share of systems moved, by quarter (illustrative figures)',
        categories: ['Q1', 'Q2', 'Q3', 'Q4'],
        series: [{ name: 'Moved', values: [18, 31, 47, 64] }],
        unit: '%',
      }),
      heading('3. The provider’s data centre'),
      paragraph(
        'The centre offers three zones far apart from each other; whatever is written is copied between them, so that the failure of one does not interrupt service. The contract gives the right to audit on site, notice of any incident within 24 hours, and leaves the encryption keys with the owner of the data rather than with the provider.',
      ),
      subheading('Effect on the cost of operation'),
      paragraph(
        'Agencies moved from buying every five years to paying for use. That calls for a monthly check of the invoice, which is now among the duties of the spending governance unit.',
      ),
      heading('4. Risks and how they are met'),
      table(
        'Table 2: main risks',
        [
          ['Risk', 3],
          ['Effect', 1.4],
          ['Answer', 4],
        ],
        ['Dependence on one provider', 'High', 'Open data formats and a yearly exit test'],
        ['Moving before classification', 'High', 'No account without a classification certificate'],
        ['Cost growing unseen', 'Medium', 'A monthly ceiling per agency, with a warning at 80%'],
        ['Loss of connection', 'Medium', 'Two independent paths, switch-over tested every 6 months'],
      ),
      heading('5. Asked of the Committee'),
      paragraph(
        'To take note of this report, and to direct the agencies that have not finished classifying their data to do so before the next meeting. The Arabic text (الاجتماع الثاني عشر، البند 1) prevails.',
      ),
    ],
  },
  {
    key: 'A2-statistics-en',
    meeting: 'A',
    item: 2,
    language: 'en',
    title: '2018 achievements and statistics',
    fileName: 'البند 2 - 2018 achievements and statistics (EN).pdf',
    submittedBy: SUBMITTED,
    blocks: [
      heading('1. Headline figures'),
      bullets(
        'Over 40 systems and services re-engineered.',
        'Over 1.3 million electronic payments.',
        'Payments worth over BHD 120 million.',
        'Over 6 million visits to the national portal.',
      ),
      paragraph(
        'Re-engineering means that a service is drawn anew: steps without value are removed, documents the government already holds are no longer asked for, and what remains becomes a service that begins and ends without a visit. A service counts as complete only when people use it.',
      ),
      table(
        'Table 1: services re-engineered, by sector (illustrative figures)',
        [
          ['Sector', 3],
          ['Services', 2],
          ['Steps before', 2],
          ['Steps after', 2],
        ],
        ['Justice and notarisation', '9', '14', '5'],
        ['Municipalities and construction', '12', '22', '8'],
        ['Health', '8', '11', '4'],
        ['Traffic', '7', '9', '3'],
        ['Commerce', '5', '16', '6'],
      ),
      heading('2. Electronic payments'),
      paragraph(
        'Payments grew in every quarter. The immediate cause is that payment was built into the re-engineered services; the deeper one is trust: whoever has paid once without trouble comes back to the same channel.',
      ),
      figure({
        kind: 'bar',
        caption: 'Figure 1: payments in thousands, by quarter (illustrative distribution of a total above 1.3 million)',
        categories: ['Q1', 'Q2', 'Q3', 'Q4'],
        series: [{ name: 'Payments', values: [285, 318, 342, 368] }],
      }),
      heading('3. Portal and applications'),
      paragraph(
        'More than half of the visits come from telephones, which are therefore designed for first. Service pages were rewritten in plain language and tried with users before publication.',
      ),
      figure({
        kind: 'line',
        caption: 'Figure 2: portal visits in millions, cumulative (illustrative distribution)',
        categories: ['March', 'June', 'September', 'December'],
        series: [{ name: 'Visits', values: [1.4, 2.9, 4.4, 6.1] }],
      }),
      heading('4. What we learned'),
      paragraph(
        'A service shared by two agencies needs one owner. Asking for satisfaction right after the service is more honest than a yearly survey. Publishing figures every quarter makes agencies compete in doing well.',
      ),
      heading('5. Draft decision'),
      paragraph(
        '“The Committee approves the report on achievements and statistics of 2018, publishes its summary, and asks the secretariat to present the figures of each quarter at the first meeting that follows it.”',
      ),
    ],
  },
];
