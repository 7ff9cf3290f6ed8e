import { placesOf } from './places';

const none = { createMeetings: false, listAccounts: false, listClearances: false, listOffices: false, listSites: false, readAudit: false };
const hrefs = (abilities: Partial<typeof none>) => placesOf({ ...none, ...abilities }).map(({ href }) => href);

describe('tables of administration', () => {
  it('are offered by the server’s abilities alone, one’s own first', () => {
    expect(hrefs({})).toEqual([]);
    expect(hrefs({ readAudit: true })).toEqual([]);
    expect(hrefs({ listAccounts: true, listSites: true })).toEqual(['/accounts', '/sites']);
    expect(hrefs({ listAccounts: true, listOffices: true, listSites: true, listClearances: true })).toEqual([
      '/clearances',
      '/accounts',
      '/offices',
      '/sites',
    ]);
  });
});
