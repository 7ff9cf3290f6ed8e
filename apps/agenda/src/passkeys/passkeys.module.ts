import { Module } from '@nestjs/common';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { Challenges } from './challenges.js';
import { ChallengesRepository } from './challenges.repository.js';
import { PasskeyProofs } from './passkey-proofs.js';
import { PasskeysController } from './passkeys.controller.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { PasskeysService } from './passkeys.service.js';

@Module({
  imports: [SessionsModule, ThrottleModule, PasswordsModule],
  controllers: [PasskeysController],
  providers: [ChallengesRepository, Challenges, PasskeysRepository, PasskeysService, PasskeyProofs],
  exports: [PasskeysService],
})
export class PasskeysModule {}
