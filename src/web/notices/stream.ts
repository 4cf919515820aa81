/** What becomes of one’s own clips and of the inbox, as the server tells it (server-sent events): one line for the whole page. */
import type { OwnChange } from '../../core/wire/video.ts'

const againAfterMs = 3000

interface Hearer {
  onClip?(change: OwnChange): void
  onInbox?(): void
  /** Called at each opening, and to whoever joins later at once: what happened before it was not heard. */
  onMissed(): void
}

const hearers = new Set<Hearer>()
let source: EventSource | null = null
let isOpen = false
let opening: ReturnType<typeof setTimeout> | undefined

export function hear(hearer: Hearer): () => void {
  hearers.add(hearer)
  if (hearers.size === 1) {
    document.addEventListener('visibilitychange', onSight)
    onSight()
  } else if (isOpen) hearer.onMissed()
  return () => {
    hearers.delete(hearer)
    if (hearers.size > 0) return
    document.removeEventListener('visibilitychange', onSight)
    close()
  }
}

// A page that nobody sees holds no connection.
function onSight(): void {
  if (document.hidden) close()
  else if (!source) open()
}

function open(): void {
  source = new EventSource('/api/changes')
  // A line that breaks is mended by the browser; an answer that is no stream is not.
  source.addEventListener('error', () => {
    isOpen = false
    if (source?.readyState !== EventSource.CLOSED) return
    clearTimeout(opening)
    opening = setTimeout(() => hearers.size > 0 && !document.hidden && open(), againAfterMs)
  })
  source.addEventListener('message', ({ data }) => {
    for (const { onClip } of hearers) onClip?.(JSON.parse(data) as OwnChange)
  })
  source.addEventListener('notices', () => {
    for (const { onInbox } of hearers) onInbox?.()
  })
  source.addEventListener('missed', () => {
    isOpen = true
    for (const { onMissed } of hearers) onMissed()
  })
}

function close(): void {
  clearTimeout(opening)
  source?.close()
  source = null
  isOpen = false
}
