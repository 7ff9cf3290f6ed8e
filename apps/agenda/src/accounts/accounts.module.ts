import { AccessService } from '@app/access/facts/index.js';
import { type EndpointResponse, listAccounts } from '@app/contracts';
import { Account, type TransactionContext } from '@app/database';
import { Endpoint } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';

@Controller()
class AccountsController {
  constructor(@Inject(AccessService) private readonly access: AccessService) {}

  @Endpoint(listAccounts)
  async list(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listAccounts>> {
    await this.access.requireSystem(ctx, 'account.list');
    const accounts = await ctx.transaction.repository(Account).find({ order: { login: 'ASC' } });
    return {
      accounts: accounts.map(({ id, login, nameAr, nameEn, country, systemRole, active, createdAt }) => ({
        id,
        login,
        name: { ar: nameAr, en: nameEn },
        country,
        systemRole,
        active,
        createdAt: createdAt.toISOString(),
      })),
    };
  }
}

@Module({ controllers: [AccountsController] })
export class AccountsModule {}
