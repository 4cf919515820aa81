/** The cover that the author chose: one picture of the clip, as poster in WebP and JPEG, and its thumbhash. */
import { planStills } from '../../core/videos/renditions.ts'
import { type Attempt, isKept, type MediaRooms } from './rooms.ts'
import { keepPoster } from './stills.ts'

/** The last picture of a clip starts a little before its end. */
const lastPictureMs = 120

export function coverJob(rooms: MediaRooms) {
  const { store, blobs, transcoder, clock } = rooms
  return async ({ videoId }: { videoId: string }, { signal }: Attempt): Promise<void> => {
    const chosen = await store.coverOf(videoId)
    if (!chosen) return
    await using folder = await rooms.work.open()
    const input = folder.file('clip.mp4')
    await blobs.copy(chosen.hash, input)
    const { poster } = planStills(chosen, chosen.durationMs)
    const atMs = Math.max(0, Math.min(chosen.coverMs, chosen.durationMs - lastPictureMs))
    await transcoder.still(input, atMs, poster, folder.file('poster.rgb'), { signal })
    const pixels = await folder.readExactly('poster.rgb', poster.width * poster.height * 3)
    const made = await keepPoster(blobs, folder.path, poster, pixels)
    await store.setCover(videoId, chosen.coverMs, made.thumbhash, made.files, clock.now(), isKept(rooms))
  }
}
