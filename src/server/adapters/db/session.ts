import type pg from 'pg'

const againAfterMs = 250

/** A connection of the pool for one purpose: opened when it is first asked for, and again by itself after it was lost. */
export interface KeptSession {
  /** The connection, prepared. Rejects while the database is away. */
  client(): Promise<pg.PoolClient>
  close(): void
}

/** `prepare` is done with each connection before anybody gets it; `onAgain` is called after each but the first, `onLost` when one ends. */
export function keepSession(
  pool: pg.Pool,
  prepare: (client: pg.PoolClient) => Promise<unknown>,
  onAgain: () => void = () => undefined,
  onLost: () => void = () => undefined,
): KeptSession {
  let session: Promise<{ client: pg.PoolClient; end(): void }> | null = null
  let isClosed = false
  const open = async (onEnd: () => void) => {
    const client = await pool.connect()
    let isOver = false
    const end = () => {
      if (isOver) return
      isOver = true
      client.release(true)
      onEnd()
    }
    client.once('error', end).once('end', end)
    try {
      await prepare(client)
    } catch (error) {
      end()
      throw error
    }
    return { client, end }
  }
  const current = () => {
    if (session) return session
    const lost = () => {
      if (session !== opening) return
      session = null
      onLost()
      if (!isClosed) setTimeout(again, againAfterMs)
    }
    const opening = open(lost)
    opening.catch(lost)
    session = opening
    return opening
  }
  const again = (): void => {
    if (!isClosed) current().then(onAgain, () => undefined)
  }
  return {
    client: async () => (await current()).client,
    close() {
      isClosed = true
      void session?.then(({ end }) => end()).catch(() => undefined)
    },
  }
}
