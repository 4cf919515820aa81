/** WebVTT (W3C) of a trial clip: its sentences one after the other, in equal parts of the clip. */
export function captionsOf(sentences: readonly string[], seconds: number): string {
  const part = seconds / sentences.length
  const cues = sentences.map(
    (sentence, index) => `${time(index * part + 0.15)} --> ${time((index + 1) * part - 0.1)}\n${sentence}`,
  )
  return `WEBVTT\n\n${cues.join('\n\n')}\n`
}

function time(seconds: number): string {
  return `00:00:${seconds.toFixed(3).padStart(6, '0')}`
}
