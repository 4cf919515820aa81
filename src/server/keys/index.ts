/**
 * Keys of accounts. What is private is sealed under a key of its account, which a process of its own keeps; the account opens it
 * itself, and destroying the key ends it everywhere at once, in every copy. Nothing here decides who is signed in.
 */
export { openDoors } from './doors.ts'
export { sealFormer } from './former.ts'
export { formerStore, sealedColumns } from './former-store.ts'
export {
  type Ask,
  type KeyStatus,
  type Keys,
  keysBy,
  opened,
  openOne,
  type Proof,
  type Question,
  type Self,
  wordsIn,
} from './questions.ts'
export { bringKeys, readSavedKeys, saveKeys } from './saved.ts'
export { makeShares, openByShares } from './shares.ts'
export { keyStore } from './store.ts'
export { goneName, openVault } from './vault.ts'
