import { type Level, MAX_NETWORK_RULES, type NetworkRule, type SiteCode } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { onlyFrom, plainAddress } from '@app/identity';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** Where somebody sits, as far as his network tells. */
export interface Place {
  readonly site: SiteCode | null;
  readonly ceiling: Level;
}

/**
 * Which site and ceiling an address has. Asked of the database each time, and never remembered: whoever is told that a
 * ceiling fell and comes back a moment later is judged by the new one.
 */
@Injectable()
export class Places {
  readonly #elsewhere: Level;

  constructor(@Inject(CONFIG) { networkCeiling }: Pick<Config, 'networkCeiling'>) {
    this.#elsewhere = networkCeiling;
  }

  /** What holds in a network that is in no list. */
  get elsewhere(): Level {
    return this.#elsewhere;
  }

  /** The longest prefix that holds the address. @param system under the purpose `identity`, or as an administrator */
  async at(system: TransactionContext, address: string | null): Promise<Place> {
    const [row] = await system.transaction.query<Place>(
      `select n.site, least(n.ceiling, s.ceiling) as ceiling from site_networks n join sites s on s.code = n.site
        where n.network >>= $1::inet order by masklen(n.network) desc limit 1`,
      [plainAddress(address)],
    );
    return row ?? { site: null, ceiling: this.#elsewhere };
  }

  /**
   * From where a ticket may be used that was asked for at an address: from the networks of the same site that open no
   * less; in a network of no list, and where there are too many to say, from that address alone.
   *
   * @param system under the purpose `identity`
   */
  async reach(system: TransactionContext, address: string | null): Promise<NetworkRule[]> {
    const rules = await system.transaction.query<NetworkRule>(
      `with here as (
         select n.site, least(n.ceiling, s.ceiling) as ceiling from site_networks n join sites s on s.code = n.site
          where n.network >>= $1::inet order by masklen(n.network) desc limit 1)
       select n.network::text, n.site = here.site and least(n.ceiling, s.ceiling) >= here.ceiling as allowed
         from here cross join site_networks n join sites s on s.code = n.site
        where exists (select from site_networks m where m.site = here.site and m.network >>= n.network)
        limit $2`,
      [plainAddress(address), MAX_NETWORK_RULES + 1],
    );
    return rules.length === 0 || rules.length > MAX_NETWORK_RULES ? onlyFrom(address) : rules;
  }
}
