/** Where an account has moved: said by its person at the former shore, confirmed by that shore as a code, believed by the new one as far as the code proves. */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import {
  type MoveStatement,
  moveClaim,
  moveFormat,
  moveStatement,
  partsOfCode,
  profileAddressIn,
} from '../../core/archive/move.ts'
import { refuse } from '../../core/errors.ts'
import type { Move } from '../../core/wire/archive.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Self } from '../keys/index.ts'
import { profileAddress } from '../sharing/index.ts'
import type { ArrivalsStore } from './arrivals-store.ts'
import type { MovingStore } from './moving-store.ts'
import { keyOf } from './open.ts'
import { openArrivalRow } from './opened.ts'

export interface MovingRooms {
  moving: MovingStore
  arrivals: ArrivalsStore
  clock: Clock
  key: KeyObject
}

interface Who {
  accountId: string
  /** The profile's address here. */
  address: string
}

export function openMoving({ moving, arrivals, clock, key }: MovingRooms) {
  const x = createPublicKey(key).export({ format: 'jwk' }).x!
  const rawKey = Buffer.from(x, 'base64url').toString('base64')
  const codeFor = (statement: MoveStatement): string => {
    const payload = Buffer.from(JSON.stringify(statement)).toString('base64url')
    return `${moveFormat}.${payload}.${sign(null, Buffer.from(moveClaim(payload)), key).toString('base64url')}`
  }
  return {
    /** Says the new address in public, and tells who follows. Refuses `move.address`, `move.self`. */
    async say({ accountId, address }: Who, to: string): Promise<void> {
      const movedTo = profileAddressIn(to)
      if (movedTo.toLowerCase() === address.toLowerCase()) throw refuse('move.self')
      await moving.setMovedTo(accountId, movedTo, clock.now())
    },

    takeBack: (accountId: string) => moving.setMovedTo(accountId, null, clock.now()),

    async now({ accountId, address }: Who): Promise<Move> {
      const { movedTo, movedAt, movedFrom } = await moving.ofAccount(accountId)
      const statement = movedTo &&
        movedAt && { from: address, account: accountId, to: movedTo, at: movedAt.toISOString(), key: rawKey }
      return { movedTo, movedFrom, code: statement ? codeFor(statement) : null }
    },

    /**
     * Believes a code of the former shore: that it is signed by the key that signed the archive which was brought here, is of the same
     * account, and names this one. Refuses `move.code`, `move.other`, `move.archive`.
     */
    async confirm({ accountId, address }: Who, self: Self, code: string): Promise<string> {
      const statement = statementIn(code)
      if (statement.to.toLowerCase() !== address.toLowerCase())
        throw refuse('move.other', { got: statement.to, expected: address })
      const row = await arrivals.ofAccount(accountId)
      const proof = row && (await openArrivalRow(self, row)).proof
      const isSame =
        proof?.['key'] === statement.key &&
        proof['account'] === statement.account &&
        statement.from === `${proof['shore']}${profileAddress(String(proof['handle']))}`
      if (!isSame) throw refuse('move.archive')
      const from = profileAddressIn(statement.from)
      await moving.setMovedFrom(accountId, from)
      return from
    },
  }
}

function statementIn(code: string): MoveStatement {
  const parts = partsOfCode(code)
  const statement = parts && moveStatement.safeParse(parsed(Buffer.from(parts.payload, 'base64url').toString())).data
  const isSigned =
    parts &&
    statement &&
    verify(null, Buffer.from(moveClaim(parts.payload)), keyOf(statement.key), Buffer.from(parts.signature, 'base64url'))
  if (!isSigned) throw refuse('move.code')
  return statement
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
