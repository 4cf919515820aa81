/** What becomes of one’s own clips, as the server tells it (server-sent events). */
import type { OwnChange } from '../../core/wire/video.ts'

const againAfterMs = 3000

/** `onMissed` is called at each opening: what happened before it was not heard. */
export function hearChanges(onChange: (change: OwnChange) => void, onMissed: () => void): () => void {
  let source: EventSource | null = null
  let opening: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource('/api/changes')
    // A line that breaks is mended by the browser; an answer that is no stream is not.
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return
      clearTimeout(opening)
      opening = setTimeout(() => !document.hidden && open(), againAfterMs)
    })
    source.addEventListener('message', ({ data }) => onChange(JSON.parse(data) as OwnChange))
    source.addEventListener('missed', onMissed)
  }
  // A page that nobody sees holds no connection.
  const onSight = () => {
    clearTimeout(opening)
    if (document.hidden) {
      source?.close()
      source = null
    } else if (!source) open()
  }
  onSight()
  document.addEventListener('visibilitychange', onSight)
  return () => {
    document.removeEventListener('visibilitychange', onSight)
    clearTimeout(opening)
    source?.close()
  }
}
