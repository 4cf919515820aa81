import sharp from 'sharp'
import { planRendition, planStills } from '../../core/videos/renditions.ts'
import { tagsIn } from '../../core/videos/tags.ts'
import { type AccountStore, openTrialAccount } from '../accounts/index.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { WorkFolders } from '../adapters/folder/index.ts'
import type { Transcoder } from '../adapters/transcoder/index.ts'
import { keepStills, renditionFile } from '../media/index.ts'
import type { CheckedFile, VideoStore } from '../videos/index.ts'
import { frame, type Scene, stage } from './canvas.ts'
import { captionsOf } from './captions.ts'
import { clips, creators } from './clips.ts'
import { trialId } from './plan.ts'
import { notesOf, wavOf } from './sound.ts'

export interface TrialRooms {
  store: VideoStore
  accounts: AccountStore
  blobs: Blobs
  transcoder: Transcoder
  work: WorkFolders
  clock: Clock
}

const framesPerSecond = 24
const shortSides = [360, 540, 720]

/** Draws one clip of the trial, encodes it like any other, and shows it. Drawing it again changes nothing. */
export function drawJob(rooms: TrialRooms) {
  return async ({ number }: { number: number }, { signal }: { signal: AbortSignal }): Promise<void> => {
    const clip = clips[number]
    const creator = creators.find(({ handle }) => handle === clip?.by)
    if (!clip || !creator) return
    await using folder = await rooms.work.open()
    const sound = await folder.write('sound.wav', wavOf(notesOf(clip.tune, clip.seconds), clip.seconds))
    const outputs = shortSides.map(side => ({ file: folder.file(`${side}.mp4`), ...planRendition(stage, side) }))
    await rooms.transcoder.draw(framesOf(clip.scene, clip.seconds), { ...stage, framesPerSecond, sound }, outputs, {
      signal,
    })

    const files: CheckedFile[] = []
    let durationMs = 0
    for (const { file } of outputs) {
      const probe = await rooms.transcoder.probe(file, { signal })
      durationMs = probe.durationMs
      files.push(renditionFile(probe, await rooms.blobs.keep(file)))
    }
    const captions = {
      role: 'captions' as const,
      media_type: 'text/vtt; charset=utf-8',
      width: null,
      height: null,
      bits_per_second: null,
      second_ends: null,
    }
    for (const language of ['en', 'fr'] as const) {
      const kept = await rooms.blobs.keep(
        await folder.write(`${language}.vtt`, captionsOf(clip.spoken[language], clip.seconds)),
      )
      files.push({ ...captions, ...kept, language, spoken: clip.spoken[language].join('\n') })
    }
    const plan = planStills(stage, durationMs)
    const stills = await keepStills(rooms.blobs, folder.path, plan, {
      // The cover is the moment at which the scene is complete, not its empty first frame.
      poster: await picture(clip.scene, clip.seconds * 0.6, clip.seconds, plan.poster),
      storyboard: Buffer.concat(
        await Promise.all(
          Array.from({ length: plan.frames }, (_, index) =>
            picture(clip.scene, (index * plan.everyMs) / 1000, clip.seconds, plan.frame),
          ),
        ),
      ),
    })
    const account = await openTrialAccount(rooms.accounts, rooms.clock, creator)
    await rooms.store.addGenerated(
      {
        id: trialId(number),
        accountId: account,
        caption: clip.caption,
        tags: tagsIn(clip.caption),
        language: clip.language,
        bytes: files[2]!.bytes,
        likes: 0,
        at: rooms.clock.now(),
      },
      {
        durationMs,
        hasSound: true,
        ...stage,
        thumbhash: stills.thumbhash,
        storyboardFrames: plan.frames,
        storyboardEveryMs: plan.everyMs,
      },
      [...files, ...stills.files],
    )
  }
}

/** Frames one after the other, a few drawn ahead: the encoder should never wait for the pencil. */
async function* framesOf(scene: Scene, seconds: number): AsyncGenerator<Uint8Array> {
  const count = Math.round(seconds * framesPerSecond)
  const ahead: Promise<Uint8Array>[] = []
  for (let index = 0; index < count + 3; index++) {
    if (index < count) ahead.push(picture(scene, index / framesPerSecond, seconds, stage))
    if (index >= 3 || index >= count) {
      const next = ahead.shift()
      if (next) yield await next
    }
  }
  for (const rest of ahead) yield await rest
}

async function picture(
  scene: Scene,
  t: number,
  seconds: number,
  size: { width: number; height: number },
): Promise<Uint8Array> {
  const svg = Buffer.from(frame(scene({ t, seconds, part: t / seconds })))
  const drawing = sharp(svg)
  return (size.width === stage.width ? drawing : drawing.resize(size.width, size.height, { fit: 'fill' }))
    .flatten({ background: '#0b0f13' })
    .removeAlpha()
    .raw()
    .toBuffer()
}
