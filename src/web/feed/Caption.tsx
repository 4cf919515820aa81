import { captionParts } from '../../core/videos/caption.ts'

/** A caption with its tags set apart. Tags lead nowhere until there is search. */
export function Caption({ text }: { text: string }) {
  return <>{captionParts(text).map((part, place) => (part.tag ? <b key={place}>{part.text}</b> : part.text))}</>
}
