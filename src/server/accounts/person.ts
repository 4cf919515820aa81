import type { Person } from '../../core/wire/account.ts'
import { avatarAddress } from './avatar.ts'

/** Who somebody is, as tables say it. */
export interface PersonRow {
  handle: string
  name: string
  avatar_hash: string | null
}

export const presentPerson = ({ handle, name, avatar_hash }: PersonRow): Person => ({
  handle,
  name,
  avatar: avatarAddress(avatar_hash),
})
