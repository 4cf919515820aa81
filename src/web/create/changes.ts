/** What becomes of one’s own clips, as the server tells it (server-sent events). The browser opens the stream again by itself. */
import type { OwnChange } from '../../core/wire/video.ts'

/** `onMissed` is called at each opening: what happened before it was not heard. */
export function hearChanges(onChange: (change: OwnChange) => void, onMissed: () => void): () => void {
  let source: EventSource | null = null
  const open = () => {
    source = new EventSource('/api/changes')
    source.addEventListener('message', ({ data }) => onChange(JSON.parse(data) as OwnChange))
    source.addEventListener('missed', onMissed)
  }
  // A page that nobody sees holds no connection.
  const onSight = () => {
    if (document.hidden) {
      source?.close()
      source = null
    } else if (!source) open()
  }
  onSight()
  document.addEventListener('visibilitychange', onSight)
  return () => {
    document.removeEventListener('visibilitychange', onSight)
    source?.close()
  }
}
