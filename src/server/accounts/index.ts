/**
 * Accounts: a handle and a passphrase, recovery codes, sessions and access tokens. It asks for no e-mail, phone number or
 * birth date, and has nowhere to keep them.
 */

export { openAccount, openTrialAccount, presentAccount } from './open-account.ts'
export { accountRoutes } from './routes.ts'
export { makePassphrase } from './secrets.ts'
export { actorOfSession, actorOfToken, sessionLifeMs } from './sessions.ts'
export { type AccountStore, accountStore } from './store.ts'
export { makeToken } from './tokens.ts'
