import { timingSafeEqual } from 'node:crypto'
import { refuse } from '../../core/errors.ts'
import { boundOf } from '../../core/register/retentions.ts'
import { holdsWord } from '../../core/social/words.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { KeyFiles } from '../adapters/keys/index.ts'
import { asReply, type Proof, type Question, type Reply, wordsIn } from './questions.ts'
import type { KeyStore } from './store.ts'
import type { Vault } from './vault.ts'

export interface DoorRooms {
  vault: Vault
  files: KeyFiles
  store: KeyStore
  clock: Clock
}

const followsMs = 1000
const ticketMs = 7 * 86_400_000
/** A key is made a moment before its account is; one whose account never came is swept after an hour. */
const unclaimedMs = 3_600_000

/**
 * Who may: each question is looked at here, against the database and not by the word of whoever asks. The staff door is shut; it
 * opens once looking at personal data names a case and leaves a leaf.
 */
export function openDoors({ vault, files, store, clock }: DoorRooms): (question: Question) => Promise<Reply> {
  // Whoever is signed out here is out for the api at once; this door follows within a second.
  const lately = new Map<string, { accountId: string; until: number }>()
  /** Refuses `keys.not-self`. */
  const accountOf = async (proof: Proof): Promise<string> => {
    const named = JSON.stringify(proof)
    const now = clock.now().getTime()
    const known = lately.get(named)
    if (known && known.until > now && known.until <= now + followsMs) return known.accountId
    const accountId = await askedOf(proof)
    if (lately.size > 1000) lately.clear()
    lately.set(named, { accountId, until: now + followsMs })
    return accountId
  }
  const askedOf = async (proof: Proof): Promise<string> => {
    const accountId =
      'session' in proof
        ? await store.ofSession(proof.session, new Date(clock.now().getTime() - boundOf('session')))
        : 'token' in proof
          ? await store.ofToken(proof.token, clock.now())
          : ofTicket(proof.ticket)
    if (accountId === null) throw refuse('keys.not-self')
    return accountId
  }

  const ofTicket = (ticket: string): string | null => {
    const [accountId, until, signature] = ticket.split('.')
    if (!accountId || !until || !signature || Number(until) < clock.now().getTime()) return null
    return vault.signatures(`${accountId}.${until}`).some(one => isSame(one, signature)) ? accountId : null
  }

  const toSweep = async () => {
    const ids = files.accountIds()
    const there = await store.among(ids)
    const before = clock.now().getTime() - unclaimedMs
    const gone = ids.filter(id => !there.has(id) && (files.accountKeyAt(id)?.getTime() ?? Infinity) < before)
    const forgotten = clock.now().getTime() - boundOf('gone')
    const marks = files.goneNames().filter(name => (files.goneAt(name)?.getTime() ?? Infinity) < forgotten)
    return { gone, marks, of: ids.length }
  }

  const sweep = async (): Promise<number> => {
    const { gone, marks, of } = await toSweep()
    // Most of a shore does not leave in a day: then this is another database than the keys are for.
    if (gone.length > 20 && gone.length > of / 2) throw refuse('keys.other-shore', { got: gone.length, limit: of })
    for (const id of gone) vault.destroy(id, clock.now())
    for (const name of marks) files.removeGone(name)
    return gone.length + marks.length
  }

  const answer = async (question: Question): Promise<unknown> => {
    switch (question.do) {
      case 'seal':
        return vault.seal(question.accountId, question.column, question.words)
      case 'open':
        if (question.door !== 'self') throw refuse('keys.staff-door')
        return vault.open(await accountOf(question.proof), question.column, question.sealed)
      case 'holds': {
        const [list] = vault.open(question.accountId, question.column, [question.sealed])
        return list === null || holdsWord(question.text, wordsIn(list!))
      }
      case 'ticket': {
        const said = `${await accountOf(question.proof)}.${clock.now().getTime() + ticketMs}`
        return `${said}.${vault.sign(said)}`
      }
      case 'destroy':
        if (!(await store.isLeaving(question.accountId))) throw refuse('keys.not-leaving')
        return vault.destroy(question.accountId, clock.now())
      case 'sweep':
        return sweep()
      case 'rotate':
        return vault.rotate()
      case 'status':
        return { ...vault.status(), overdue: await toSweep().then(({ gone, marks }) => gone.length + marks.length) }
    }
  }
  return question => asReply(() => answer(question))
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
