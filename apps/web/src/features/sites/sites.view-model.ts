import { addNetwork, createSite, editSite, listSites, removeNetwork, type Level, type Site } from '@app/contracts';
import { Task } from '../../services/task';
import { call } from '../../wire';

/** What an administrator does about sites. Each change has everybody judged again. */
export class SitesViewModel {
  readonly saving = new Task();
  readonly networks = new Task();

  /** @param refresh what is on the screen about this endpoint is old */
  constructor(private readonly refresh: (endpoint: { path: string }) => void) {}

  save(site: Site | null, { code, name, ceiling }: Pick<Site, 'code' | 'name' | 'ceiling'>): Promise<boolean> {
    return this.saving.run(async () => {
      if (site === null) await call(createSite, { body: { code, name, ceiling } });
      else await call(editSite, { params: { siteCode: site.code }, body: { name, ceiling } });
      this.refresh(listSites);
    });
  }

  addNetwork(siteCode: string, network: string, ceiling: Level | null): Promise<boolean> {
    return this.networks.run(async () => {
      await call(addNetwork, { params: { siteCode }, body: { network, ceiling } });
      this.refresh(listSites);
    });
  }

  removeNetwork(siteCode: string, networkId: string): Promise<boolean> {
    return this.networks.run(async () => {
      await call(removeNetwork, { params: { siteCode, networkId } });
      this.refresh(listSites);
    });
  }
}
