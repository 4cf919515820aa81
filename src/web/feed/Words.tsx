import { mentionParts } from '../../core/social/mentions.ts'

/** What somebody wrote, with whom it names as links to them. */
export function Words({ text }: { text: string }) {
  return (
    <>
      {mentionParts(text).map((part, place) =>
        part.handle === undefined ? (
          part.text
        ) : (
          <a key={place} href={`/@${part.handle}`}>
            {part.text}
          </a>
        ),
      )}
    </>
  )
}
