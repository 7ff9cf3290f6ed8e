import type { Level, Site, SiteCode } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

@Injectable()
export class SitesRepository {
  async list(ctx: TransactionContext, code: SiteCode | null = null): Promise<Site[]> {
    const rows = await ctx.transaction.query<{
      code: SiteCode;
      name_ar: string;
      name_en: string;
      country: string;
      ceiling: Level;
      networks: Site['networks'];
    }>(
      `select s.code, s.name_ar, s.name_en, s.country, s.ceiling, coalesce((
          select jsonb_agg(jsonb_build_object('id', n.id, 'network', n.network::text, 'ceiling', n.ceiling) order by n.network)
            from site_networks n where n.site = s.code), '[]') as networks
         from sites s where $1::text is null or s.code = $1 order by s.code`,
      [code],
    );
    return rows.map(({ name_ar: ar, name_en: en, ...site }) => ({ ...site, name: { ar, en } }));
  }

  /** @returns false when there is one of this code already */
  async insert(ctx: TransactionContext, { code, name, ceiling }: Pick<Site, 'code' | 'name' | 'ceiling'>): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'insert into sites (code, name_ar, name_en, country, ceiling) values ($1, $2, $3, left($1, 2), $4) on conflict do nothing returning code',
      [code, name.ar, name.en, ceiling],
    );
    return rows.length > 0;
  }

  async update(ctx: TransactionContext, { code, name, ceiling }: Pick<Site, 'code' | 'name' | 'ceiling'>): Promise<void> {
    await ctx.transaction.query('update sites set name_ar = $2, name_en = $3, ceiling = $4 where code = $1', [
      code,
      name.ar,
      name.en,
      ceiling,
    ]);
  }

  /** @returns false when the network belongs to a site already */
  async addNetwork(ctx: TransactionContext, site: SiteCode, network: Site['networks'][number]): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'insert into site_networks (id, site, network, ceiling) values ($1, $2, $3::cidr, $4) on conflict do nothing returning id',
      [network.id, site, network.network, network.ceiling],
    );
    return rows.length > 0;
  }

  /** @returns false when there is none */
  async removeNetwork(ctx: TransactionContext, site: SiteCode, id: string): Promise<boolean> {
    const rows = await ctx.transaction.query('delete from site_networks where id = $1 and site = $2 returning id', [id, site]);
    return rows.length > 0;
  }

  /** Everybody who is signed in. @param system under the purpose `identity` */
  async signedIn(system: TransactionContext): Promise<string[]> {
    const rows = await system.transaction.query<{ account_id: string }>(
      'select distinct account_id from sessions where ended_at is null and expires_at > now()',
    );
    return rows.map(({ account_id: id }) => id);
  }
}
