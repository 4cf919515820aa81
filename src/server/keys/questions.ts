import { Refusal, type RefusalCode, type RefusalParams, refuse } from '../../core/errors.ts'

/** Whether a value of a sealed column is sealed. Empty is empty, and what was written before there were keys is in clear. */
export const isSealed = (value: string): boolean => value.startsWith(sealedMark)
export const sealedMark = 'k1.'

/** What shows that it is the account itself that asks: the secret of a session or of an access token, or a ticket. */
export type Proof = { session: string } | { token: string } | { ticket: string }

/** Everything that the key process can be asked. */
export type Question =
  | { do: 'seal'; accountId: string; column: string; words: readonly string[] }
  | { do: 'open'; door: 'self'; proof: Proof; column: string; sealed: readonly string[] }
  | { do: 'open'; door: 'staff'; column: string; sealed: readonly string[] }
  | { do: 'holds'; accountId: string; column: string; sealed: string; text: string }
  | { do: 'ticket'; proof: Proof }
  | { do: 'destroy'; accountId: string }
  | { do: 'sweep' }
  | { do: 'rotate' }
  | { do: 'status' }

export type Reply = { done: unknown } | { refused: RefusalCode; params: RefusalParams }

export type Ask = (question: Question) => Promise<unknown>

export interface KeyStatus {
  isLocked: boolean
  keyId: string | null
  accounts: number
  destroyed: number
  /** Keys without an account, and marks that no backup can need any more. */
  overdue: number
  shares: { keyId: string; need: number; of: number; at: string; isCurrent: boolean } | null
}

/** The self door, as one caller has it. */
export interface Self {
  /** Null for each value that cannot be opened any more: its key is lost. Values from before there were keys come as they are. */
  open(column: string, sealed: readonly string[]): Promise<(string | null)[]>
  /** Lets a job open what is the account's for a week: for an archive that is made, or brought. */
  ticket(): Promise<string>
}

export type Keys = ReturnType<typeof keysBy>

/** The key process, as the shore's programs ask it. Refuses `keys.away`, `keys.locked`, `keys.destroyed`. */
export function keysBy(ask: Ask) {
  const put = async <T>(question: Question): Promise<T> => {
    const reply = (await ask(question)) as Reply
    if ('refused' in reply) throw refuse(reply.refused, reply.params)
    return reply.done as T
  }
  return {
    /** Asks for no proof: what is sealed can be read by its account alone. */
    seal: async (accountId: string, column: string, words: string): Promise<string> =>
      (await put<string[]>({ do: 'seal', accountId, column, words: [words] }))[0]!,
    /** A name that is for show; none where the keys are away: nobody is kept from signing in by that. */
    async sealName(accountId: string, column: string, name: string): Promise<string> {
      const [sealed] = await put<string[]>({ do: 'seal', accountId, column, words: [name] }).catch(unlessAway(['']))
      return sealed!
    },
    sealAll: (accountId: string, column: string, words: readonly string[]): Promise<string[]> =>
      words.length === 0 ? Promise.resolve([]) : put({ do: 'seal', accountId, column, words }),
    /**
     * Whether a text holds one of the words of a sealed list, without telling which, or what else is in it. Where that cannot be known, it
     * does: the person looks themselves.
     */
    holdsAny(accountId: string, column: string, sealed: string, text: string): Promise<boolean> {
      return put<boolean>({ do: 'holds', accountId, column, sealed, text }).catch(unlessAway(true))
    },
    self: (proof: Proof): Self => ({
      open: async (column, sealed) =>
        sealed.some(isSealed) ? put({ do: 'open', door: 'self', proof, column, sealed }) : [...sealed],
      ticket: () => put({ do: 'ticket', proof }),
    }),
    /** Refuses `keys.not-leaving` for an account that is there and not being erased. */
    destroy: (accountId: string): Promise<void> => put({ do: 'destroy', accountId }),
    /** Destroys the keys of accounts that are gone; how many those were. */
    sweep: (): Promise<number> => put({ do: 'sweep' }),
    rotate: (): Promise<{ keys: number; lost: number }> => put({ do: 'rotate' }),
    status: (): Promise<KeyStatus> => put({ do: 'status' }),
  }
}

/** What stands in for an answer where the keys refuse one. */
const unlessAway =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof Refusal && error.code.startsWith('keys.')) return instead
    throw error
  }

/** A refusal as it travels. Anything else is a bug, and ends the link. */
export async function asReply(work: () => Promise<unknown>): Promise<Reply> {
  try {
    return { done: (await work()) ?? null }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, params: error.params }
    throw error
  }
}

/** A sealed list of words, opened. */
export const wordsIn = (text: string | null): string[] => (text === null ? [] : (JSON.parse(text) as string[]))

/** One value through a door. */
export const openOne = async (self: Self, column: string, sealed: string): Promise<string | null> =>
  (await self.open(column, [sealed]))[0] ?? null

/** Rows with one of their columns opened. */
export async function opened<Row extends Record<Name, string | null>, Name extends string>(
  self: Self,
  column: string,
  name: Name,
  rows: readonly Row[],
): Promise<(Omit<Row, Name> & Record<Name, string | null>)[]> {
  const sealed = rows.flatMap(row => row[name] ?? [])
  const words = await self.open(column, sealed)
  let at = 0
  return rows.map(row => ({ ...row, [name]: row[name] === null ? null : words[at++]! }))
}
