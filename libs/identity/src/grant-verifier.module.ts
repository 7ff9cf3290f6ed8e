import { type DynamicModule, Global, Module } from '@nestjs/common';
import { GrantVerifier } from './grants.js';

/** The key that grants are verified with, for the socket services. */
@Global()
@Module({})
export class GrantVerifierModule {
  static forRoot(publicKey: string): DynamicModule {
    return {
      module: GrantVerifierModule,
      providers: [{ provide: GrantVerifier, useFactory: () => new GrantVerifier(publicKey) }],
      exports: [GrantVerifier],
    };
  }
}
