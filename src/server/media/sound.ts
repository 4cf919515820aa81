/** The sound that a clip was begun with takes the place of the one in its file, before anything else is made of it. */
import { refuse } from '../../core/errors.ts'
import { refusalOf } from '../../core/videos/probe.ts'
import type { WorkFolder } from '../adapters/folder/index.ts'
import type { MediaRooms } from './rooms.ts'

/** Twice is once: a file that has the sound already gets the same again. Refuses as the check does, and `sound.gone`. */
export async function putSound(
  { uploads, blobs, transcoder }: MediaRooms,
  sound: NonNullable<Awaited<ReturnType<MediaRooms['store']['soundToPut']>>>,
  folder: WorkFolder,
  videoId: string,
  signal: AbortSignal,
): Promise<void> {
  const input = uploads.file(videoId)
  const probe = await transcoder.probe(input, { signal })
  const refusal = refusalOf(probe)
  if (refusal) throw refusal
  if (sound === 'gone' || (await blobs.size(sound.hash)) === null) throw refuse('sound.gone')
  const [from, dubbed] = [folder.file('sound.mp4'), folder.file('dubbed')]
  await blobs.copy(sound.hash, from)
  // MP4 keeps how a picture is turned; it does not hold VP8, which no camera turns.
  const container = probe.picture?.codec === 'vp8' ? ('matroska' as const) : ('mp4' as const)
  await transcoder.dub(input, from, dubbed, { ms: Math.min(probe.durationMs, sound.durationMs), container }, { signal })
  await uploads.put(videoId, dubbed)
}
