/**
 * Accounts: a handle, a passphrase or passkeys, recovery codes, sessions and access tokens. It asks for no e-mail, phone number
 * or birth date, and has nowhere to keep them.
 */

export { deviceOptions, deviceUseOptions, stationParty, verifyDevice, verifyDeviceUse } from './device-passkeys.ts'
export { type Gate, type GateRooms, openGate } from './gate.ts'
export { openJoining } from './joining.ts'
export { freeHandle, isShown, openAccount, openTrialAccount, presentAccount } from './open-account.ts'
export { type PasskeyStore, type PasskeyUseToNote, passkeyStore, usePasskeyIn, usingPasskey } from './passkey-store.ts'
export { ownUse, type Party, partyOf, signingOptions, verifySigned } from './passkeys.ts'
export { type PersonRow, presentPerson } from './person.ts'
export { accountRoutes } from './routes.ts'
export { hashSecret, makePassphrase, makeRecoveryCode, makeSecret, plainCode } from './secrets.ts'
export { actorOfSession } from './sessions.ts'
export { skeletonOf } from './skeleton.ts'
export { standingOf } from './standing.ts'
export { type AccountStore, accountStore } from './store.ts'
export { type TokenStore, tokenStore } from './token-store.ts'
export { actorOfToken, makeToken, scopesOf } from './tokens.ts'
