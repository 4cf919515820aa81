import { captionParts } from '../../core/videos/tags.ts'
import { Words } from './Words.tsx'

/** A caption whose tags lead to their clips, and whom it names to their profiles. */
export function Caption({ text }: { text: string }) {
  return (
    <>
      {captionParts(text).map((part, place) =>
        part.tag ? (
          <a key={place} href={`/tag/${encodeURIComponent(part.tag)}`}>
            {part.text}
          </a>
        ) : (
          <Words key={place} text={part.text} />
        ),
      )}
    </>
  )
}
