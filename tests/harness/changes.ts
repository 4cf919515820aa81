/** The stream of what changes of an account, as a page of the account hears it. */
import type { Person } from './person.ts'

interface Stream {
  status: number
  type: string | null
  /** What was told, in order: `missed`, or a change. */
  told: ('missed' | { id: string; state: string; progress: number; isFinished: boolean })[]
  ended: Promise<void>
  close(): void
}

/** A stream of server-sent events, read as a browser reads it. */
export async function listen(person: Person): Promise<Stream> {
  const leaving = new AbortController()
  const reply = await fetch(`${person.url}/api/changes`, {
    headers: person.cookie ? { cookie: person.cookie } : {},
    signal: leaving.signal,
  })
  const told: Stream['told'] = []
  const read = async () => {
    let rest = ''
    for await (const text of reply.body!.pipeThrough(new TextDecoderStream())) {
      const events = (rest + text).split('\n\n')
      rest = events.pop()!
      for (const event of events) {
        if (event.includes('event: missed')) told.push('missed')
        else if (event.startsWith('data: ')) told.push(JSON.parse(event.slice(6)))
      }
    }
  }
  return {
    status: reply.status,
    type: reply.headers.get('content-type'),
    told,
    ended: reply.ok ? read().catch(() => undefined) : Promise.resolve(),
    close: () => leaving.abort(),
  }
}
