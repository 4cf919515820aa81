import { Refusal } from '../../core/errors.ts'
import { type Print, printOf } from '../../core/videos/prints.ts'
import type { StillsPlan } from '../../core/videos/renditions.ts'
import type { WorkFolder } from '../adapters/folder/index.ts'
import type { MediaRooms } from './rooms.ts'

type Seen = Print & { atMs: number }

const bytesOf = ({ frame }: StillsPlan): number => frame.width * frame.height * 3

/** The prints of a storyboard's frames, from raw RGB: each once, and none of those that say nothing. */
export function printsIn(pixels: Uint8Array, plan: StillsPlan): Seen[] {
  const bytes = bytesOf(plan)
  const frames = Array.from({ length: plan.frames }, (_, index) => pixels.subarray(index * bytes, (index + 1) * bytes))
  return distinct(frames.map((frame, index) => seenIn(frame, plan, index)))
}

/** The same of every moment itself, where a storyboard was made of keyframes only. Slow: a decode for each. */
export async function lookCloser(
  { transcoder }: MediaRooms,
  input: string,
  plan: StillsPlan,
  folder: WorkFolder,
  signal: AbortSignal,
): Promise<Seen[]> {
  const seen: (Seen | null)[] = []
  for (let index = 0; index < plan.frames; index++) {
    const name = `moment-${index}.rgb`
    try {
      await transcoder.still(input, index * plan.everyMs, plan.frame, folder.file(name), { signal })
      seen.push(seenIn(await folder.readExactly(name, bytesOf(plan)), plan, index))
    } catch (error) {
      // The file was found good: a moment behind its last picture is none of its faults.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return distinct(seen)
}

function seenIn(pixels: Uint8Array, plan: StillsPlan, index: number): Seen | null {
  const print = printOf(pixels, plan.frame)
  return print && { ...print, atMs: index * plan.everyMs }
}

const distinct = (seen: readonly (Seen | null)[]): Seen[] => [
  ...new Map(seen.flatMap(one => (one ? [[one.print, one] as const] : [])).reverse()).values(),
]
